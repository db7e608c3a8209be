import { describe, expect, it } from "vitest";
import type { Document, Schema } from "../../../generator/1-document/openapi.ts";
import type { SchemaForm } from "../../../generator/1-document/rewrite/schema-forms.ts";
import { expandDiscriminators } from "../../../generator/1-document/rewrite/discriminators.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { typesByForm } from "../../../generator/3-views/types/schema-to-type.ts";

type Schemas = Readonly<Record<string, Schema>>;
type Row = readonly [name: string, given: Schema, want: string];

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** Named schemas that the rows below refer to. */
const NAMED: Schemas = {
  Client: { type: "object", properties: { id: { type: "string", readOnly: true }, name: { type: "string" } } },
  Color: { type: "string", enum: ["red", "green"] },
  Cat: { type: "object", properties: { meow: { type: "boolean" } } },
  Dog: { type: "object", required: ["kind"], properties: { kind: { const: "dog" } } },
  Fish: { type: "object", properties: { kind: { enum: ["trout", "carp", "eel"] } } },
  Text: { type: ["string", "object"] },
  Untyped: { properties: { a: { type: "number" } } },
  Node: { $dynamicAnchor: "node", type: "object", properties: { next: { $dynamicRef: "#node" } } },
  ItemOne: { $id: "https://specwright.test/1", $dynamicAnchor: "item", type: "string" },
  ItemTwo: { $id: "https://specwright.test/2", $dynamicAnchor: "item", type: "number" },
  Bird: { oneOf: [ref("Cat"), ref("Dog")] },
};

const PRIMITIVES: readonly Row[] = [
  ["true", true, "unknown"],
  ["false", false, "never"],
  ["no keywords", {}, "unknown"],
  ["string", { type: "string" }, "string"],
  ["integer", { type: "integer" }, "number"],
  ["several types", { type: ["string", "integer", "number", "null"] }, "string | number | null"],
  ["a string with a format", { type: "string", format: "binary" }, "string"],
  ["constraints without a type", { minLength: 1 }, "unknown"],
  ["const", { const: "a" }, '"a"'],
  ["const null", { const: null }, "null"],
  ["const object", { const: { a: [1, { b: null }] } }, "{ a: [1, { b: null }] }"],
  ["const empty object", { const: {} }, "{ [key: string]: never }"],
  ["const and enum", { const: 1, enum: [1, 2] }, "1"],
  ["enum", { enum: ["a", 1, true, null, -0.5] }, '"a" | 1 | true | null | -0.5'],
  ["enum values of another type", { type: "string", enum: ["a", 1, null] }, '"a" | 1 | null'],
  ["enum values of another type only", { type: "integer", enum: ["1", "2"] }, '"1" | "2"'],
  ["const of another type", { type: "boolean", const: "yes" }, '"yes"'],
  ["enum and null", { type: ["string", "null"], enum: ["a", null] }, '"a" | null'],
  ["empty enum", { enum: [] }, "never"],
  ["enum with a quote", { enum: ['"', "</script>"] }, String.raw`"\"" | "\u003c/script>"`],
];

