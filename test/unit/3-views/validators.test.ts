/** Behaviour of validators that are compiled from documents, and their source code from hostile documents. */
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import type { Document, OperationObject, Schema } from "../../../generator/1-document/openapi.ts";
import { expandDiscriminators } from "../../../generator/1-document/rewrite/discriminators.ts";
import { upgradeDocument } from "../../../generator/1-document/rewrite/upgrade/upgrade.ts";
import { schemaFormsOf } from "../../../generator/1-document/rewrite/schema-forms.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { validationView } from "../../../generator/3-views/validation.ts";
import { collectChecks } from "../../../generator/3-views/validators/collect-checks.ts";
import { listExports } from "../../../generator/3-views/validators/list-exports.ts";
import { schemaResourcesOf } from "../../../generator/3-views/validators/schema-resources.ts";
import { validatorsView } from "../../../generator/3-views/validators.ts";
import { validatorsOf, type Validators } from "../../support/validators.ts";
import { printPage } from "../../support/print-page.ts";
import { documentOf, withOperation, withSchemas } from "../2-model/documents.ts";

function validatorsSource(document: Document): string {
  return printPage("validators.ts", "validators.ts", validatorsView(buildApi(document)));
}

/** Returns the issues of a value by the validator `name`, as `pointer: message`. */
function issuesOf(document: Document, name: string, value: unknown): readonly string[] {
  const validators = validatorsOf(buildApi(document));
  return (validators[name] ?? missing(name, validators))
    .validate(value)
    .map(({ pointer, message }) => `${pointer}: ${message}`);
}

function missing(name: string, validators: Validators): never {
  throw new Error(`There is no validator "${name}" among ${Object.keys(validators).join(", ")}.`);
}

const own = (name: string, value: unknown): unknown => Object.defineProperty({}, name, { value, enumerable: true });

/** Keywords with values of the wrong type, which a lenient run accepts. */
const ILL_TYPED: Schema = JSON.parse('{ "minLength": "3", "type": "file", "required": ["a"], "properties": [] }');

/** Returns a value with `depth` levels. */
const nested = (depth: number): unknown => Array.from({ length: depth }).reduce((value) => ({ next: value }), {});

const to = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

