import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../generator/1-document/json.ts";
import { createJudge } from "../../../../generator/5-oracle/judge/judge.ts";
import { createSampler, type SampleOptions } from "../../../../generator/5-oracle/sampling/sampler.ts";
import { schemaIn, TOO_MANY } from "../../6-test/document.ts";

function samplesOf(subject: JsonObject | boolean, options: Partial<SampleOptions> = {}, others: JsonObject = {}) {
  const { document, schema } = schemaIn(subject, others);
  const judge = createJudge(document);
  const samples = createSampler(document, judge).sample(schema, { seed: 1, count: 20, ...options });
  const valid = samples.values.filter((value) => judge.accepts(schema, value, options.form ?? "request"));
  expect(valid).toEqual(samples.values);
  return samples;
}

/** Schemas with many valid values. */
const RICH: readonly (readonly [name: string, schema: JsonObject])[] = [
  ["anything", {}],
  ["integers between bounds", { type: "integer", minimum: -3, exclusiveMaximum: 40 }],
  ["multiples with a fraction", { type: "number", multipleOf: 0.01, minimum: 0, maximum: 5 }],
  ["a string with minimum and maximum length", { type: "string", minLength: 5, maxLength: 9 }],
  ["a pattern with a maximum length", { type: "string", pattern: "^[A-Z]{2,}[0-9]*$", maxLength: 6 }],
  ["a nullable string", { type: ["string", "null"], minLength: 1 }],
  [
    "unique items",
    { type: "array", items: { type: "integer", minimum: 0, maximum: 50 }, uniqueItems: true, minItems: 2 },
  ],
  ["a tuple", { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: false, minItems: 2 }],
  [
    "an object with additional properties",
    { type: "object", additionalProperties: { type: "integer" }, minProperties: 1, maxProperties: 2 },
  ],
  [
    "a union",
    { oneOf: [{ type: "integer" }, { type: "object", required: ["a"], properties: { a: { type: "string" } } }] },
  ],
  [
    "allOf",
    {
      allOf: [
        { properties: { a: { type: "string" } } },
        { required: ["a", "b"], properties: { b: { type: "number" } } },
      ],
    },
  ],
  [
    "a recursive schema",
    { type: "object", properties: { children: { type: "array", items: { $ref: "#/components/schemas/Subject" } } } },
  ],
  [
    "if, then and else",
    {
      type: "object",
      required: ["kind", "n"],
      properties: { kind: { enum: ["a", "b"] }, n: { type: "integer" } },
      if: { properties: { kind: { const: "a" } } },
      then: { properties: { n: { minimum: 0 } } },
      else: { properties: { n: { maximum: 0 } } },
    },
  ],
  [
    "dependentRequired",
    {
      type: "object",
      required: ["a"],
      properties: { a: { type: "integer" }, b: { type: "integer" } },
      dependentRequired: { a: ["b"] },
    },
  ],
  ["contains", { type: "array", items: { type: "integer" }, contains: { minimum: 10 }, minContains: 2 }],
  [
    "patternProperties",
    { type: "object", patternProperties: { "^x-": { type: "integer" } }, additionalProperties: false },
  ],
];

/** Schemas with one or a few valid values. */
const EXACT: readonly (readonly [name: string, schema: JsonObject, values: readonly unknown[]])[] = [
  ["a constant", { const: { a: 1 } }, [{ a: 1 }]],
  ["an enum of several types, of one", { type: "string", enum: ["a", 1, null] }, ["a"]],
  ["an intersection of enums", { allOf: [{ enum: [1, 2] }, { enum: [2, 3] }] }, [2]],
  ["an object without permitted properties", { type: "object", additionalProperties: false }, [{}]],
];