const OBJECTS: readonly Row[] = [
  ["bare", { type: "object" }, "{ [key: string]: unknown }"],
  ["closed and empty", { type: "object", additionalProperties: false }, "{ [key: string]: never }"],
  ["optional and required", { properties: { a: true, b: true }, required: ["a"] }, "{ a: unknown; b?: unknown }"],
  ["a forbidden property", { properties: { a: false } }, "{ a?: never }"],
  ["quoted names", { properties: { "a-b": true, "1": true } }, '{ "1"?: unknown; "a-b"?: unknown }'],
  ["__proto__", { properties: { ["__proto__"]: { type: "string" } } }, '{ ["__proto__"]?: string }'],
  ["required without a property", { type: "object", required: ["a"] }, "{ a: unknown }"],
  [
    "required of a map",
    { required: ["a"], additionalProperties: { type: "string" } },
    "{ a: string; [key: string]: string }",
  ],
  ["a map", { additionalProperties: { type: "number" } }, "{ [key: string]: number }"],
  [
    "a map beside properties",
    { properties: { a: { type: "string" } }, additionalProperties: { type: "number" } },
    "{ a?: string; [key: string]: number | string | undefined }",
  ],
  [
    "additionalProperties: true",
    { properties: { a: { type: "string" } }, additionalProperties: true },
    "{ a?: string; [key: string]: unknown }",
  ],
  [
    "additionalProperties: false",
    { properties: { a: { type: "string" } }, additionalProperties: false },
    "{ a?: string }",
  ],
  [
    "a pattern, without other properties",
    { patternProperties: { "^x": { type: "string" } }, additionalProperties: false },
    "{ [key: `x${string}`]: string }",
  ],
  [
    "patterns that are no prefixes",
    { patternProperties: { "^x|y": { type: "string" }, "^z": { type: "number" } }, additionalProperties: false },
    "{ [key: string]: string | number }",
  ],
  [
    "a prefix of a prefix",
    { patternProperties: { "^x": { type: "string" }, "^xy": { type: "number" } }, additionalProperties: false },
    "{ [key: string]: string | number }",
  ],
  [
    "a pattern with more than a prefix",
    { patternProperties: { "^x-[a-z]+$": { type: "string" } }, additionalProperties: { type: "number" } },
    "{ [key: string]: string | number }",
  ],
  [
    "a prefix with a declared property",
    { properties: { xy: { type: "number" } }, patternProperties: { "^x": true }, additionalProperties: false },
    "{ xy?: number; [key: string]: unknown }",
  ],
  [
    "escaped prefixes beside properties",
    {
      properties: { a: { type: "number" } },
      patternProperties: { "^x\\.": { type: "string" }, "^`.*$": { type: "null" } },
      additionalProperties: false,
    },
    '{ a?: number; [key: `x.${string}`]: string; [key: `${"`"}${string}`]: null }',
  ],
  [
    "a pattern, with other properties",
    { patternProperties: { "^x": { type: "string" } } },
    "{ [key: string]: unknown; [key: `x${string}`]: string }",
  ],
  [
    "names from a list",
    { additionalProperties: { type: "number" }, propertyNames: { enum: ["a", "b"] } },
    '{ [name in "a" | "b"]?: number }',
  ],
  ["names from an enum", { type: "object", propertyNames: ref("Color") }, "{ [name in Color]?: unknown }"],
  ["names by pattern", { additionalProperties: true, propertyNames: { pattern: "^a" } }, "{ [key: string]: unknown }"],
  [
    "unevaluated",
    { properties: { a: true }, unevaluatedProperties: { type: "string" } },
    "{ a?: unknown; [key: string]: unknown }",
  ],
  [
    "unevaluatedProperties beside a condition",
    { properties: { a: true }, unevaluatedProperties: { type: "string" }, if: { required: ["a"] } },
    "{ a?: unknown; [key: string]: unknown }",
  ],
  ["nullable", { type: ["object", "null"], properties: { a: { type: "string" } } }, "{ a?: string } | null"],
  [
    "with comments",
    { properties: { a: { type: "string", description: "Text", not: { const: "" } } } },
    ["{", "  /**", "   * Text", "   *", "   * Checked by the validator only: not.", "   */", "  a?: string;", "}"].join(
      "\n",
    ),
  ],
];

const ARRAYS: readonly Row[] = [
  ["bare", { type: "array" }, "unknown[]"],
  ["items", { items: { type: "string" } }, "string[]"],
  ["items of several types", { items: { type: ["string", "null"] } }, "(string | null)[]"],
  ["minItems and maxItems without a type", { items: true, minItems: 1, maxItems: 2 }, "unknown[]"],
  ["of an exact length", { items: { type: "number" }, minItems: 2, maxItems: 2 }, "[number, number]"],
  [
    "of an exact length that is too long for a tuple",
    { items: { type: "number" }, minItems: 9, maxItems: 9 },
    "number[]",
  ],
  ["empty", { type: "array", maxItems: 0 }, "[]"],
  ["unevaluated items alone", { type: "array", unevaluatedItems: { type: "number" } }, "number[]"],
  [
    "unevaluatedItems beside contains",
    { prefixItems: [true], contains: { const: 1 }, unevaluatedItems: false },
    "[unknown?, ...unknown[]]",
  ],
  ["a tuple that is longer than its items", { prefixItems: [true], minItems: 2, maxItems: 2 }, "[unknown, unknown]"],
  ["an open tuple", { prefixItems: [{ type: "string" }, { type: "number" }] }, "[string?, number?, ...unknown[]]"],
  ["a closed tuple", { prefixItems: [{ type: "string" }], items: false, minItems: 1 }, "[string]"],
  [
    "a tuple with a rest",
    { prefixItems: [{ type: "string" }], items: { type: "number" }, minItems: 1 },
    "[string, ...number[]]",
  ],
  ["a tuple with an end", { prefixItems: [{ type: "string" }, true], minItems: 2, maxItems: 2 }, "[string, unknown]"],
  ["a tuple that maxItems shortens", { prefixItems: [{ type: "string" }, true], maxItems: 1 }, "[string?]"],
  ["a tuple of unions", { prefixItems: [{ type: ["string", "null"] }], items: false }, "[(string | null)?]"],
];

