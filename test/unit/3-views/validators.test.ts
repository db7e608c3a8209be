/** Validators as they behave, from documents; and their text, from hostile ones. */
import ts from "typescript";
import { describe, expect, test } from "vitest";
import type { Document, OperationObject, Schema } from "../../../generator/1-document/openapi.ts";
import { expandDiscriminators } from "../../../generator/1-document/rewrite/discriminators.ts";
import { upgradeDocument } from "../../../generator/1-document/rewrite/upgrade/upgrade.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { code } from "../../../generator/3-views/code.ts";
import { validationView } from "../../../generator/3-views/validation.ts";
import { validatorsView, validatorTypesView } from "../../../generator/3-views/validators.ts";
import { loadTemplates } from "../../../generator/4-output/templates.ts";
import { validatorsOf, type Validators } from "../../support/validators.ts";
import { documentOf, withOperation, withSchemas } from "../2-model/documents.ts";

const render = loadTemplates({ source: code`a test` });

function textOf(document: Document): string {
  return render("validators.js", validatorsView(buildApi(document)));
}

/** What an export complains about, as `pointer: message`. */
function complaints(document: Document, name: string, value: unknown): readonly string[] {
  const validators = validatorsOf(buildApi(document));
  return (validators[name] ?? missing(name, validators))
    .validate(value)
    .map(({ pointer, message }) => `${pointer}: ${message}`);
}

function missing(name: string, validators: Validators): never {
  throw new Error(`no ${name} among ${Object.keys(validators).join()}`);
}

const own = (name: string, value: unknown): unknown => Object.defineProperty({}, name, { value, enumerable: true });

/** As a lenient run lets it pass. */
const ILL_TYPED: Schema = JSON.parse('{ "minLength": "3", "type": "file", "required": ["a"], "properties": [] }');

/** A value `depth` levels deep. */
const nested = (depth: number): unknown => Array.from({ length: depth }).reduce((value) => ({ next: value }), {});

const to = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

