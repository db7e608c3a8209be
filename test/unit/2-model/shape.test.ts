import { describe, expect, it } from "vitest";
import type { Schema } from "../../../generator/1-document/openapi.ts";
import type { Primitive, Shape } from "../../../templates/runtime/operation.ts";
import { shapeBuilder } from "../../../generator/2-model/shape.ts";
import { withSchemas } from "./documents.ts";

const any: Shape = "any";
const list = (items: Shape): Shape => ({ items });
const one = (type: Primitive, ...others: Primitive[]): Shape =>
  others.length === 0 ? type : { anyOf: [type, ...others] };
const either = (...shapes: Shape[]): Shape => ({ anyOf: shapes });
function record(properties: Readonly<Record<string, Shape>>, rest?: Shape): Shape {
  return { properties, ...(rest !== undefined && { rest }) };
}
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const ROWS: readonly [name: string, given: Schema, want: Shape][] = [
  ["true", true, any],
  ["false", false, any],
  ["no keywords", {}, any],
  ["a primitive", { type: "integer" }, one("integer")],
  ["several types, strings last", { type: ["string", "null", "integer"] }, one("null", "integer", "string")],
  ["a type inferred from enum", { enum: [1, 2.5, null] }, one("null", "integer", "number")],
  ["a type inferred from const", { const: true }, one("boolean")],
  ["an array inferred from items", { items: { type: "number" } }, list(one("number"))],
  ["an array of anything", { type: "array" }, list(any)],
  ["a tuple", { prefixItems: [{ type: "integer" }, { type: "string" }], items: false }, list(one("integer", "string"))],
  ["an object inferred from properties", { properties: { a: { type: "boolean" } } }, record({ a: one("boolean") })],
  ["a map", { additionalProperties: { type: "integer" } }, record({}, one("integer"))],
  ["a free-form object", { type: "object", additionalProperties: true }, record({})],
  ["a closed object", { type: "object", additionalProperties: false }, record({})],
  [
    "patterns and additional properties",
    { type: "object", patternProperties: { "^x": { type: "integer" } }, additionalProperties: { type: "boolean" } },
    record({}, one("boolean", "integer")),
  ],
  [
    "an object of any property name",
    { properties: { ["__proto__"]: { type: "integer" } } },
    record({ ["__proto__"]: one("integer") }),
  ],
  ["a reference", ref("Size"), one("integer")],
  ["a chain of references", ref("Alias"), one("integer")],
  ["a reference with siblings", { $ref: "#/components/schemas/Size", description: "x" }, one("integer")],
  ["an unresolved reference", ref("Missing"), any],
  ["an integer is a number", { allOf: [{ type: "number" }, { type: "integer" }] }, one("integer")],
  [
    "allOf adds properties and narrows existing ones",
    { allOf: [{ properties: { a: {}, b: { type: "string" } } }, { properties: { a: { type: "integer" } } }] },
    record({ a: one("integer"), b: one("string") }),
  ],
  ["types that exclude each other", { type: "string", allOf: [{ type: "object" }] }, record({})],
  ["oneOf joins primitives", { oneOf: [{ type: "string" }, { type: "integer" }] }, one("integer", "string")],
  ["anyOf with null", { anyOf: [{ type: "boolean" }, { type: "null" }] }, one("null", "boolean")],
  ["an alternative that allows any value", { anyOf: [{ type: "boolean" }, {}] }, any],
  [
    "a string or an array: the array is tried first",
    { oneOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
    either(list(one("string")), one("string")),
  ],
  [
    "objects join property by property",
    {
      oneOf: [
        { properties: { a: { type: "integer" } } },
        { properties: { a: { type: "string" }, b: { type: "number" } } },
      ],
    },
    record({ a: one("integer", "string"), b: one("number") }),
  ],
  [
    "the type narrows the alternatives",
    { type: "integer", oneOf: [{ type: "string" }, { type: "integer" }] },
    one("integer"),
  ],
  ["recursion through items", ref("Tree"), record({ children: list(any) })],
  ["recursion by name only", ref("Loop"), any],
  ["mutual recursion", ref("Odd"), record({ even: any })],
  [
    "a schema beside a recursive one",
    { properties: { tree: ref("Tree") } },
    record({ tree: record({ children: list(any) }) }),
  ],
];

const SCHEMAS = {
  Size: { type: "integer" },
  Alias: ref("Size"),
  Tree: { type: "object", properties: { children: { type: "array", items: ref("Tree") } } },
  Loop: ref("Loop"),
  Odd: { properties: { even: ref("Even") } },
  Even: { properties: { odd: ref("Odd") } },
} as const;

describe("the shape of", () => {
  const document = withSchemas(SCHEMAS);
  it.each(ROWS)("%s", (_name, given, want) => {
    expect(shapeBuilder(document)(given)).toEqual(want);
  });

  it("a schema does not depend on earlier calls", () => {
    const inOrder = shapeBuilder(document);
    const wants = Object.values(SCHEMAS).map((schema) => shapeBuilder(document)(schema));
    expect(Object.values(SCHEMAS).map(inOrder)).toEqual(wants);
    const reversed = shapeBuilder(document);
    expect(Object.values(SCHEMAS).toReversed().map(reversed).toReversed()).toEqual(wants);
  });
});

it("visits each schema once, however often it is referenced", () => {
  const depth = 200;
  const schemas = Object.fromEntries(
    Array.from({ length: depth }, (_, level): [string, Schema] => [
      `S${level}`,
      level === depth - 1 ? { type: "integer" } : { properties: { a: ref(`S${level + 1}`), b: ref(`S${level + 1}`) } },
    ]),
  );
  // without caching, 2 to the power of 200 visits
  expect(shapeBuilder(withSchemas(schemas))(ref("S0"))).toHaveProperty("properties");
});