/** Schemas without valid values, and the reason that is reported. */
const NONE: readonly (readonly [name: string, schema: JsonObject | boolean, reason: RegExp])[] = [
  ["the schema false", false, /contradict/],
  ["two contradictory types", { allOf: [{ type: "string" }, { type: "integer" }] }, /contradict/],
  ["an enum of another type", { type: "string", enum: [1] }, /none of its values/],
  [
    "an endless recursion",
    { type: "object", required: ["next"], properties: { next: { $ref: "#/components/schemas/Subject" } } },
    /without end/,
  ],
];

describe("samples", () => {
  test.each(RICH)("of %s are valid and numerous", (_name, schema) => {
    expect(samplesOf(schema).values.length).toBeGreaterThan(3);
  });

  test.each(EXACT)("of %s", (_name, schema, values) => {
    expect(samplesOf(schema).values).toEqual(values);
  });

  test.each(NONE)("of %s do not exist, and the reason is reported", (_name, schema, reason) => {
    const samples = samplesOf(schema);
    expect(samples.values).toEqual([]);
    expect(samples.reason).toMatch(reason);
  });

  test.each([
    "date",
    "time",
    "date-time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
    "json-pointer",
    "relative-json-pointer",
    "regex",
    "byte",
  ])("of the format %s are valid", (format) => {
    expect(samplesOf({ type: "string", format }).values.length).toBeGreaterThan(2);
  });

  test("begin with the valid examples", () => {
    const schema = { type: "integer", examples: [7, "seven"] };
    expect(samplesOf(schema, { examples: [3, "three"] }).values.slice(0, 2)).toEqual([3, 7]);
  });

  test("include the smallest and the largest object, the smallest without defaults", () => {
    const schema = {
      type: "object",
      required: ["a"],
      properties: { a: { const: 1 }, b: { const: 2 }, c: { const: 3, default: 3 } },
    };
    expect(samplesOf(schema).values.slice(0, 2)).toEqual([{ a: 1 }, { a: 1, b: 2, c: 3 }]);
    expect(samplesOf(schema, { form: "response" }).values[0]).toEqual({ a: 1 });
  });

  test("omit readOnly properties in requests and writeOnly properties in responses", () => {
    const schema = {
      type: "object",
      required: ["id"],
      properties: { id: { const: 1, readOnly: true }, key: { const: 2, writeOnly: true } },
    };
    expect(samplesOf(schema).values).toEqual([{}, { key: 2 }]);
    expect(samplesOf(schema, { form: "response" }).values).toEqual([{ id: 1 }]);
  });

  test("are equal for the same seed, and differ for another seed", () => {
    const schema = { type: "string", minLength: 8 };
    const first = samplesOf(schema, { seed: 5 }).values;
    expect(samplesOf(schema, { seed: 5 }).values).toEqual(first);
    expect(samplesOf(schema, { seed: 6 }).values).not.toEqual(first);
  });

  test("of strings include the shortest, the longest and non-ASCII ones; headers are ASCII", () => {
    const schema = { type: "string", minLength: 2, maxLength: 30 };
    const texts = samplesOf(schema, { count: 200 }).values.map(String);
    expect(texts.some((text) => [...text].length === 2)).toBe(true);
    expect(texts.some((text) => [...text].length === 30)).toBe(true);
    expect(texts.some((text) => /[^\x20-\x7e]/.test(text))).toBe(true);
    const headers = samplesOf(schema, { count: 200, place: "header" }).values.map(String);
    expect(headers.filter((text) => !/^[\x21-\x7e]+$/.test(text))).toEqual([]);
  });
});

const TEXT = { type: "string", minLength: 2, maxLength: 30 };