describe("validates against a schema:", () => {
  const ROWS: readonly (readonly [name: string, schema: Schema, value: unknown, want: readonly string[]])[] = [
    ["a valid object", { type: "object", properties: { a: { type: "string" } } }, { a: "x", b: 1 }, []],
    ["a value of another type", { type: "integer" }, 1.5, [": must be integer"]],
    ["a value of none of several types", { type: ["integer", "null"] }, "1", [": must be integer or null"]],
    ["a missing required property", { required: ["a"] }, {}, ["/a: is required"]],
    ["several invalid properties", { properties: { a: { type: "string" }, b: { minimum: 3 } } }, { a: 1, b: 2 }, ["/a: must be string", "/b: must be at least 3"]],
    ["an unknown property", { properties: { a: {} }, additionalProperties: false }, { a: 1, c: 2 }, ["/c: is not a known property"]],
    ["an invalid additional property", { additionalProperties: { type: "boolean" } }, { "a/b~": 1 }, ["/a~1b~0: must be boolean"]],
    ["an invalid item", { items: { maxLength: 1 } }, ["a", "bc"], ["/1: must have at most 1 character"]],
    ["a value of an empty enum", { enum: [] }, "a", [": must be absent, because its schema allows no value"]],
    ["a value that is not in an enum", { enum: ["a", 1, null] }, "b", [`: must be "a" or 1 or null`]],
    ["a value that is not in a long enum", { enum: [..."abcdefghijkl"] }, "z", [": must be one of the allowed values"]],
    ["a value of a long enum", { enum: [..."abcdefghijkl"] }, "l", []],
    ["an object in an enum", { enum: [{ a: [1] }] }, { a: [1] }, []],
    ["a value that differs from const", { const: { a: 1 } }, { a: 2 }, [`: must be {"a":1}`]],
    ["a const without a prototype", { const: { a: 1 } }, Object.assign(Object.create(null), { a: 1 }), []],
    ["a multiple of a decimal", { multipleOf: 0.01 }, 19.99, []],
    ["a number that is no multiple of a decimal", { multipleOf: 0.01 }, 19.995, [": must be a multiple of 0.01"]],
    ["an integer beyond 2^53", { type: "integer", format: "int64" }, 2 ** 60, []],
    ["an integer that is too large for int32", { type: "integer", format: "int32" }, 2 ** 31, [": must be of the format int32"]],
    ["a string that violates its format", { type: "string", format: "date" }, "2025-02-29", [": must be of the format date"]],
    ["a string of an unknown format", { type: "string", format: "colour" }, "x", []],
    ["a string with a format for numbers", { type: "string", format: "int64" }, "x", []],
    ["length in code points", { maxLength: 1 }, "😀", []],
    ["equal items", { uniqueItems: true }, [{ a: 1, b: 2 }, { b: 2, a: 1 }], [": must have unique items"]],
    ["similar items that are not equal", { uniqueItems: true }, [1, "1", true, [1], ["1"], { 1: 1 }, null, "null"], []],
    ["a string that does not match a pattern", { pattern: "^(a+)+$" }, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", [": must match the pattern ^(a+)+$"]],
    ["an invalid pattern, which asserts nothing", { pattern: "(" }, "x", []],
    ["a value that matches both alternatives of oneOf", { oneOf: [{ type: "string" }, { minLength: 2 }] }, "ab", [": must match exactly one of the alternatives"]],
    ["a discriminator with an unresolvable mapping", { oneOf: [{ properties: { kind: { const: "a" } }, required: ["kind"] }], discriminator: { propertyName: "kind", mapping: { b: "#/x" } } }, { kind: "a" }, []],
    ["a value that violates then", { if: { required: ["a"] }, then: { required: ["b"] } }, { a: 1 }, ["/b: is required"]],
    ["an invalid property name", { propertyNames: { maxLength: 1 } }, { ab: 1 }, ["/ab: must have at most 1 character", "/ab: is not a valid property name"]],
    ["a missing dependent property", { dependentRequired: { a: ["b"] } }, { a: 1 }, ["/b: is required beside a"]],
    ["keywords of the wrong type, which assert nothing", ILL_TYPED, { a: "" }, []],
    ["bytes for a file", { type: "string", format: "binary" }, new Blob(["x"]), []],
    ["bytes for a content media type", { type: "string", contentMediaType: "image/png" }, new Uint8Array(1), []],
    ["bytes for an encoded string", { type: "string", contentMediaType: "image/png", contentEncoding: "base64" }, new Blob(["x"]), [": must be string"]],
    ["a number for a file", { type: "string", format: "binary" }, 1, [": must be string, or bytes"]],
    ["two files", { items: { format: "binary" }, uniqueItems: true }, [new Blob(["x"]), new Blob(["y"])], []],
    ["more than 20 issues", { items: { type: "string" } }, Array.from({ length: 1_000 }, () => 1), Array.from({ length: 20 }, (_, index) => `/${index}: must be string`)],
  ]; // prettier-ignore

  test.each(ROWS)("%s", (_name, schema, value, want) => {
    expect(issuesOf(withSchemas({ Value: schema }), "Value", value)).toEqual(want);
  });
});

describe("property names that every object inherits", () => {
  const closed: Schema = {
    type: "object",
    properties: Object.fromEntries(["__proto__", "constructor", "toString"].map((name) => [name, { type: "number" }])),
    additionalProperties: false,
  };
  const ROWS: readonly (readonly [name: string, schema: Schema, value: unknown, want: readonly string[]])[] = [
    ["do not satisfy required", { required: ["constructor", "__proto__", "toString"] }, {}, ["/constructor: is required", "/__proto__: is required", "/toString: is required"]],
    ["satisfy required as own properties", { required: ["__proto__"] }, own("__proto__", 1), []],
    ["are not validated if inherited", closed, {}, []],
    ["are validated as own properties", closed, own("__proto__", "x"), ["/__proto__: must be number"]],
    ["are validated as own properties: constructor", closed, own("constructor", "x"), ["/constructor: must be number"]],
    ["are validated as additional properties", { additionalProperties: { type: "number" } }, own("__proto__", "x"), ["/__proto__: must be number"]],
    ["are rejected as unknown properties", { additionalProperties: false }, own("__proto__", 1), ["/__proto__: is not a known property"]],
    ["are rejected as unevaluated properties", { allOf: [{ patternProperties: { "^x": true } }], unevaluatedProperties: false }, own("constructor", 1), ["/constructor: is not a known property"]],
    ["trigger no dependentRequired if inherited", { dependentRequired: { constructor: ["a"] } }, {}, []],
    ["are no keywords", { members: [{ name: "a", required: true }], type: "string" } as Schema, "x", []],
    ["are not found in an enum", { enum: ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] }, "constructor", [": must be one of the allowed values"]],
  ]; // prettier-ignore

  test.each(ROWS)("%s", (_name, schema, value, want) => {
    expect(issuesOf(withSchemas({ Value: schema }), "Value", value)).toEqual(want);
  });

  test("are validated in the output of JSON.parse", () => {
    const document = withSchemas({ Value: { additionalProperties: false } });
    expect(issuesOf(document, "Value", JSON.parse('{"__proto__":{"a":1}}'))).toEqual([
      "/__proto__: is not a known property",
    ]);
  });
});