describe("a value of a schema", () => {
  const ROWS: readonly (readonly [name: string, schema: Schema, value: unknown, want: readonly string[]])[] = [
    ["right", { type: "object", properties: { a: { type: "string" } } }, { a: "x", b: 1 }, []],
    ["of a wrong type", { type: "integer" }, 1.5, [": must be integer"]],
    ["of none of several types", { type: ["integer", "null"] }, "1", [": must be integer or null"]],
    ["without what is required", { required: ["a"] }, {}, ["/a: is required"]],
    ["wrong in several places", { properties: { a: { type: "string" }, b: { minimum: 3 } } }, { a: 1, b: 2 }, ["/a: must be string", "/b: must be at least 3"]],
    ["too much", { properties: { a: {} }, additionalProperties: false }, { a: 1, c: 2 }, ["/c: is not a known property"]],
    ["wrong in a map", { additionalProperties: { type: "boolean" } }, { "a/b~": 1 }, ["/a~1b~0: must be boolean"]],
    ["wrong in an item", { items: { maxLength: 1 } }, ["a", "bc"], ["/1: must have at most 1 character"]],
    ["none of an enum", { enum: ["a", 1, null] }, "b", [`: must be "a" or 1 or null`]],
    ["none of a long enum", { enum: [..."abcdefghijkl"] }, "z", [": must be one of the allowed values"]],
    ["of a long enum", { enum: [..."abcdefghijkl"] }, "l", []],
    ["an object of an enum", { enum: [{ a: [1] }] }, { a: [1] }, []],
    ["no const", { const: { a: 1 } }, { a: 2 }, [`: must be {"a":1}`]],
    ["a const without a prototype", { const: { a: 1 } }, Object.assign(Object.create(null), { a: 1 }), []],
    ["a decimal multiple", { multipleOf: 0.01 }, 19.99, []],
    ["no decimal multiple", { multipleOf: 0.01 }, 19.995, [": must be a multiple of 0.01"]],
    ["an integer beyond 2^53", { type: "integer", format: "int64" }, 2 ** 60, []],
    ["too large for int32", { type: "integer", format: "int32" }, 2 ** 31, [": must be of the format int32"]],
    ["of a wrong format", { type: "string", format: "date" }, "2025-02-29", [": must be of the format date"]],
    ["of an unknown format", { type: "string", format: "colour" }, "x", []],
    ["of a number's format, but text", { type: "string", format: "int64" }, "x", []],
    ["counted in code points", { maxLength: 1 }, "😀", []],
    ["twice the same", { uniqueItems: true }, [{ a: 1, b: 2 }, { b: 2, a: 1 }], [": must have unique items"]],
    ["alike but not the same", { uniqueItems: true }, [1, "1", true, [1], ["1"], { 1: 1 }, null, "null"], []],
    ["against a pattern", { pattern: "^(a+)+$" }, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", [": must match the pattern ^(a+)+$"]],
    ["with a pattern that is illegal", { pattern: "(" }, "x", []],
    ["one of two", { oneOf: [{ type: "string" }, { minLength: 2 }] }, "ab", [": must match exactly one of the alternatives"]],
    ["its discriminator's, by oneOf", { oneOf: [{ properties: { kind: { const: "a" } }, required: ["kind"] }], discriminator: { propertyName: "kind", mapping: { b: "#/x" } } }, { kind: "a" }, []],
    ["of what then asks", { if: { required: ["a"] }, then: { required: ["b"] } }, { a: 1 }, ["/b: is required"]],
    ["with a wrong name", { propertyNames: { maxLength: 1 } }, { ab: 1 }, ["/ab: must have at most 1 character", "/ab: is not a legal name of a property"]],
    ["of dependent names", { dependentRequired: { a: ["b"] } }, { a: 1 }, ["/b: is required beside a"]],
    ["keywords that are ill-typed", ILL_TYPED, { a: "" }, []],
    ["bytes for a file", { type: "string", format: "binary" }, new Blob(["x"]), []],
    ["bytes for a media type", { type: "string", contentMediaType: "image/png" }, new Uint8Array(1), []],
    ["bytes for encoded text", { type: "string", contentMediaType: "image/png", contentEncoding: "base64" }, new Blob(["x"]), [": must be string"]],
    ["a number for a file", { type: "string", format: "binary" }, 1, [": must be string, or bytes"]],
    ["two files", { items: { format: "binary" }, uniqueItems: true }, [new Blob(["x"]), new Blob(["y"])], []],
    ["too much of everything", { items: { type: "string" } }, Array.from({ length: 1_000 }, () => 1), Array.from({ length: 20 }, (_, index) => `/${index}: must be string`)],
  ]; // prettier-ignore

  test.each(ROWS)("%s", (_name, schema, value, want) => {
    expect(complaints(withSchemas({ Value: schema }), "Value", value)).toEqual(want);
  });
});

describe("names that every object has", () => {
  const closed: Schema = {
    type: "object",
    properties: Object.fromEntries(["__proto__", "constructor", "toString"].map((name) => [name, { type: "number" }])),
    additionalProperties: false,
  };
  const ROWS: readonly (readonly [name: string, schema: Schema, value: unknown, want: readonly string[]])[] = [
    ["are not there by themselves", { required: ["constructor", "__proto__", "toString"] }, {}, ["/constructor: is required", "/__proto__: is required", "/toString: is required"]],
    ["are there as data", { required: ["__proto__"] }, own("__proto__", 1), []],
    ["are not checked where they are inherited", closed, {}, []],
    ["are checked as data", closed, own("__proto__", "x"), ["/__proto__: must be number"]],
    ["are checked as data: constructor", closed, own("constructor", "x"), ["/constructor: must be number"]],
    ["are checked as additional properties", { additionalProperties: { type: "number" } }, own("__proto__", "x"), ["/__proto__: must be number"]],
    ["are surplus", { additionalProperties: false }, own("__proto__", 1), ["/__proto__: is not a known property"]],
    ["are unevaluated", { allOf: [{ patternProperties: { "^x": true } }], unevaluatedProperties: false }, own("constructor", 1), ["/constructor: is not a known property"]],
    ["trigger no dependency", { dependentRequired: { constructor: ["a"] } }, {}, []],
    ["are keywords as little as others", { members: [{ name: "a", required: true }], type: "string" } as Schema, "x", []],
    ["are no enum", { enum: ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] }, "constructor", [": must be one of the allowed values"]],
  ]; // prettier-ignore

  test.each(ROWS)("%s", (_name, schema, value, want) => {
    expect(complaints(withSchemas({ Value: schema }), "Value", value)).toEqual(want);
  });

  test("are data that JSON.parse has made", () => {
    const document = withSchemas({ Value: { additionalProperties: false } });
    expect(complaints(document, "Value", JSON.parse('{"__proto__":{"a":1}}'))).toEqual([
      "/__proto__: is not a known property",
    ]);
  });
});

