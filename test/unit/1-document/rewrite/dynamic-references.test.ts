/** Generic schemas: types and validators for each binding of a `$dynamicAnchor`, with and without `$id`. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../../generator/1-document/json.ts";
import type { Document, Schema, SchemaObject } from "../../../../generator/1-document/openapi.ts";
import { bindDynamicReferences } from "../../../../generator/1-document/rewrite/dynamic-references.ts";
import { buildApi } from "../../../../generator/2-model/build.ts";
import { typesView } from "../../../../generator/3-views/types.ts";
import { printPage } from "../../../support/print-page.ts";
import { validatorsOf } from "../../../support/validators.ts";

type Schemas = Readonly<Record<string, SchemaObject>>;

const ref = (name: string): SchemaObject => ({ $ref: `#/components/schemas/${name}` });
const STRING: SchemaObject = { type: "string" };
const binding = (anchor: string, schema: SchemaObject): SchemaObject => ({
  $defs: { [anchor]: { $dynamicAnchor: anchor, ...schema } },
});
const named = (name: string): SchemaObject => ({
  type: "object",
  required: [name],
  properties: { [name]: STRING },
  additionalProperties: false,
});

const PAGE: Schemas = {
  Page: {
    type: "object",
    required: ["items"],
    properties: { items: { type: "array", items: { $dynamicRef: "#item" } }, next: ref("Page") },
    ...binding("item", { not: {} }),
  },
  Pet: named("name"),
  User: named("mail"),
  PetPage: { ...ref("Page"), ...binding("item", ref("Pet")) },
  UserPage: { ...ref("Page"), ...binding("item", ref("User")) },
  More: { ...ref("Page"), ...binding("item", STRING), properties: { total: { type: "integer" } }, required: ["total"] },
};

const TREE: Schemas = {
  Tree: {
    $dynamicAnchor: "node",
    type: "object",
    properties: { data: true, children: { type: "array", items: { $dynamicRef: "#node" } } },
  },
  Strict: { $dynamicAnchor: "node", ...ref("Tree"), unevaluatedProperties: false },
};

const withIds = (schemas: Schemas): Schemas =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, { $id: `https://a.example/${name}`, ...schema }]),
  );

function documentOf(schemas: Readonly<Record<string, Schema>>): Document {
  return bindDynamicReferences({
    openapi: "3.2.0",
    info: { title: "T", version: "1" },
    components: { schemas },
  });
}

const VALUES: readonly (readonly [schemas: Schemas, name: string, value: Json, isValid: boolean])[] = [
  [PAGE, "PetPage", { items: [{ name: "a" }] }, true],
  [PAGE, "PetPage", { items: [{ mail: "a" }] }, false],
  [PAGE, "PetPage", { items: [], next: { items: [{ mail: "a" }] } }, false],
  [PAGE, "PetPage", { items: [], next: { items: [{ name: "a" }] } }, true],
  [PAGE, "UserPage", { items: [{ mail: "a" }] }, true],
  [PAGE, "UserPage", { items: [{ name: "a" }] }, false],
  [PAGE, "Page", { items: [] }, true],
  [PAGE, "Page", { items: [{ mail: "a" }] }, false],
  [PAGE, "More", { items: ["a"], total: 1, next: { items: ["b"] } }, true],
  [PAGE, "More", { items: ["a"], total: 1, next: { items: [1] } }, false],
  [TREE, "Tree", { children: [{ daat: 1 }] }, true],
  [TREE, "Strict", { children: [{ data: 1 }] }, true],
  [TREE, "Strict", { children: [{ daat: 1 }] }, false],
];

describe.each([
  ["with $id", withIds],
  ["without $id", (schemas: Schemas) => schemas],
])("%s", (_name, change) => {
  it.each(VALUES)("a validator takes the binding of its schema (%#)", (schemas, name, value, isValid) => {
    const { [name]: validator } = validatorsOf(buildApi(documentOf(change(schemas))));
    expect(validator?.is(value)).toBe(isValid);
  });

  it("each binding has a type", () => {
    const types = printPage("types.ts", "types.ts", typesView(buildApi(documentOf(change({ ...PAGE, ...TREE })))));
    expect(types).toContain("export interface PetPage {\n  items: PetPageItem[];\n  next?: PetPage;\n}");
    expect(types).toContain("export interface UserPage {\n  items: UserPageItem[];\n  next?: UserPage;\n}");
    expect(types).toContain("export type PetPageItem = Pet;");
    expect(types).toContain("export interface MorePage {\n  items: MoreItem[];\n  next?: MorePage;\n}");
    expect(types).toContain("children?: Strict[];");
  });
});

it("ajv agrees about anchors at the root of a schema, the only ones that it registers", () => {
  for (const [schemas, name, value, isValid] of VALUES.filter(([each]) => each === TREE)) {
    const ajv = new Ajv2020({ strict: false });
    for (const [key, schema] of Object.entries(withIds(schemas))) {
      ajv.addSchema(
        JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "https://a.example/")) as object,
        key,
      );
    }
    expect([name, value, ajv.validate(name, value)]).toEqual([name, value, isValid]);
  }
});

describe("generic schemas in each other", () => {
  const Nested: Schemas = {
    ...PAGE,
    Pet: { type: "object", properties: { owners: ref("UserPage") }, additionalProperties: false },
  };
  const value = { items: [{ owners: { items: [{ mail: "a" }] } }] };

  it("keep their own bindings without $id", () => {
    const { PetPage } = validatorsOf(buildApi(documentOf(Nested)));
    expect(PetPage?.is(value)).toBe(true);
  });

  it("take the outermost binding with $id, as JSON Schema says", () => {
    const { PetPage } = validatorsOf(buildApi(documentOf(withIds(Nested))));
    expect(PetPage?.is(value)).toBe(false);
  });
});

it("binds generic schemas at the place of their use", () => {
  const schema = { ...ref("Page"), ...binding("item", STRING) };
  const bound = bindDynamicReferences({
    openapi: "3.2.0",
    info: { title: "T", version: "1" },
    paths: {
      "/a": {
        get: {
          operationId: "a",
          responses: { "200": { description: "", content: { "application/json": { schema } } } },
        },
      },
    },
    components: { schemas: PAGE },
  });
  const types = printPage("types.ts", "types.ts", typesView(buildApi(bound)));
  expect(types).toMatch(/export interface AResponse200 \{\n {2}items: AGet200Item\[\];/);
});

it("returns the same document without dynamic references", () => {
  const document: Document = {
    openapi: "3.2.0",
    info: { title: "T", version: "1" },
    components: { schemas: { A: STRING } },
  };
  expect(bindDynamicReferences(document)).toBe(document);
});