const COMPOSITIONS: readonly Row[] = [
  ["a reference", ref("Client"), "Client"],
  [
    "required beside a reference",
    { $ref: "#/components/schemas/Client", required: ["id"] },
    "Client & { id: unknown }",
  ],
  ["description beside a reference", { $ref: "#/components/schemas/Client", description: "One" }, "Client"],
  ["allOf of one", { allOf: [ref("Client")] }, "Client"],
  ["allOf, required outside", { allOf: [ref("Client")], required: ["name"] }, "Client & { name: unknown }"],
  ["allOf, required in a branch", { allOf: [ref("Client"), { required: ["name"] }] }, "Client & { name: unknown }"],
  ["an object type without properties beside allOf", { type: "object", allOf: [ref("Client")] }, "Client"],
  ["a closed branch", { type: "object", additionalProperties: false, allOf: [ref("Client")] }, "Client"],
  ["branches without assertions", { type: "object", allOf: [{ description: "words" }] }, "{ [key: string]: unknown }"],
  [
    "allOf within allOf",
    { allOf: [{ allOf: [ref("Cat"), ref("Dog")] }, { oneOf: [ref("Client"), ref("Fish")] }] },
    "Cat & Dog & (Client | Fish)",
  ],
  ["oneOf", { oneOf: [ref("Cat"), { type: "null" }] }, "Cat | null"],
  ["anyOf of equal types", { anyOf: [{ type: "string" }, { type: "string", format: "date" }] }, "string"],
  ["an alternative that accepts everything", { anyOf: [{ type: "string" }, {}] }, "unknown"],
  ["an alternative that accepts nothing", { anyOf: [{ type: "string" }, false] }, "string"],
  [
    "oneOf beside properties",
    { properties: { a: true }, oneOf: [{ required: ["a"] }, { required: ["b"] }] },
    "({ a: unknown } | { b: unknown }) & { a?: unknown }",
  ],
  [
    "oneOf beside anyOf",
    { oneOf: [ref("Cat"), ref("Dog")], anyOf: [{ type: "null" }, ref("Client")] },
    "(Cat | Dog) & (null | Client)",
  ],
  ["nested unions", { anyOf: [{ oneOf: [ref("Cat"), ref("Dog")] }, { type: "null" }] }, "Cat | Dog | null"],
  ["an array of alternatives", { items: { oneOf: [ref("Cat"), ref("Dog")] } }, "(Cat | Dog)[]"],
  [
    "keywords for objects do not exclude other kinds",
    { type: ["object", "null"], allOf: [{ required: ["a"] }] },
    "{ a: unknown } | null",
  ],
  [
    "keywords for objects beside a reference with other kinds",
    { $ref: "#/components/schemas/Text", properties: { a: { type: "number" } } },
    "Text & ({ a?: number } | string)",
  ],
  [
    "keywords for objects in a referenced schema",
    { type: ["object", "null"], allOf: [ref("Untyped")] },
    "Untyped | null",
  ],
  ["not: {}", { not: {} }, "never"],
  ["a dynamic reference", { $dynamicRef: "#node" }, "Node"],
  ["a dynamic reference to several", { items: { $dynamicRef: "#item" } }, "(ItemOne | ItemTwo)[]"],
  ["a dynamic reference to nothing", { $dynamicRef: "#nothing" }, "unknown"],
  ["equal constants", { const: { a: 1, b: [2] }, enum: [{ b: [2], a: 1 }] }, "{ a: 1; b: [2] }"],
  ["not", { type: "string", not: { const: "a" } }, "string"],
  ["if, then and else", { type: "object", if: { required: ["a"] }, then: ref("Cat"), else: ref("Dog") }, "Cat | Dog"],
  ["if and then alone", { ...(NAMED["Cat"] as object), if: true, then: ref("Dog") }, "{ meow?: boolean }"],
];