describe("what was looked at", () => {
  const ROWS: readonly (readonly [name: string, schema: Schema, value: unknown, want: readonly string[]])[] = [
    ["is all, by reference, and a pattern besides", { $ref: "#/components/schemas/Open", patternProperties: { a: true }, unevaluatedProperties: false }, { a: 1, b: 2 }, []],
    ["is nothing in a branch that fails", { anyOf: [{ required: ["x"], properties: { x: true } }], patternProperties: { a: true }, unevaluatedProperties: false }, { a: 1 }, ["/x: is required", ": must match at least one of the alternatives"]],
    ["are some items", { contains: { const: 1 }, unevaluatedItems: { type: "string" } }, [1, "a", 2], ["/2: must be string"]],
  ]; // prettier-ignore

  test.each(ROWS)("%s", (_name, schema, value, want) => {
    const document = withSchemas({ Value: schema, Open: { additionalProperties: true } });
    expect(complaints(document, "Value", value)).toEqual(want);
  });
});

describe("forms", () => {
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
    ["a request without what is read-only or has a default", "ClientInput", { name: "a", secret: "b" }, []],
    ["a request with it all the same", "ClientInput", { id: 1, name: "a", secret: "b" }, ["/id: must be string"]],
    [
      "a request, deep below",
      "ClientInput",
      { name: "a", secret: "b", parent: {} },
      ["/parent/name: is required", "/parent/secret: is required"],
    ],
    ["an answer without what is write-only", "Client", { id: "1", name: "a", size: 1 }, []],
    ["an answer without its default", "Client", { id: "1", name: "a" }, ["/size: is required"]],
  ])("%s", (_name, validator, value, want) => {
    expect(complaints(document, validator, value)).toEqual(want);
  });

  test("are one where they do not differ", () => {
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
    ["parameters without a required group", "ListThingsParameters", {}, ["/headers: is required"]],
    [
      "wrong parameters",
      "ListThingsParameters",
      { query: { limit: "1" }, headers: { "X-Kind": "c", "X-Constant": "d" } },
      ["/query/limit: must be integer", `/headers/X-Kind: must be "a" or "b"`, `/headers/X-Constant: must be "c"`],
    ],
    ["a body", "ListThingsBody1", { id: "x" }, ["/id: must be integer"]],
    ["a body with files, whatever their schemas say", "ListThingsBody2", { photos: [new Blob(["x"])], note: "n" }, []],
    [
      "a body without its files",
      "ListThingsBody2",
      { photos: [], note: new Blob([]) },
      ["/photos: must have at least 1 item", "/note: must be string"],
    ],
    ["an answer", "ListThingsResponse200", [{ id: 1 }, { id: "x" }], ["/1/id: must be integer"]],
    ["headers of an answer", "ListThingsResponse200Headers", { "X-Rate": "x" }, ["/X-Rate: must be integer"]],
    ["a shared answer", "ListThingsResponseDefault", {}, ["/title: is required"]],
  ])("%s", (_name, validator, value, want) => {
    expect(complaints(document, validator, value)).toEqual(want);
  });

  test("are told by part and media type", () => {
    expect(render("validation.ts", validationView(buildApi(document)))).toContain(`
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

  test("are typed like what they accept", () => {
    expect(render("validators.d.ts", validatorTypesView(buildApi(document)))).toContain(`
export declare const Thing: Validator<types.Thing>;
export declare const ListThingsParameters: Validator<{ query?: types.ListThingsQuery; headers: types.ListThingsHeaders }>;
export declare const ListThingsBody1: Validator<types.ListThingsBody1>;
`);
  });

  test("are another name where the schema has one", () => {
    const text = textOf(document);
    expect(text).toContain("\nexport const ListThingsBody1 = Thing;\n");
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

test("a parameter may have any name", () => {
  const document = withOperation({
    parameters: [{ name: "__proto__", in: "query", required: true, schema: { type: "integer" } }],
  });
  expect(complaints(document, "ListThingsParameters", { query: {} })).toEqual(["/query/__proto__: is required"]);
  expect(complaints(document, "ListThingsParameters", { query: own("__proto__", "x") })).toEqual([
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
        Cat: { allOf: [to("Pet")], type: "object", properties: { lives: { type: "integer" } } },
        Dog: { allOf: [to("Pet")], type: "object", required: ["bark"] },
      },
    },
  });

  const ROWS: readonly (readonly [name: string, of: string, value: unknown, want: readonly string[]])[] = [
    ["one of them", "Pet", { kind: "Cat", lives: 9, friend: { kind: "Dog", bark: 1 } }, []],
    ["itself", "Cat", { kind: "Cat" }, []],
    ["itself, wrong by the parent", "Cat", { lives: 1 }, ["/kind: is required"]],
    ["wrong by itself", "Cat", { kind: "Cat", lives: "9" }, ["/lives: must be integer"]],
    [
      "none of them",
      "Pet",
      { kind: "Cow" },
      [
        '/kind: must be "Cat"',
        "/bark: is required",
        '/kind: must be "Dog"',
        ": must match exactly one of the alternatives",
      ],
    ],
  ];

  test.each(ROWS)("%s", (_name, of, value, want) => {
    expect(complaints(expandDiscriminators(document), of, value)).toEqual(want);
  });
});

describe("depth", () => {
  const tree = withSchemas({
    Tree: { type: "object", properties: { next: { $ref: "#/components/schemas/Tree" } } },
    Holder: { properties: { tree: { $ref: "#/components/schemas/Tree" } } },
    Unique: { type: "array", uniqueItems: true },
    Flat: { type: "object" },
  });

  test.each([
    ["a recursive schema", "Tree", nested(500), []],
    ["a recursive schema, too deep", "Tree", nested(100_000), [": must not have more than 512 levels"]],
    ["one that reaches it, too deep", "Holder", { tree: nested(100_000) }, [": must not have more than 512 levels"]],
    ["items to compare, too deep", "Unique", [nested(100_000)], [": must not have more than 512 levels"]],
    ["a schema that does not look", "Flat", nested(100_000), []],
  ])("%s", (_name, validator, value, want) => {
    expect(complaints(tree, validator, value)).toEqual(want);
  });
});

/** `value` at the end of a chain, each of whose members has `a`. */
const inside = (value: unknown, length = 60): unknown =>
  Array.from({ length }).reduce((next) => ({ next, a: 1 }), value);

/** Sixty schemas, each made of the one before it. */
const chain = (link: (before: Schema, index: number) => Schema): Document => {
  const rest = Array.from({ length: 60 }, (_, index) => {
    return [`S${index + 1}`, link({ $ref: `#/components/schemas/S${index}` }, index + 1)] as const;
  });
  return withSchemas({ S0: { type: "object", required: ["a"], properties: { a: {} } }, ...Object.fromEntries(rest) });
};
const property = (before: Schema): Schema => ({ properties: { next: before } });