describe("unevaluated properties and items", () => {
  const ROWS: readonly (readonly [name: string, schema: Schema, value: unknown, want: readonly string[]])[] = [
    ["are none after a reference with additionalProperties", { $ref: "#/components/schemas/Open", patternProperties: { a: true }, unevaluatedProperties: false }, { a: 1, b: 2 }, []],
    ["include those of a branch that fails", { anyOf: [{ required: ["x"], properties: { x: true } }], patternProperties: { a: true }, unevaluatedProperties: false }, { a: 1 }, ["/x: is required", ": must match at least one of the alternatives"]],
    ["are the items that contains does not match", { contains: { const: 1 }, unevaluatedItems: { type: "string" } }, [1, "a", 2], ["/2: must be string"]],
  ]; // prettier-ignore

  test.each(ROWS)("%s", (_name, schema, value, want) => {
    const document = withSchemas({ Value: schema, Open: { additionalProperties: true } });
    expect(issuesOf(document, "Value", value)).toEqual(want);
  });
});

describe("forms of a schema", () => {
  const document = withSchemas({
    Client: {
      type: "object",
      required: ["id", "name", "secret"],
      properties: {
        id: { type: "string", readOnly: true },
        name: { type: "string" },
        secret: { type: "string", writeOnly: true },
        size: { type: "integer", default: 1 },
        parent: { $ref: "#/components/schemas/Client" },
      },
    },
    Named: { required: ["name"], properties: { name: { type: "string" } } },
  });

  test.each([
    ["a request can omit readOnly properties and defaults", "ClientInput", { name: "a", secret: "b" }, []],
    [
      "a request can contain readOnly properties",
      "ClientInput",
      { id: 1, name: "a", secret: "b" },
      ["/id: must be string"],
    ],
    [
      "requests use the request form of nested schemas",
      "ClientInput",
      { name: "a", secret: "b", parent: {} },
      ["/parent/name: is required", "/parent/secret: is required"],
    ],
    ["a response can omit writeOnly properties and defaults", "Client", { id: "1", name: "a" }, []],
  ])("%s", (_name, validator, value, want) => {
    expect(issuesOf(document, validator, value)).toEqual(want);
  });

  test("share a validator if they are equal", () => {
    const names = validatorsView(buildApi(document)).validators.map(({ name }) => name);
    expect(names).toEqual(["Client", "ClientInput", "Named"]);
  });
});

