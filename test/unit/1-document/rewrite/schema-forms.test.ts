import { describe, expect, it } from "vitest";
import type { Document, Schema, SchemaObject } from "../../../../generator/1-document/openapi.ts";
import { schemaFormsOf } from "../../../../generator/1-document/rewrite/schema-forms.ts";

type Schemas = Readonly<Record<string, Schema>>;

const id = { type: "string", readOnly: true } as const;
const secret = { type: "string", writeOnly: true } as const;
const size = { type: "integer", default: 10 } as const;
const ref = (name: string): SchemaObject => ({ $ref: `#/components/schemas/${name}` });

/** Schemas with two forms. In each row, `plain` has one. */
const DIFFERS: readonly [name: string, given: Schemas, want: readonly string[]][] = [
  ["no traits", { A: { properties: { a: { type: "string" } }, required: ["a"] } }, []],
  ["a readOnly property", { A: { properties: { id } } }, ["A"]],
  ["a writeOnly property", { A: { properties: { secret } } }, ["A"]],
  ["a default", { A: { properties: { size } } }, []],
  ["readOnly in the referenced schema", { Id: id, A: { properties: { id: ref("Id") } } }, ["A"]],
  ["readOnly in a branch", { A: { properties: { id: { allOf: [{ type: "string" }, id] } } } }, ["A"]],
  ["readOnly of items has no effect", { A: { type: "array", items: id } }, []],
  ["a whole schema that is readOnly has one form by itself", { A: id }, []],
  [
    "every schema that contains it",
    {
      A: { properties: { id } },
      Reference: ref("A"),
      List: { items: ref("A") },
      Map: { additionalProperties: ref("A") },
      Patterns: { patternProperties: { "^x": ref("A") } },
      Tuple: { prefixItems: [true, ref("A")] },
      All: { allOf: [ref("A")] },
      One: { oneOf: [{ type: "null" }, ref("A")] },
      Any: { anyOf: [ref("A")] },
      Then: { if: { type: "object" }, then: ref("A") },
      Deep: { properties: { list: ref("List") } },
      Not: { not: ref("A") },
      If: { if: ref("A") },
      Definitions: { $defs: { a: ref("A") } },
    },
    ["A", "Reference", "List", "Map", "Patterns", "Tuple", "All", "One", "Any", "Then", "Deep"],
  ],
  [
    "every schema of a cycle that contains one with two forms",
    {
      A: { properties: { b: ref("B") } },
      B: { properties: { c: { items: ref("C") } } },
      C: { properties: { a: ref("A"), id } },
      D: { properties: { a: ref("A") } },
      Self: { properties: { next: ref("Self") } },
    },
    ["A", "B", "C", "D"],
  ],
  ["the schema false", { A: false, B: true }, []],
];

/** The properties that `A` requires, by form. */
const REQUIRED: readonly [name: string, given: Schemas, request: readonly string[], response: readonly string[]][] = [
  ["required as listed", { A: { properties: { a: true }, required: ["b", "a"] } }, ["b", "a"], ["b", "a"]],
  ["readOnly", { A: { properties: { id, a: true }, required: ["id", "a"] } }, ["a"], ["id", "a"]],
  ["writeOnly", { A: { properties: { secret }, required: ["secret"] } }, ["secret"], []],
  ["default, required", { A: { properties: { size }, required: ["size"] } }, ["size"], ["size"]],
  ["default, not required", { A: { properties: { size } } }, [], []],
  ["default and writeOnly", { A: { properties: { a: { default: 1, writeOnly: true } } } }, [], []],
  ["default in the referenced schema", { Size: size, A: { properties: { size: ref("Size") } } }, [], []],
  ["readOnly in a branch", { A: { required: ["id"], allOf: [{ properties: { id } }] } }, [], ["id"]],
  [
    "readOnly in one of the alternatives",
    { A: { required: ["id"], oneOf: [{ properties: { id } }, true] } },
    [],
    ["id"],
  ],
  [
    "readOnly in the schema that a branch refers to",
    { Base: { properties: { id } }, A: { required: ["id", "x"], allOf: [{ allOf: [ref("Base")] }] } },
    ["x"],
    ["id", "x"],
  ],
  [
    "readOnly in a sibling branch of a composition",
    { A: { required: ["id"] }, Both: { allOf: [ref("A"), { properties: { id } }] } },
    [],
    ["id"],
  ],
  [
    "readOnly in another alternative has no effect",
    { A: { properties: { id: true }, required: ["id"] }, Either: { oneOf: [ref("A"), { properties: { id } }] } },
    ["id"],
    ["id"],
  ],
  ["a default in a branch", { A: { required: ["size"], allOf: [{ properties: { size } }] } }, ["size"], ["size"]],
  ["a name that every object inherits", { A: { required: ["constructor"] } }, ["constructor"], ["constructor"]],
];