describe("schemas that double the work, sixty times over", () => {
  const right = nested(61);

  const ROWS: readonly (readonly [name: string, link: (before: Schema, index: number) => Schema, values: readonly unknown[], want: readonly boolean[]])[] = [
    ["allOf", (before) => ({ allOf: [before, before] }), [{ a: 1 }, {}, 1], [true, false, false]],
    ["anyOf", (before) => ({ anyOf: [before, before] }), [{ a: 1 }, {}, 1], [true, false, false]],
    ["oneOf", (before, index) => ({ oneOf: [before, { allOf: [before], required: [`b${index}`] }] }), [{ a: 1 }, {}, 1], [true, false, false]],
    ["not", (before) => ({ allOf: [{ not: { not: before } }, before] }), [{ a: 1 }, {}, 1], [true, false, false]],
    ["if", (before) => ({ if: before, then: before, else: before }), [{ a: 1 }, {}, 1], [true, false, false]],
    ["a property", (before) => ({ allOf: [property(before), property(before)] }), [right, inside({ a: 1 }), inside({})], [false, true, false]],
    ["items", (before) => ({ allOf: [{ items: before }, { items: before }] }), [inside(1), Array.from({ length: 60 }).reduce((value) => [value], { a: 1 })], [true, true]],
    ["what is looked at", (before) => ({ anyOf: [before, before], unevaluatedProperties: false }), [{ a: 1 }, { a: 1, b: 1 }], [true, false]],
    ["recursion", (before) => ({ allOf: [before, before, { properties: { next: { $ref: "#/components/schemas/S60" } } }] }), [inside({ a: 1 }, 20), inside({}, 20), inside(1, 20)], [true, false, false]],
  ]; // prettier-ignore

  test.each(ROWS)("%s", (_name, link, values, want) => {
    const validator = validatorsOf(buildApi(chain(link)))["S60"];
    expect(values.map((value) => validator?.is(value))).toEqual(want);
    expect(values.map((value) => validator?.validate(value).length === 0)).toEqual(want);
  });
});

test("schemas may be called like what validators import", () => {
  const names = ["evaluated", "Evaluated", "fail", "is string", "validator", "check a", "value", "Place"];
  const schema: Schema = { allOf: [{ properties: { a: { type: "string" } } }], unevaluatedProperties: false };
  const document = withSchemas(Object.fromEntries(names.map((name) => [name, schema])));
  const parsed = ts.transpileModule(textOf(document), { reportDiagnostics: true });
  expect(parsed.diagnostics).toEqual([]);
  const validators = Object.values(validatorsOf(buildApi(document)));
  expect(validators.map((each) => [each.is({ a: "b" }), each.is({ b: 1 })])).toEqual(names.map(() => [true, false]));
});