describe("an operation's validators", () => {
  const operation: OperationObject = {
    parameters: [
      { name: "limit", in: "query", schema: { type: "integer" } },
      { name: "X-Kind", in: "header", required: true, schema: { enum: ["a", "b"] } },
      { name: "X-Constant", in: "header", required: true, schema: { const: "c" } },
    ],
    requestBody: {
      content: {
        "application/json": { schema: { $ref: "#/components/schemas/Thing" } },
        "multipart/form-data": {
          schema: {
            type: "object",
            required: ["photos"],
            properties: { photos: { type: "array", minItems: 1, items: { type: "string" } }, note: { type: "string" } },
          },
          encoding: { photos: { contentType: "image/png" } },
        },
        "application/octet-stream": {},
      },
    },
    responses: {
      "200": {
        headers: { "X-Rate": { required: true, schema: { type: "integer" } } },
        content: { "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Thing" } } } },
      },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
  const document = withOperation(operation, {
    components: {
      schemas: { Thing: { type: "object", properties: { id: { type: "integer" } } } },
      responses: { Problem: { content: { "application/problem+json": { schema: { required: ["title"] } } } } },
    },
  });

  test.each([
    ["parameters", "ListThingsParameters", { query: { limit: 1 }, headers: { "X-Kind": "a", "X-Constant": "c" } }, []],
    ["a missing required group", "ListThingsParameters", {}, ["/headers: is required"]],
    [
      "invalid parameters",
      "ListThingsParameters",
      { query: { limit: "1" }, headers: { "X-Kind": "c", "X-Constant": "d" } },
      ["/query/limit: must be integer", `/headers/X-Kind: must be "a" or "b"`, `/headers/X-Constant: must be "c"`],
    ],
    ["a body", "ListThingsBody1", { id: "x" }, ["/id: must be integer"]],
    [
      "a body with files, which the schemas do not describe",
      "ListThingsBody2",
      { photos: [new Blob(["x"])], note: "n" },
      [],
    ],
    [
      "a body without its files",
      "ListThingsBody2",
      { photos: [], note: new Blob([]) },
      ["/photos: must have at least 1 item", "/note: must be string"],
    ],
    ["a response body", "ListThingsResponse200", [{ id: 1 }, { id: "x" }], ["/1/id: must be integer"]],
    ["response headers", "ListThingsResponse200Headers", { "X-Rate": "x" }, ["/X-Rate: must be integer"]],
    ["a shared response", "ListThingsResponseDefault", {}, ["/title: is required"]],
  ])("%s", (_name, validator, value, want) => {
    expect(issuesOf(document, validator, value)).toEqual(want);
  });

  test("are listed by part and media type", () => {
    expect(printPage("validation.ts", "validation.ts", validationView(buildApi(document)))).toContain(`
  listThings: {
    parameters: validators.ListThingsParameters,
    body: { "application/json": validators.ListThingsBody1, "multipart/form-data": validators.ListThingsBody2 },
    responses: {
      "200": {
        headers: validators.ListThingsResponse200Headers,
        contents: { "application/json": validators.ListThingsResponse200 },
      },
      default: { contents: { "application/problem+json": validators.ListThingsResponseDefault } },
    },
  },
`);
  });

  test("have the type that they accept", () => {
    const text = validatorsSource(document);
    const types = [...text.matchAll(/^export const (\w+: checks\.Validator<.*>) = /gm)].map(([, type]) => type);
    expect(types.slice(0, 3)).toEqual([
      "Thing: checks.Validator<types.Thing>",
      "ListThingsParameters: checks.Validator<{ query?: types.ListThingsQuery; headers: types.ListThingsHeaders }>",
      "ListThingsBody1: checks.Validator<types.ListThingsBody1>",
    ]);
  });

  test("are aliases of validators of named schemas", () => {
    const text = validatorsSource(document);
    expect(text).toContain(
      "\nexport const ListThingsBody1: checks.Validator<types.ListThingsBody1> = /* @__PURE__ */ sameValidator(Thing);\n",
    );
    expect(text.match(/^function \w+/gm)).toEqual([
      "function checkThing",
      "function checkListThingsParametersQuery",
      "function checkListThingsParametersHeadersXKind",
      "function checkListThingsParametersHeadersXConstant",
      "function checkListThingsParametersHeaders",
      "function checkListThingsParameters",
      "function checkListThingsBody2PhotosItem",
      "function checkListThingsBody2Photos",
      "function checkListThingsBody2",
      "function checkListThingsResponse200Headers",
      "function checkListOfThing",
      "function checkListThingsResponseDefault",
    ]);
  });
});