const PROPERTIES: readonly [
  name: string,
  given: SchemaObject,
  request: readonly string[],
  response: readonly string[],
][] = [
  ["all properties in both forms", { properties: { a: true, size } }, ["a", "size"], ["a", "size"]],
  ["readOnly not in requests", { properties: { a: true, id } }, ["a"], ["a", "id"]],
  ["writeOnly not in responses", { properties: { secret, a: true } }, ["secret", "a"], ["a"]],
  ["none", {}, [], []],
  ["__proto__ is a property name", { properties: { ["__proto__"]: true, id } }, ["__proto__"], ["__proto__", "id"]],
];

describe("differs", () => {
  it.each(DIFFERS)("%s", (_name, given, want) => {
    const variants = schemaFormsOf(documentOf(given));
    const found = Object.keys(given).filter((name) => variants.differs(given[name] ?? true));
    expect(found).toEqual(want);
  });

  it("looks into parameters, headers, bodies and callbacks", () => {
    const held = Array.from({ length: 6 }, () => ({ properties: { id } }));
    const [query, content, header, body, response, item] = held;
    const documented: Document = {
      openapi: "3.2.0",
      info: { title: "t", version: "1" },
      webhooks: { hook: { post: { requestBody: { content: { "text/event-stream": { itemSchema: item ?? true } } } } } },
      paths: {
        "/a": {
          parameters: [
            { name: "q", in: "query", schema: query ?? true },
            { name: "c", in: "query", content: { "application/json": { schema: content ?? true } } },
          ],
          post: {
            responses: { 200: { headers: { X: { schema: header ?? true } } } },
            callbacks: {
              done: {
                "{$request.body#/url}": {
                  post: {
                    requestBody: { content: { "application/json": { schema: body ?? true } } },
                    responses: { 200: { content: { "application/json": { schema: response ?? true } } } },
                  },
                },
              },
            },
          },
        },
      },
    };
    const variants = schemaFormsOf(documented);
    expect(held.map((schema) => variants.differs(schema))).toEqual(held.map(() => true));
  });

  it("handles a deep chain without recursion", () => {
    const chain = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`S${index}`, { allOf: [ref(`S${index + 1}`)] }]),
    );
    const given: Schemas = { ...chain, S20000: { properties: { id } } };
    expect(schemaFormsOf(documentOf(given)).differs(given["S0"] ?? true)).toBe(true);
  });
});

describe("messages", () => {
  it.each<[name: string, given: SchemaObject, request: boolean, response: boolean]>([
    ["equal both other forms", { required: ["a"], properties: { a: true } }, false, false],
    ["equal both other forms if there are defaults", { properties: { size } }, false, false],
    ["equal responses if a property is readOnly", { properties: { id } }, true, false],
    ["equal responses if a property is writeOnly", { properties: { secret } }, true, false],
    ["equal responses if a subschema has a readOnly property", { items: { properties: { size, id } } }, true, false],
  ])("%s", (_name, given, request, response) => {
    const { differs } = schemaFormsOf(documentOf({ A: given }));
    expect([differs(given, "message", "request"), differs(given, "message", "response")]).toEqual([request, response]);
  });

  it("do not require defaults, include readOnly and exclude writeOnly properties", () => {
    const given: SchemaObject = { required: ["id", "secret"], properties: { id, secret, size } };
    const variants = schemaFormsOf(documentOf({ A: given }));
    expect(variants.required(given, "message")).toEqual(["id"]);
    expect(Object.keys(variants.properties(given, "message"))).toEqual(["id", "size"]);
  });
});

describe("required", () => {
  it.each(REQUIRED)("%s", (_name, given, request, response) => {
    const variants = schemaFormsOf(documentOf(given));
    const schema = objectOf(given["A"]);
    expect(variants.required(schema, "request")).toEqual(request);
    expect(variants.required(schema, "response")).toEqual(response);
  });
});

describe("properties", () => {
  it.each(PROPERTIES)("%s", (_name, given, request, response) => {
    const variants = schemaFormsOf(documentOf({ A: given }));
    expect(Object.keys(variants.properties(given, "request"))).toEqual(request);
    expect(Object.keys(variants.properties(given, "response"))).toEqual(response);
  });
});

function documentOf(schemas: Schemas): Document {
  return { openapi: "3.2.0", info: { title: "t", version: "1" }, components: { schemas } };
}

function objectOf(schema: Schema | undefined): SchemaObject {
  if (typeof schema !== "object") throw new Error("a test needs an object here");
  return schema;
}
