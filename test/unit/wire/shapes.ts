/** Kinds of values of parameters and fields, each as a schema with a generator of its values. */
import fc from "fast-check";
import type { JsonObject } from "../../../generator/1-document/json.ts";

export interface ShapeRow {
  readonly name: string;
  readonly kind: "primitive" | "array" | "object";
  /** True for nested values, which flat styles cannot encode. */
  readonly isNested?: true;
  /** True for values of several types with the same encoding: they are decoded as the first type. */
  readonly isAmbiguous?: true;
  /** The names that an object admits: any, or only its own. */
  readonly names?: "open" | "closed";
  readonly schema: JsonObject;
  readonly values: fc.Arbitrary<unknown>;
}

/** Strings with separators, escapes and look-alikes of other types. */
export const TEXTS: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(..." ,.;:|&=+/?#%@!$'()*[]{}<>\"\\~", "", "..", "a,b", "a=b", "a b", "é", "€", "😀", " a ", "a\tb"),
  fc.constantFrom("%2F", "a%20b", "%", "%e4", "null", "true", "1", "-0", "1.5", "__proto__", "\ud800", "a\r\nb", "\0"),
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.string({ maxLength: 6 }),
);

/** Names of properties. */
const KEYS = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "a b", "a&b", "a=b", "ä", "a[b]", "a.b", "a;b", "a,b", "100%", ""),
  fc.string({ maxLength: 4 }),
);

const INTEGERS = fc.oneof(fc.constantFrom(0, -0, 1, -1, Number.MAX_SAFE_INTEGER), fc.maxSafeInteger());
const NUMBERS = fc.oneof(
  fc.constantFrom(0, -0, 1e-7, 1e21, -1.5e-9, Number.MIN_VALUE, Number.MAX_VALUE),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const NULL = fc.constant(null);

const TEXT = { type: "string" };
const INTEGER = { type: "integer" };
const BOOLEAN = { type: "boolean" };

const SINGLE: readonly Omit<ShapeRow, "kind">[] = [
  { name: "null", schema: { type: "null" }, values: NULL },
  { name: "boolean", schema: BOOLEAN, values: fc.boolean() },
  { name: "integer", schema: INTEGER, values: INTEGERS },
  { name: "number", schema: { type: "number" }, values: NUMBERS },
  { name: "string", schema: TEXT, values: TEXTS },
];

function list(items: JsonObject, values: fc.Arbitrary<unknown>): Pick<ShapeRow, "schema" | "values"> {
  return { schema: { type: "array", items }, values: fc.array(values, { maxLength: 4 }) };
}

function dictionary(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.dictionary(KEYS, values, { maxKeys: 3 });
}

const MEMBERS = { b: BOOLEAN, i: INTEGER, n: { type: "number" }, s: TEXT, z: { type: "null" } };
const MEMBER_VALUES = { b: fc.boolean(), i: INTEGERS, n: NUMBERS, s: TEXTS, z: NULL };

function record(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  return fc.record(model, { requiredKeys: [] });
}

export const SHAPES: readonly ShapeRow[] = [
  ...SINGLE.map((row) => ({ ...row, kind: "primitive" }) as const),
  {
    name: "an enumeration of several types",
    kind: "primitive",
    schema: { enum: [1, true, "a", null] },
    values: fc.constantFrom(1, true, "a", null),
  },
  {
    name: "oneOf integer and boolean",
    kind: "primitive",
    schema: { oneOf: [INTEGER, BOOLEAN] },
    values: fc.oneof(INTEGERS, fc.boolean()),
  },
  {
    name: "allOf integer and a bound",
    kind: "primitive",
    schema: { allOf: [INTEGER, { minimum: 0 }] },
    values: fc.maxSafeNat(),
  },
  { name: "integer or null", kind: "primitive", schema: { type: ["integer", "null"] }, values: fc.option(INTEGERS) },
  {
    name: "string or null",
    kind: "primitive",
    schema: { anyOf: [TEXT, { type: "null" }] },
    values: fc.option(TEXTS),
  },
  {
    name: "integer or string",
    kind: "primitive",
    isAmbiguous: true,
    schema: { type: ["integer", "string"] },
    values: fc.oneof(INTEGERS, TEXTS),
  },
  ...SINGLE.map(
    ({ name, schema, values }) => ({ name: `array of ${name}`, kind: "array", ...list(schema, values) }) as const,
  ),
  {
    name: "array of integer or null",
    kind: "array",
    ...list({ oneOf: [INTEGER, { type: "null" }] }, fc.option(INTEGERS)),
  },
  {
    name: "array of string or null",
    kind: "array",
    ...list({ type: ["string", "null"] }, fc.option(TEXTS)),
  },
  {
    name: "object of what it names",
    kind: "object",
    names: "closed",
    schema: { type: "object", properties: MEMBERS, additionalProperties: false },
    values: record(MEMBER_VALUES),
  },
  ...SINGLE.map(
    ({ name, schema, values }) =>
      ({
        name: `object of ${name}`,
        kind: "object",
        names: "open",
        schema: { type: "object", additionalProperties: schema },
        values: dictionary(values),
      }) as const,
  ),
  {
    name: "object of anything, which is text",
    kind: "object",
    names: "open",
    schema: { type: "object" },
    values: dictionary(TEXTS),
  },
  {
    name: "allOf two objects",
    kind: "object",
    names: "closed",
    schema: {
      allOf: [
        { type: "object", properties: { x: INTEGER } },
        { type: "object", properties: { y: { type: ["string", "null"] } } },
      ],
    },
    values: record({ x: INTEGERS, y: fc.option(TEXTS) }),
  },
  {
    name: "array of arrays",
    kind: "array",
    isNested: true,
    ...list({ type: "array", items: INTEGER }, fc.array(INTEGERS, { minLength: 1, maxLength: 2 })),
  },
  {
    name: "array of objects",
    kind: "array",
    isNested: true,
    ...list({ type: "object", properties: { i: INTEGER } }, fc.record({ i: INTEGERS })),
  },
  {
    name: "object of arrays",
    kind: "object",
    isNested: true,
    names: "closed",
    schema: { type: "object", properties: { l: { type: "array", items: TEXT } }, additionalProperties: false },
    values: record({ l: fc.array(TEXTS, { minLength: 1, maxLength: 2 }) }),
  },
  {
    name: "object of objects",
    kind: "object",
    isNested: true,
    names: "closed",
    schema: {
      type: "object",
      properties: { o: { type: "object", properties: { i: INTEGER } } },
      additionalProperties: false,
    },
    values: record({ o: fc.record({ i: INTEGERS }) }),
  },
];