test("accepts any parameter name", () => {
  const document = withOperation({
    parameters: [{ name: "__proto__", in: "query", required: true, schema: { type: "integer" } }],
  });
  expect(issuesOf(document, "ListThingsParameters", { query: {} })).toEqual(["/query/__proto__: is required"]);
  expect(issuesOf(document, "ListThingsParameters", { query: own("__proto__", "x") })).toEqual([
    "/query/__proto__: must be integer",
  ]);
});

describe("an alternative whose allOf refers to its parent", () => {
  const document = upgradeDocument({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    components: {
      schemas: {
        Pet: {
          required: ["kind"],
          properties: { kind: { type: "string" }, friend: to("Pet") },
          oneOf: [to("Cat"), to("Dog")],
          discriminator: { propertyName: "kind" },
        },
        Cat: { allOf: [to("Pet")], type: "object", required: ["lives"], properties: { lives: { type: "integer" } } },
        Dog: { allOf: [to("Pet")], type: "object", required: ["bark"] },
      },
    },
  });

  const ROWS: readonly (readonly [name: string, of: string, value: unknown, want: readonly string[]])[] = [
    ["accepts one alternative", "Pet", { kind: "Cat", lives: 9, friend: { kind: "Dog", bark: 1 } }, []],
    ["accepts the alternative itself", "Cat", { kind: "Cat", lives: 9 }, []],
    ["accepts a value that the discriminator does not know", "Pet", { kind: "Lion", lives: 1 }, []],
    ["rejects what the parent does not accept", "Cat", { lives: 1 }, ["/kind: is required"]],
    ["rejects what the alternative does not accept", "Cat", { kind: "Cat", lives: "9" }, ["/lives: must be integer"]],
    [
      "reports the issues of all alternatives if the discriminator selects none",
      "Pet",
      { kind: "Cow" },
      ["/lives: is required", "/bark: is required", ": must match exactly one of the alternatives"],
    ],
    [
      "reports the issues of the alternative that the discriminator selects",
      "Pet",
      { kind: "Dog" },
      ["/bark: is required"],
    ],
  ];

  test.each(ROWS)("%s", (_name, of, value, want) => {
    expect(issuesOf(expandDiscriminators(document), of, value)).toEqual(want);
  });
});

describe("limits depth:", () => {
  const tree = withSchemas({
    Tree: { type: "object", properties: { next: { $ref: "#/components/schemas/Tree" } } },
    Holder: { properties: { tree: { $ref: "#/components/schemas/Tree" } } },
    Unique: { type: "array", uniqueItems: true },
    Flat: { type: "object" },
  });

  test.each([
    ["a recursive schema", "Tree", nested(500), []],
    ["a recursive schema, value too deep", "Tree", nested(100_000), [": must not have more than 512 levels"]],
    [
      "a schema that refers to it, value too deep",
      "Holder",
      { tree: nested(100_000) },
      [": must not have more than 512 levels"],
    ],
    ["compared items, value too deep", "Unique", [nested(100_000)], [": must not have more than 512 levels"]],
    ["a schema that does not read nested values", "Flat", nested(100_000), []],
  ])("%s", (_name, validator, value, want) => {
    expect(issuesOf(tree, validator, value)).toEqual(want);
  });
});

/** Returns a chain of objects with `a` that ends with `value`. */
const inside = (value: unknown, length = 60): unknown =>
  Array.from({ length }).reduce((next) => ({ next, a: 1 }), value);

/** Returns a document with sixty schemas, each made from the previous one. */
const chain = (link: (before: Schema, index: number) => Schema): Document => {
  const rest = Array.from({ length: 60 }, (_, index) => {
    return [`S${index + 1}`, link({ $ref: `#/components/schemas/S${index}` }, index + 1)] as const;
  });
  return withSchemas({ S0: { type: "object", required: ["a"], properties: { a: {} } }, ...Object.fromEntries(rest) });
};
const property = (before: Schema): Schema => ({ properties: { next: before } });

