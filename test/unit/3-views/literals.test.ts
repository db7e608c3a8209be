/**
 * Literals that schemas allow compile as the generated types, and some that they forbid do not. Ajv is the witness that
 * a literal is valid or invalid, so that types are not compared with themselves.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, expect, test } from "vitest";
import type { Json } from "../../../generator/1-document/json.ts";
import type { Schema } from "../../../generator/1-document/openapi.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { typesView } from "../../../generator/3-views/types.ts";
import { printPage } from "../../support/print-page.ts";
import { typecheck } from "../../support/typecheck.ts";
import { makeWorkspace } from "../../support/workspace.ts";
import { withSchemas } from "../2-model/documents.ts";

const STRING = { type: "string" } as const;
const NUMBER = { type: "number" } as const;
const INTEGER = { type: "integer" } as const;
const NULL = { type: "null" } as const;
const ID = { type: "object", properties: { id: INTEGER }, required: ["id"] } as const;
const NAMED = { type: "object", properties: { name: STRING } } as const;

/** Name, schema, valid literals, and invalid literals that TypeScript can tell from the valid ones. */
const TABLE: readonly (readonly [name: string, schema: Schema, valid: readonly Json[], invalid: readonly Json[]])[] = [
  ["an open object", { ...ID, additionalProperties: true }, [{ id: 1 }, { id: 1, more: [1], other: "x" }], [{ more: 1 }]],
  ["an object of any values", { type: "object", additionalProperties: {} }, [{}, { a: null, b: { c: 1 } }], [1, "a"]],
  ["a dictionary", { type: "object", additionalProperties: NUMBER }, [{}, { a: 1, toString: 2 }], [{ a: "1" }]],
  ["a dictionary of nullable values", { type: "object", additionalProperties: { type: ["string", "null"] } }, [{ a: null, b: "" }], [{ a: 1 }]],
  ["a dictionary of arrays", { type: "object", additionalProperties: { type: "array", items: INTEGER } }, [{ a: [], b: [1] }], [{ a: 1 }]],
  ["a dictionary with a declared property", { ...ID, additionalProperties: STRING }, [{ id: 1 }, { id: 1, a: "b" }], [{ a: "b" }]],
  ["a dictionary with an optional declared property", { type: "object", properties: { id: INTEGER }, additionalProperties: INTEGER }, [{}, { id: 1, a: 2 }], []],
  ["a dictionary of dictionaries", { type: "object", additionalProperties: { type: "object", additionalProperties: INTEGER } }, [{ a: { b: 1 } }], [{ a: 1 }]],
  ["a closed object", { ...ID, additionalProperties: false }, [{ id: 1 }], [{ id: 1, more: 1 }]],
  ["an empty object", { type: "object", additionalProperties: false }, [{}], [{ a: 1 }]],
  ["unevaluatedProperties of a schema", { ...ID, unevaluatedProperties: STRING }, [{ id: 1, a: "b" }], []],
  ["properties by prefix", { type: "object", patternProperties: { "^x-": NUMBER }, additionalProperties: false }, [{ "x-a": 1 }, {}], [{ "x-a": "1" }]],
  ["names from a list", { type: "object", propertyNames: { enum: ["a", "b"] }, additionalProperties: NUMBER }, [{ a: 1 }, {}], [{ c: 1 }]],
  ["a property that every object inherits", { type: "object", properties: { toString: STRING, constructor: INTEGER } }, [{}, { toString: "a", constructor: 1 }], [{ toString: 1 }]],
  ["a property with a space", { type: "object", properties: { "a b": STRING, "1": NUMBER } }, [{ "a b": "x", "1": 2 }], [{ "a b": 1 }]],
  ["a required property without a schema", { type: "object", required: ["x"] }, [{ x: 1 }, { x: null }], [{}]],
  ["an object without properties", { type: "object" }, [{}, { a: 1 }], [1]],
  ["anything", {}, [1, null, "a", [], {}], []],
  ["anything but null is not said", true, [null, 1], []],
  ["null", NULL, [null], [0, ""]],
  ["a nullable string", { type: ["string", "null"] }, ["", null], [1]],
  ["a nullable object", { anyOf: [ID, NULL] }, [null, { id: 1 }], [{}]],
  ["a nullable array of nullable items", { type: ["array", "null"], items: { type: ["integer", "null"] } }, [null, [], [1, null]], [["a"]]],
  ["a nullable enum", { enum: ["a", null] }, ["a", null], ["b"]],
  ["a string or a number", { type: ["string", "number"] }, ["a", 1], [true]],
  ["several types in one", { type: ["boolean", "integer", "array"], items: STRING }, [true, 1, ["a"]], ["a", [1]]],
  ["an array", { type: "array", items: STRING }, [[], ["a"]], [[1], "a"]],
  ["an array of anything", { type: "array" }, [[], [1, "a", null]], [1]],
  ["an array of arrays", { type: "array", items: { type: "array", items: NUMBER } }, [[[1], []]], [[1]]],
  ["an array of unions", { type: "array", items: { oneOf: [STRING, INTEGER] } }, [["a", 1]], [[true]]],
  ["a union of arrays", { anyOf: [{ type: "array", items: STRING }, { type: "array", items: INTEGER }] }, [["a"], [1], []], [["a", 1]]],
  ["a union of an item and an array", { anyOf: [STRING, { type: "array", items: STRING }] }, ["a", ["a"]], [1, [1]]],
  ["an array of enums", { type: "array", items: { enum: ["a", "b"] } }, [["a", "b"], []], [["c"]]],
  ["a tuple", { type: "array", prefixItems: [STRING, INTEGER], items: false, minItems: 2 }, [["a", 1]], [["a"], [1, "a"], ["a", 1, 2]]],
  ["a tuple with optional elements", { type: "array", prefixItems: [STRING, INTEGER], items: false }, [[], ["a"], ["a", 1]], [[1]]],
  ["a tuple with more elements", { type: "array", prefixItems: [STRING], items: INTEGER, minItems: 1 }, [["a"], ["a", 1, 2]], [["a", "b"]]],
  ["a pair", { type: "array", items: NUMBER, minItems: 2, maxItems: 2 }, [[1, 2]], [[1], [1, 2, 3]]],
  ["no items", { type: "array", maxItems: 0 }, [[]], []],
  ["an integer of 64 bits", { type: "integer", format: "int64" }, [0, -1, 9007199254740991], ["1"]],
  ["a decimal as text", { type: "string", format: "decimal" }, ["1.5"], [1.5]],
  ["a date", { type: "string", format: "date" }, ["2026-12-01"], [20261201]],
  ["base64", { type: "string", format: "byte" }, ["AQ=="], [1]],
  ["an enum of strings", { type: "string", enum: ["a", "b"] }, ["a"], ["c"]],
  ["an enum of numbers", { enum: [0, -1, 1.5] }, [0, -1, 1.5], [2]],
  ["an enum of mixed values", { enum: ["a", 1, true, null] }, ["a", 1, true, null], ["b", false]],
  ["an enum of objects", { enum: [{ a: 1 }, { b: "x" }] }, [{ a: 1 }, { b: "x" }], [{ a: 2 }]],
  ["a constant", { const: "v1" }, ["v1"], ["v2"]],
  ["a constant object", { const: { a: [1, "b"] } }, [{ a: [1, "b"] }], [{ a: [1] }]],
  ["an open enum", { anyOf: [STRING, { enum: ["a", "b"] }] }, ["a", "c", ""], [1]],
  ["an open enum of numbers", { anyOf: [INTEGER, { enum: [1, 2] }] }, [1, 3], ["1"]],
  ["constants with titles", { oneOf: [{ const: 1, title: "One" }, { const: 2, title: "Two" }] }, [1, 2], [3]],
  ["allOf of objects", { allOf: [ID, NAMED] }, [{ id: 1 }, { id: 1, name: "a" }], [{ name: "a" }]],
  ["allOf with own properties", { allOf: [ID], type: "object", properties: { on: { type: "boolean" } }, required: ["on"] }, [{ id: 1, on: true }], [{ id: 1 }]],
  ["allOf with an open branch", { allOf: [ID, { type: "object", additionalProperties: true }] }, [{ id: 1 }, { id: 1, more: true }], [{}]],
  ["allOf with a dictionary", { allOf: [NAMED, { type: "object", additionalProperties: STRING }] }, [{ name: "a", x: "b" }], []],
  ["allOf of a nullable and a string", { allOf: [{ type: ["string", "null"] }, STRING] }, ["a"], [null]],
  ["oneOf of objects", { oneOf: [{ ...ID, additionalProperties: false }, { ...NAMED, required: ["name"], additionalProperties: false }] }, [{ id: 1 }, { name: "a" }], [{}]],
  ["oneOf with constants", { oneOf: [{ type: "object", properties: { kind: { const: "a" }, a: STRING }, required: ["kind", "a"] }, { type: "object", properties: { kind: { const: "b" } }, required: ["kind"] }] }, [{ kind: "a", a: "x" }, { kind: "b" }], [{ kind: "a" }, { kind: "c" }]],
  ["anyOf of overlapping objects", { anyOf: [ID, NAMED] }, [{ id: 1 }, { name: "a" }, { id: 1, name: "a" }, {}], []],
  ["an object or its id", { oneOf: [STRING, ID] }, ["a", { id: 1 }], [1, {}]],
  ["recursion", { type: "object", properties: { next: { $ref: "#/components/schemas/S60" }, all: { type: "array", items: { $ref: "#/components/schemas/S60" } } }, additionalProperties: false }, [{}, { next: { all: [{}] } }], [{ next: 1 }]],
  ["JSON", { oneOf: [STRING, NUMBER, { type: "boolean" }, NULL, { type: "array", items: { $ref: "#/components/schemas/S61" } }, { type: "object", additionalProperties: { $ref: "#/components/schemas/S61" } }] }, [null, { a: [1, { b: false }] }], []],
  ["allOf with unevaluatedProperties in a branch", { ...NAMED, allOf: [{ type: "object", unevaluatedProperties: STRING }] }, [{ name: "a", more: "b" }], [{ more: 1 }]],
  ["unevaluatedProperties beside allOf", { ...NAMED, allOf: [ID], unevaluatedProperties: STRING }, [{ id: 1, name: "a", more: "b" }], [{ name: "a" }]],
  ["unevaluatedProperties beside allOf only", { allOf: [ID], unevaluatedProperties: true }, [{ id: 1, more: "b" }], [{}]],
  ["unevaluatedProperties beside a condition", { ...ID, if: { required: ["a"] }, then: { required: ["b"] }, unevaluatedProperties: NUMBER }, [{ id: 1, more: 2 }], [{ more: 2 }]],
  ["allOf with a pattern in a branch", { allOf: [ID, { type: "object", patternProperties: { "^x": STRING } }] }, [{ id: 1, x: "b" }], [{ x: "b" }]],
  ["allOf with a branch of open properties", { allOf: [ID, { ...NAMED, additionalProperties: true }] }, [{ id: 1, more: 2 }], [{ id: 1, name: 1 }]],
  ["oneOf with dictionaries of declared properties", { oneOf: [{ ...ID, additionalProperties: STRING }, { type: "array" }] }, [{ id: 1, more: "a" }, []], [{ more: "a" }]],
  ["a dictionary with properties that every object inherits", { type: "object", properties: { toString: STRING, valueOf: INTEGER }, additionalProperties: STRING }, [{}, { toString: "a", valueOf: 1, more: "b" }], [{ toString: 1 }]],
  ["a dictionary of unevaluated properties with such names", { type: "object", properties: { toString: STRING }, unevaluatedProperties: STRING }, [{}, { toString: "a", more: "b" }], [{ toString: 1 }]],
  ["a dictionary with a required property that every object inherits", { type: "object", properties: { toString: STRING }, required: ["toString"], additionalProperties: STRING }, [{ toString: "a", more: "b" }], [{ toString: 1 }]],
]; // prettier-ignore

