/** Inheritance from schemas with `additionalProperties: false`. Ajv is the witness of what the rewritten schemas allow. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import type { Json } from "../../../../generator/1-document/json.ts";
import type { Document, Schema } from "../../../../generator/1-document/openapi.ts";
import { extendClosedBases } from "../../../../generator/1-document/rewrite/closed-bases.ts";
import { rewriteDocument } from "../../../../generator/1-document/rewrite/rewrite-document.ts";
import { buildApi } from "../../../../generator/2-model/build.ts";
import { validatorsOf } from "../../../support/validators.ts";

type Schemas = Readonly<Record<string, Schema>>;

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const closed = (...names: readonly string[]): Schema => ({
  properties: Object.fromEntries(names.map((name) => [name, true])),
  additionalProperties: false,
});
const documentOf = (schemas: Schemas): Document => ({
  openapi: "3.2.0",
  info: { title: "T", version: "1" },
  components: { schemas },
});

const { additionalProperties: _, ...OPEN } = { ...(closed("name") as object), additionalProperties: false };

/** Name, schemas, names of all schemas afterwards, and values of `A` that are valid and invalid. */
const ROWS: readonly [
  name: string,
  given: Schemas,
  names: readonly string[],
  valid: readonly Json[],
  invalid: readonly Json[],
][] = [
  [
    "a base that is used as a base only",
    { A: { allOf: [ref("Base")], ...(closed("side") as object) }, Base: closed("name") },
    ["A", "Base"],
    [{}, { name: 1, side: 1 }],
    [{ other: 1 }],
  ],
  [
    "a base that is used by itself, too",
    { A: { allOf: [ref("Base"), { properties: { side: ref("Base") } }] }, Base: closed("name") },
    ["A", "Base", "BaseOpen"],
    [{ name: 1, side: { name: 1 } }],
    [{ other: 1 }, { side: { side: 1 } }],
  ],
  [
    "three generations",
    {
      A: { allOf: [ref("Middle"), closed("c")] },
      Middle: { allOf: [ref("Base")], ...(closed("b") as object) },
      Base: closed("a"),
    },
    ["A", "Middle", "Base"],
    [{ a: 1, b: 1, c: 1 }],
    [{ d: 1 }],
  ],
  [
    "keywords beside a reference",
    { A: { ...(ref("Base") as object), properties: { side: true } }, Base: closed("name") },
    ["A", "Base"],
    [{ name: 1, side: 1 }],
    [{ other: 1 }],
  ],
  [
    "a closed schema that declares all properties",
    {
      A: { allOf: [ref("Base"), { required: ["name"], properties: { name: { type: "string" } } }] },
      Base: closed("name"),
    },
    ["A", "Base"],
    [{ name: "" }],
    [{ name: "", other: 1 }, {}],
  ],
  [
    "an open base",
    { A: { allOf: [ref("Base")], properties: { side: true } }, Base: OPEN },
    ["A", "Base"],
    [{ other: 1 }],
    [],
  ],
];

it.each(ROWS)("%s", (_name, given, names, valid, invalid) => {
  const document = extendClosedBases(documentOf(given));
  expect(Object.keys(document.components?.schemas ?? {})).toEqual(names);
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema({ $id: "test:", components: document.components });
  const { A } = validatorsOf(buildApi(document));
  for (const value of [...valid, ...invalid]) {
    expect([value, ajv.validate("test:#/components/schemas/A", value)]).toEqual([value, valid.includes(value)]);
    expect([value, A?.is(value)]).toEqual([value, valid.includes(value)]);
  }
});

it("applies only if the option is set", () => {
  const given = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    components: { schemas: ROWS[0]?.[1] as Json as {} },
  };
  const isValid = (isSet: boolean) =>
    validatorsOf(buildApi(rewriteDocument(given, { extendClosedBases: isSet })))["A"]?.is({ name: 1, side: 1 });
  expect([isValid(false), isValid(true)]).toEqual([false, true]);
});

it("returns the same document if no base is closed", () => {
  const document = documentOf({ A: { allOf: [ref("B")] }, B: OPEN });
  expect(extendClosedBases(document)).toBe(document);
});