describe("validates in time although each of sixty schemas doubles the work:", () => {
  const valid = nested(61);

  const ROWS: readonly (readonly [name: string, link: (before: Schema, index: number) => Schema, values: readonly unknown[], want: readonly boolean[]])[] = [
    ["allOf", (before) => ({ allOf: [before, before] }), [{ a: 1 }, {}, 1], [true, false, false]],
    ["anyOf", (before) => ({ anyOf: [before, before] }), [{ a: 1 }, {}, 1], [true, false, false]],
    ["oneOf", (before, index) => ({ oneOf: [before, { allOf: [before], required: [`b${index}`] }] }), [{ a: 1 }, {}, 1], [true, false, false]],
    ["not", (before) => ({ allOf: [{ not: { not: before } }, before] }), [{ a: 1 }, {}, 1], [true, false, false]],
    ["if", (before) => ({ if: before, then: before, else: before }), [{ a: 1 }, {}, 1], [true, false, false]],
    ["a property", (before) => ({ allOf: [property(before), property(before)] }), [valid, inside({ a: 1 }), inside({})], [false, true, false]],
    ["items", (before) => ({ allOf: [{ items: before }, { items: before }] }), [inside(1), Array.from({ length: 60 }).reduce((value) => [value], { a: 1 })], [true, true]],
    ["unevaluatedProperties", (before) => ({ anyOf: [before, before], unevaluatedProperties: false }), [{ a: 1 }, { a: 1, b: 1 }], [true, false]],
    ["recursion", (before) => ({ allOf: [before, before, { properties: { next: { $ref: "#/components/schemas/S60" } } }] }), [inside({ a: 1 }, 20), inside({}, 20), inside(1, 20)], [true, false, false]],
  ]; // prettier-ignore

  test.each(ROWS)("%s", (_name, link, values, want) => {
    const validator = validatorsOf(buildApi(chain(link)))["S60"];
    expect(values.map((value) => validator?.is(value))).toEqual(want);
    expect(values.map((value) => validator?.validate(value).length === 0)).toEqual(want);
  });
});

test("schema names can equal the names of imported helpers", () => {
  const names = ["evaluated", "Evaluated", "fail", "is string", "validator", "check a", "value", "Place"];
  const schema: Schema = { allOf: [{ properties: { a: { type: "string" } } }], unevaluatedProperties: false };
  const document = withSchemas(Object.fromEntries(names.map((name) => [name, schema])));
  const parsed = ts.transpileModule(validatorsSource(document), { reportDiagnostics: true });
  expect(parsed.diagnostics).toEqual([]);
  const validators = Object.values(validatorsOf(buildApi(document)));
  expect(validators.map((each) => [each.is({ a: "b" }), each.is({ b: 1 })])).toEqual(names.map(() => [true, false]));
});

describe("functions", () => {
  const text = validatorsSource(
    withSchemas({
      A: { properties: { on: { type: "string", format: "date" }, tags: { type: "array", items: { type: "string" } }, b: { minimum: 1 } } },
      B: { properties: { at: { type: "string", format: "date" }, tags: { type: "array", items: { type: "string" } }, c: { minimum: 1 } } },
    }),
  ); // prettier-ignore

  test("are shared by equal schemas", () => {
    expect(text.match(/^function \w+/gm)).toEqual([
      "function checkDate",
      "function checkListOfString",
      "function checkAB",
      "function checkA",
      "function checkB",
    ]);
  });

  test("have readable code", () => {
    expect(text).toContain(`
function checkListOfString(value: unknown, at?: checks.Path): boolean {
  if (!Array.isArray(value)) return fail(at, "type", "array");
  for (let i = 0; i < value.length; i++) {
    if (!isString(value[i], at, i)) return false;
  }
  return true;
}
`);
  });

  test("report the schema path of their caller", () => {
    const document = withSchemas({
      A: { properties: { list: { items: { type: "string" } } } },
      B: { properties: { list: { items: { type: "string" } }, a: { $ref: "#/components/schemas/A" } } },
    });
    const { B } = validatorsOf(buildApi(document));
    const issues = B?.validate({ list: [1], a: { list: [1] } }) ?? [];
    expect(issues.map(({ schemaPath }) => schemaPath)).toEqual([
      "B#/properties/list/items/type",
      "A#/properties/list/items/type",
    ]);
  });
});