const mapping = { c: "#/components/schemas/Cat", k: "Cat", d: "#/components/schemas/Dog" };
const DISCRIMINATORS: readonly Row[] = [
  [
    "a tag that is missing",
    { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
    '(Cat & { kind: "Cat" }) | Dog',
  ],
  [
    "a mapping, bare names too",
    { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind", mapping } },
    '(Cat & { kind: "c" | "k" }) | Dog',
  ],
  [
    "tags that the alternative accepts",
    { oneOf: [ref("Fish")], discriminator: { propertyName: "kind", mapping: { eel: "Fish", cod: "Fish" } } },
    'Fish & { kind: "eel" }',
  ],
  ["tags that contradict it", { oneOf: [ref("Fish")], discriminator: { propertyName: "kind" } }, "Fish"],
  [
    "a union among the alternatives",
    { oneOf: [ref("Bird"), ref("Cat")], discriminator: { propertyName: "kind" } },
    'Bird | (Cat & { kind: "Cat" })',
  ],
  [
    "an inline alternative",
    { oneOf: [{ properties: { a: true } }], discriminator: { propertyName: "kind" } },
    "{ a?: unknown }",
  ],
  [
    "the alternative for unknown tags",
    { oneOf: [ref("Cat")], discriminator: { propertyName: "kind", defaultMapping: "Cat" } },
    "Cat",
  ],
];

const FORMS: readonly (readonly [name: string, given: Schema, request: string, response: string])[] = [
  ["a schema that differs", ref("Client"), "ClientInput", "Client"],
  ["a schema that does not", ref("Color"), "Color", "Color"],
  [
    "readOnly",
    { properties: { a: { readOnly: true }, b: true }, required: ["a", "b"] },
    "{ b: unknown }",
    "{ a: unknown; b: unknown }",
  ],
  [
    "writeOnly",
    { properties: { a: { writeOnly: true }, b: true }, required: ["a"] },
    "{ a: unknown; b?: unknown }",
    "{ b?: unknown }",
  ],
  [
    "default",
    { properties: { a: { type: "number", default: 1 } } },
    lines("  /** @default 1 */", "  a?: number;"),
    lines("  /** @default 1 */", "  a?: number;"),
  ],
  [
    "default and required",
    { properties: { a: { type: "number", default: 1 } }, required: ["a"] },
    lines("  /** @default 1 */", "  a: number;"),
    lines("  /** @default 1 */", "  a: number;"),
  ],
  ["all properties readOnly", { properties: { a: { readOnly: true } } }, "object", "{ a?: unknown }"],
];

describe("typeOf", () => {
  it.each(PRIMITIVES)("value: %s", check);
  it.each(OBJECTS)("object: %s", check);
  it.each(ARRAYS)("array: %s", check);
  it.each(COMPOSITIONS)("composition: %s", check);
  it.each(DISCRIMINATORS)("discriminator: %s", check);
  it.each(FORMS)("form: %s", (_name, given, request, response) => {
    expect(print(given, "request")).toBe(request);
    expect(print(given, "response")).toBe(response);
  });

  it("wraps long unions", () => {
    const values = Array.from({ length: 20 }, (_, index) => `value-${index}`);
    expect(print({ enum: values }, "response")).toBe(values.map((value) => `\n  | "${value}"`).join(""));
  });
});

function lines(...members: readonly string[]): string {
  return ["{", ...members, "}"].join("\n");
}

function check(_name: string, given: Schema, want: string): void {
  expect(print(given, "response")).toBe(want);
}

/** Returns the type of `given` as an inline schema of a document with the named schemas. */
function print(given: Schema, form: SchemaForm): string {
  const document: Document = {
    openapi: "3.2.0",
    info: { title: "t", version: "1" },
    paths: { "/": { get: { responses: { 200: { content: { "application/json": { schema: given } } } } } } },
    components: { schemas: NAMED },
  };
  // `expandDiscriminators` rewrites schemas, so the type is that of the rewritten schema
  const api = buildApi(expandDiscriminators(document));
  const content = api.operations[0]?.responses[0]?.contents[0];
  return typesByForm(api)[form].typeOf(content?.schema ?? {}).text;
}