describe("functions", () => {
  const text = textOf(
    withSchemas({
      A: { properties: { on: { type: "string", format: "date" }, tags: { type: "array", items: { type: "string" } }, b: { minimum: 1 } } },
      B: { properties: { at: { type: "string", format: "date" }, tags: { type: "array", items: { type: "string" } }, c: { minimum: 1 } } },
    }),
  ); // prettier-ignore

  test("are one where schemas say the same", () => {
    expect(text.match(/^function \w+/gm)).toEqual([
      "function checkDate",
      "function checkListOfString",
      "function checkAB",
      "function checkA",
      "function checkB",
    ]);
  });

  test("read like what they check", () => {
    expect(text).toContain(`
function checkListOfString(value, at) {
  if (!Array.isArray(value)) return fail(at, "type", "array");
  for (let i = 0; i < value.length; i++) {
    if (!isString(value[i], at, i)) return false;
  }
  return true;
}
`);
  });

  test("tell the place in the schema of whoever calls them", () => {
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

describe("schemas that ask the same of a value over and over", () => {
  test("are not wide unions, deep chains and many properties", () => {
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
    expect(textOf(document).match(/spend|begin|once/g)).toBe(null);
  });
});

test("alternatives of alternatives come to an end", () => {
  const failsLast: Schema = { properties: { next: { $ref: "#/components/schemas/Tree" } }, not: { type: "object" } };
  const document = withSchemas({ Tree: { anyOf: [failsLast, { ...failsLast, maxProperties: 1 }] } });
  const validator = validatorsOf(buildApi(document))["Tree"];
  expect([validator?.is(nested(60)), validator?.validate(nested(60)).length]).toEqual([false, 20]);
});

describe("references", () => {
  test("by address and anchor lead to the schema, and by its dynamic anchor to the outermost", () => {
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
    expect(complaints(document, "Node", value)).toEqual([]);
    expect(complaints(document, "Strict", value)).toEqual(["/children/0/valeu: is not a known property"]);
  });

  test("through ten thousand schemas need no stack", () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `S${index}`);
    const schemas = names.map((name, index) => [
      name,
      { properties: { a: { $ref: `#/components/schemas/S${(index + 1) % names.length}` } } },
    ]);
    const validators = validatorsOf(buildApi(withSchemas(Object.fromEntries(schemas))));
    expect(validators["S0"]?.is({ a: { a: {} } })).toBe(true);
  });
});

describe("the text", () => {
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

  test("is a module that runs nothing of a description and imports the runtime only", () => {
    const text = textOf(hostile);
    const file = ts.createSourceFile("validators.js", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
    const identifiers = new Set<string>();
    const specifiers: string[] = [];
    const wrong: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) identifiers.add(node.text);
      if (ts.isImportDeclaration(node)) specifiers.push((node.moduleSpecifier as ts.StringLiteral).text);
      if (ts.isTemplateLiteral(node)) wrong.push(node.getText());
      if (ts.isRegularExpressionLiteral(node)) wrong.push(node.text);
      if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent)) wrong.push("import()");
      ts.forEachChild(node, visit);
    };
    visit(file);

    const { diagnostics } = ts.transpileModule(text, {
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.Latest },
    });
    expect(diagnostics).toEqual([]);
    expect(wrong).toEqual([]);
    expect(specifiers.filter((specifier) => !/^\.\/runtime\/validation\/\w+\.js$/.test(specifier))).toEqual([]);
    const forbidden = ["hacked", "globalThis", "eval", "Function", "require", "process"];
    expect(forbidden.filter((name) => identifiers.has(name))).toEqual([]);
  });

  test("holds no text for people, nothing that ends a script, and no control of direction", () => {
    const text = textOf(hostile);
    const forbidden = ["example.com", "</script", "<!--", "\u2028", "\u2029", "\u202e"];
    expect(forbidden.filter((part) => text.includes(part))).toEqual([]);
  });

  test("means what it says", () => {
    expect(complaints(hostile, "Value", PAYLOAD)).toEqual([]);
    expect(complaints(hostile, "Value", "x")).toContain(`: must be ${JSON.stringify(PAYLOAD)}`);
  });

  test("is the same for the same description", () => {
    expect(textOf(hostile)).toBe(textOf(structuredClone(hostile)));
  });
});

test("a document without schemas and operations has none", () => {
  expect(textOf(documentOf({}))).toMatch(/\nimport \{ validator \} from ".\/runtime\/validation\/validation.js";\n$/);
});