describe("costly schemas", () => {
  test("do not include wide unions, long chains and many properties", () => {
    const names = Array.from({ length: 300 }, (_, index) => `S${index}`);
    const many = names.map((name) => [name, { $ref: `#/components/schemas/${name}` }] as const);
    const document = withSchemas({
      ...Object.fromEntries(names.map((name) => [name, { properties: { kind: { const: name } }, required: ["kind"] }])),
      Union: { oneOf: many.map(([, schema]) => schema) },
      Wide: { properties: Object.fromEntries(many) },
      ...Object.fromEntries(
        names.map((name, at) => [
          `C${name}`,
          at === 0 ? { type: "object" } : { properties: { next: { $ref: `#/components/schemas/CS${at - 1}` } } },
        ]),
      ),
    });
    expect(validatorsSource(document).match(/countCalls|beginRun|validateOnce/g)).toBe(null);
  });
});

test("validates nested alternatives in time", () => {
  const failsLast: Schema = { properties: { next: { $ref: "#/components/schemas/Tree" } }, not: { type: "object" } };
  const document = withSchemas({ Tree: { anyOf: [failsLast, { ...failsLast, maxProperties: 1 }] } });
  const validator = validatorsOf(buildApi(document))["Tree"];
  expect([validator?.is(nested(60)), validator?.validate(nested(60)).length]).toEqual([false, 20]);
});

describe("references", () => {
  test("resolve URIs and anchors, and dynamic anchors to the outermost schema", () => {
    const document = withSchemas({
      Node: {
        $id: "https://example.com/node",
        $dynamicAnchor: "node",
        type: "object",
        properties: { value: true, children: { items: { $dynamicRef: "#node" } } },
      },
      Strict: {
        $id: "https://example.com/strict",
        $dynamicAnchor: "node",
        $ref: "node",
        unevaluatedProperties: false,
      },
    });
    const value = { children: [{ valeu: 1 }] };
    expect(issuesOf(document, "Node", value)).toEqual([]);
    expect(issuesOf(document, "Strict", value)).toEqual(["/children/0/valeu: is not a known property"]);
  });

  test("through ten thousand schemas do not overflow the stack", () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `S${index}`);
    const schemas = names.map((name, index) => [
      name,
      { properties: { a: { $ref: `#/components/schemas/S${(index + 1) % names.length}` } } },
    ]);
    const validators = validatorsOf(buildApi(withSchemas(Object.fromEntries(schemas))));
    expect(validators["S0"]?.is({ a: { a: {} } })).toBe(true);
  });
});