describe("among twenty samples is", () => {
  test.each<readonly [name: string, schema: JsonObject, place: "body" | "query", isEdge: (value: unknown) => boolean]>([
    ["an empty string", { type: "string" }, "body", (value) => value === ""],
    ["a long string", { type: "string" }, "body", (value) => String(value).length >= 1_000],
    ["a string as long as a URL permits", { type: "string" }, "query", (value) => String(value).length >= 60],
    [
      "the longest string in several scripts",
      TEXT,
      "body",
      (value) => lengthOf(value) === 30 && !/^[ -~]*$/.test(String(value)),
    ],
    ["the longest string of letters", TEXT, "query", (value) => /^\w{30}$/.test(String(value))],
    ["null", { type: ["string", "null"] }, "body", (value) => value === null],
    ["the minimum", { type: "integer", minimum: -7 }, "body", (value) => value === -7],
    ["the maximum", { type: "number", maximum: 7.5 }, "query", (value) => value === 7.5],
    ["the largest integer", { type: "integer" }, "body", (value) => value === Number.MAX_SAFE_INTEGER],
    ["an empty array", { type: "array", items: { type: "string" } }, "body", (value) => isList(value, 0)],
    [
      "the longest array",
      { type: "array", items: { type: "string" }, maxItems: 9 },
      "body",
      (value) => isList(value, 9),
    ],
    [
      "an object without optional properties",
      { type: "object", properties: { a: {} } },
      "body",
      (value) => JSON.stringify(value) === "{}",
    ],
  ])("%s", (_name, schema, place, isEdge) => {
    expect(samplesOf(schema, { count: 20, place }).values.some(isEdge)).toBe(true);
  });
});

function lengthOf(text: unknown): number {
  return [...String(text)].length;
}

function isList(value: unknown, length: number): boolean {
  return Array.isArray(value) && value.length === length;
}

test.each<readonly [name: string, schema: JsonObject, reason: string]>([
  ["of an array", { type: "array", minItems: 1e7 }, "its minItems is too large to sample"],
  [
    "of an array with unique items",
    { type: "array", minItems: 5e3, uniqueItems: true },
    "its minItems is too large to sample",
  ],
  [
    "of nested arrays",
    { type: "array", minItems: 1e3, items: { type: "array", minItems: 1e3 } },
    "its minItems is too large to sample",
  ],
  [
    "of nested objects",
    {
      type: "object",
      minProperties: 1e3,
      additionalProperties: { type: "object", minProperties: 1e3, additionalProperties: { type: "string" } },
    },
    "its minProperties is too large to sample",
  ],
  ["of an object", { type: "object", minProperties: 1e6 }, "its minProperties is too large to sample"],
  ["of a string", { type: "string", minLength: 1e9 }, "its minLength is too large to sample"],
])("no value %s that would fill the memory is made, and the reason is told", (_name, schema, reason) => {
  expect(samplesOf(schema)).toEqual({ values: [], reason });
});

test.each<readonly [name: string, schema: JsonObject, reason: string]>([
  ["that is valid", { type: "string", not: { type: "string" } }, "all its sampled values are invalid"],
  [
    "whose validity can be determined",
    { type: "object", properties: { a: { oneOf: TOO_MANY } } },
    "the validity of its sampled values is unknown",
  ],
])("no value %s is kept, and the reason is told", (_name, schema, reason) => {
  expect(samplesOf(schema)).toEqual({ values: [], reason });
});

test("a typical value consists of examples", () => {
  const subject = {
    type: "object",
    properties: { name: { type: "string", examples: ["Bob"] }, age: { type: "integer", default: 30 } },
  };
  const { document, schema } = schemaIn(subject);
  const sampler = createSampler(document, createJudge(document));
  expect(sampler.typical(schema, { seed: 1 })).toEqual({ name: "Bob", age: 30 });
});

test("an arbitrary shrinks to the simplest value", () => {
  const { document, schema } = schemaIn({
    type: "object",
    required: ["n"],
    properties: { n: { type: "integer", minimum: 0, maximum: 1000 }, note: { type: "string" } },
  });
  const arbitrary = createSampler(document, createJudge(document)).arbitrary(schema);
  const { counterexample } = fc.check(fc.property(arbitrary, isSmall), { seed: 3, numRuns: 200 });
  expect(counterexample).toEqual([{ n: 10 }]);
});

function isSmall(value: unknown): boolean {
  return (value as { readonly n: number }).n < 10;
}