const schemas = Object.fromEntries(TABLE.map(([, schema], index) => [`S${index}`, schema]));
const folder = makeWorkspace();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("ajv agrees with the table", () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, ownProperties: true });
  ajv.addSchema({ $id: "test:", components: { schemas } });
  const wrong = TABLE.flatMap(([name, , valid, invalid], index) => {
    const accepts = (value: Json) => ajv.validate(`test:#/components/schemas/S${index}`, value);
    return [...valid.filter((value) => !accepts(value)), ...invalid.filter((value) => accepts(value))].map((value) => [
      name,
      value,
    ]);
  });
  expect(wrong).toEqual([]);
});

test("valid literals compile, and invalid ones do not", { timeout: 120_000 }, async () => {
  expect(TABLE.length).toBeGreaterThanOrEqual(60);
  const types = printPage("types.ts", "types.ts", typesView(buildApi(withSchemas(schemas))));
  writeFileSync(join(folder, "types.ts"), types);
  const lines = TABLE.flatMap(([name, , valid, invalid], index) => [
    `// ${name}`,
    ...valid.map((value, at) => `export const v${index}_${at}: types.S${index} = ${JSON.stringify(value)};`),
    ...invalid.flatMap((value, at) => [
      "// @ts-expect-error invalid",
      `export const i${index}_${at}: types.S${index} = ${JSON.stringify(value)};`,
    ]),
  ]);
  const use = join(folder, "use.ts");
  writeFileSync(use, ['import type * as types from "./types.js";', ...lines].join("\n"));
  const errors = await typecheck([use], { compiler: "7" });
  const source = ["", 'import type * as types from "./types.js";', ...lines];
  expect(errors.map((error) => `${error} ${source[Number(/use\.ts:(\d+)/.exec(error)?.[1] ?? 0)]}`)).toEqual([]);
});
