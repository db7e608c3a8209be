/**
 * Compares our validators and our oracle with ajv on the schemas as they are written, before any rewriting. Keywords
 * that are annotations change no outcome of validation.
 */
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { Document, Schema } from "../../../generator/1-document/openapi.ts";
import type { JsonObject } from "../../../generator/1-document/json.ts";
import { rewriteDocument } from "../../../generator/1-document/rewrite/rewrite-document.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { createJudge } from "../../../generator/5-oracle/judge/judge.ts";
import { validatorsOf } from "../../support/validators.ts";
import { withSchemas } from "../2-model/documents.ts";

type Schemas = Readonly<Record<string, Schema>>;

interface Row {
  readonly name: string;
  readonly schemas: Schemas;
  /** Component that the values are validated by. */
  readonly component: string;
  readonly values: readonly unknown[];
}

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const ROWS: readonly Row[] = [
  {
    name: "an absent property with a default",
    schemas: { Page: { type: "object", properties: { size: { type: "integer", default: 3 } } } },
    component: "Page",
    values: [{}, { size: 1 }, { size: "1" }],
  },
  {
    name: "a required property with a default",
    schemas: { Page: { type: "object", required: ["size"], properties: { size: { type: "integer", default: 3 } } } },
    component: "Page",
    values: [{}, { size: 1 }],
  },
  {
    name: "a default behind a reference and in a composition",
    schemas: {
      Size: { type: "integer", default: 3 },
      Base: { type: "object", properties: { size: { $ref: "#/components/schemas/Size" } } },
      Page: { allOf: [{ $ref: "#/components/schemas/Base" }, { properties: { sort: { default: "a" } } }] },
    },
    component: "Page",
    values: [{}, { size: 1 }, { sort: 1 }, { size: "1" }],
  },
  {
    name: "a base with a discriminator, and values that name no child",
    schemas: {
      Dog: {
        type: "object",
        required: ["kind", "weight"],
        properties: { kind: { type: "string" }, weight: { type: "integer" } },
        discriminator: { propertyName: "kind", mapping: { golden: "#/components/schemas/Golden" } },
      },
      Golden: {
        allOf: [ref("Dog")],
        type: "object",
        required: ["shine"],
        properties: { kind: { const: "golden" }, shine: { type: "boolean" } },
      },
    },
    component: "Dog",
    values: [
      { kind: "pug", weight: 1 },
      { kind: "golden", weight: 1 },
      { kind: "golden", weight: 1, shine: true },
      { kind: "pug" },
      { weight: 1 },
    ],
  },
  {
    name: "a base that is also an alternative, in a list",
    schemas: {
      Pet: { type: "object", properties: { kind: { type: "string" } }, discriminator: { propertyName: "kind" } },
      Cat: { allOf: [ref("Pet"), { required: ["meow"] }] },
      Pets: { type: "array", items: ref("Pet") },
    },
    component: "Pets",
    values: [[{ kind: "Cat" }], [{}], [{ kind: "x" }, { kind: "Cat", meow: 1 }], [{ kind: 1 }], [7]],
  },
  ...(["oneOf", "anyOf"] as const).map((keyword): Row => ({
    name: `${keyword} with a discriminator`,
    schemas: {
      Cat: { type: "object", required: ["kind", "meow"], properties: { kind: { type: "string" } } },
      Dog: { type: "object", required: ["kind", "bark"], properties: { kind: { type: "string" } } },
      Pet: {
        [keyword]: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind", mapping: { cat: "Cat", dog: "#/components/schemas/Dog" } },
      },
    },
    component: "Pet",
    values: [
      { kind: "cat", meow: 1 },
      { kind: "cat", bark: 1 },
      { kind: "lion", meow: 1 },
      { kind: "dog", meow: 1, bark: 1 },
      { kind: "dog" },
      { meow: 1 },
    ],
  })),
  {
    name: "unevaluated properties beside a discriminator",
    schemas: {
      Cat: { required: ["meow"], properties: { meow: true } },
      Dog: { required: ["bark"], properties: { bark: true } },
      Pet: {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind" },
        unevaluatedProperties: false,
      },
    },
    component: "Pet",
    values: [{ meow: 1 }, { meow: 1, kind: "Cat" }],
  },
];

/** Returns a function that validates by a component, as ajv reads the description. */
function readByAjv(document: Document, component: string): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, "description:");
  const pointer = `description:#/components/schemas/${component}`;
  return (value) => ajv.validate(pointer, value);
}

describe.each(ROWS)("$name", ({ schemas, component, values }) => {
  const written = withSchemas(schemas);
  const isValid = readByAjv(written, component);
  const document = rewriteDocument(written as object as JsonObject); // a document is JSON
  const validators = validatorsOf(buildApi(document));
  const judge = createJudge(document);
  const schema = document.components?.schemas?.[component] ?? false;

  test.each(values.map((value) => [JSON.stringify(value), value]))("%s", (_text, value) => {
    const want = isValid(value);
    expect(validators[component]?.validate(value).length === 0, "validator of responses").toBe(want);
    const request = validators[`${component}Input`] ?? validators[component];
    expect(request?.validate(value).length === 0, "validator of requests").toBe(want);
    for (const form of ["request", "response", "message"] as const) {
      expect(judge.accepts(schema, value, form), `oracle, ${form}`).toBe(want);
    }
  });
});
