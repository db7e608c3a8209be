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