describe("the source code", () => {
  const PAYLOAD = `"'\`\\*/</script><!--\u2028\u2029\u202e\${globalThis.hacked()}\n;globalThis.hacked();//`;
  const extension = { [`x-${PAYLOAD}`]: PAYLOAD };
  const hostile = withSchemas({
    Value: {
      ...extension,
      $id: `https://example.com/${PAYLOAD}`,
      $anchor: PAYLOAD,
      title: PAYLOAD,
      description: PAYLOAD,
      default: PAYLOAD,
      examples: [PAYLOAD],
      format: PAYLOAD,
      contentMediaType: PAYLOAD,
      discriminator: { propertyName: PAYLOAD },
      enum: [PAYLOAD, { [PAYLOAD]: PAYLOAD, ["__proto__"]: PAYLOAD }],
      const: PAYLOAD,
      properties: { [PAYLOAD]: { type: "string", pattern: PAYLOAD.replaceAll(/[*()\\]/g, "") }, ["__proto__"]: true },
      patternProperties: { "</script>\u2028": false, "^(a+)+</script>$": false },
      required: [PAYLOAD, "__proto__"],
      dependentRequired: { [PAYLOAD]: [PAYLOAD] },
      dependentSchemas: { [PAYLOAD]: false },
      additionalProperties: { const: [PAYLOAD] },
    },
    [PAYLOAD]: { $ref: "#/components/schemas/Value" },
  });

  test("runs no code from a description and imports only the runtime", () => {
    const text = validatorsSource(hostile);
    const file = ts.createSourceFile("validators.ts", text, ts.ScriptTarget.Latest, true);
    const identifiers = new Set<string>();
    const specifiers: string[] = [];
    const forbiddenNodes: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) identifiers.add(node.text);
      if (ts.isImportDeclaration(node)) specifiers.push((node.moduleSpecifier as ts.StringLiteral).text);
      if (ts.isTemplateLiteral(node)) forbiddenNodes.push(node.getText());
      if (ts.isRegularExpressionLiteral(node)) forbiddenNodes.push(node.text);
      if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent)) {
        forbiddenNodes.push("import()");
      }
      ts.forEachChild(node, visit);
    };
    visit(file);

    const { diagnostics } = ts.transpileModule(text, {
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.Latest },
    });
    expect(diagnostics).toEqual([]);
    expect(forbiddenNodes).toEqual([]);
    expect(
      specifiers.filter((specifier) => !/^\.\/(?:runtime\/validation\/[\w-]+|types)\.js$/.test(specifier)),
    ).toEqual([]);
    const forbidden = ["hacked", "globalThis", "eval", "Function", "require", "process"];
    expect(forbidden.filter((name) => identifiers.has(name))).toEqual([]);
  });

  test("contains no annotations, no script tags and no bidirectional control characters", () => {
    const text = validatorsSource(hostile);
    const forbidden = ["example.com", "</script", "<!--", "\u2028", "\u2029", "\u202e"];
    expect(forbidden.filter((part) => text.includes(part))).toEqual([]);
  });

  test("validates against hostile strings", () => {
    expect(issuesOf(hostile, "Value", PAYLOAD)).toEqual([]);
    expect(issuesOf(hostile, "Value", "x")).toContain(`: must be ${JSON.stringify(PAYLOAD)}`);
  });

  test("is the same for the same description", () => {
    expect(validatorsSource(hostile)).toBe(validatorsSource(structuredClone(hostile)));
  });
});

test("a document without schemas and operations has no validators", () => {
  expect(validatorsSource(documentOf({}))).toMatch(/\*\/\n\nexport \{\};\n$/);
});

describe("the README of the compiler", () => {
  const readme = readFileSync(new URL("../../../generator/3-views/validators/README.md", import.meta.url), "utf8");
  const blocks = [...readme.matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
  const [schemas = "", assertions = "", printed = ""] = blocks;

  test("shows real assertions and real code", () => {
    const api = buildApi(withSchemas(JSON.parse(schemas)));
    const context = { variants: schemaFormsOf(api.document), resources: schemaResourcesOf([]) };
    const check = collectChecks(listExports(api), context).find(({ name }) => name === "checkClient");
    expect(check?.resolved.schema).toEqual(JSON.parse(assertions));
    expect(validatorsSource(api.document)).toContain(printed);
  });

  test("names every file of the folder", () => {
    const files = readdirSync(new URL("../../../generator/3-views/validators/", import.meta.url));
    expect(files.filter((file) => file.endsWith(".ts") && !readme.includes(`\`${file}\``))).toEqual([]);
  });
});

test("functions of the runtime have other names than generated check functions", () => {
  const folder = new URL("../../../templates/runtime/validation/", import.meta.url);
  const names = readdirSync(folder).flatMap((file) =>
    Array.from(
      readFileSync(new URL(file, folder), "utf8").matchAll(/^export (?:function|const) (\w+)/gm),
      ([, name]) => name,
    ),
  );
  expect(names).toContain("validateChild");
  expect(names.filter((name) => /^check[A-Z]/.test(name ?? ""))).toEqual([]);
});

test("helpers that a validator consists of are imported", () => {
  const text = validatorsSource(withSchemas({ Any: { type: "object" } }));
  expect(text).toContain('validator(isObject, "Any")');
  expect(text).toMatch(/import \{ isObject \} from/);
});
