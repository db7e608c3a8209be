import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../generator/1-document/json.ts";
import type { SchemaForm } from "../../../../generator/1-document/rewrite/schema-forms.ts";
import { createJudge } from "../../../../generator/5-oracle/judge/judge.ts";
import { schemaPointers } from "../../../../generator/5-oracle/judge/oracle.ts";
import { schemaIn, TOO_MANY } from "../../6-test/document.ts";

type Row = readonly [name: string, schema: JsonObject, form: SchemaForm, value: unknown, want: readonly string[]];

const OBJECT = { type: "object", required: ["id", "password"] } as const;
const MEMBERS = { id: { type: "integer", readOnly: true }, password: { type: "string", writeOnly: true } };

const ROWS: readonly Row[] = [
  ["a valid value", { type: "integer" }, "request", 3, []],
  ["a wrong type", { type: "integer" }, "request", "3", [" must be integer"]],
  [
    "an invalid nested value",
    { properties: { a: { items: { minimum: 1 } } } },
    "request",
    { a: [1, 0] },
    ["/a/1 must be >= 1"],
  ],
  [
    "an invalid value behind recursive references",
    { properties: { next: { $ref: "#/components/schemas/Subject" }, id: { type: "string" } } },
    "request",
    { next: { next: { id: 1 } } },
    ["/next/next/id must be string"],
  ],
  [
    "an invalid format",
    { type: "string", format: "date-time" },
    "request",
    "yesterday",
    [' must match format "date-time"'],
  ],
  ["a format that is an annotation", { type: "string", format: "password" }, "request", "x", []],
  [
    "an additional property, which is named",
    { additionalProperties: false },
    "request",
    { extra: 1 },
    [" must NOT have additional properties: extra"],
  ],
  ["a request without a readOnly property", { ...OBJECT, properties: MEMBERS }, "request", { password: "x" }, []],
  ["a response without a writeOnly property", { ...OBJECT, properties: MEMBERS }, "response", { id: 1 }, []],
  [
    "a response without a required readOnly property",
    { ...OBJECT, properties: MEMBERS },
    "response",
    {},
    [" must have required property 'id'"],
  ],
  [
    "a response without a property that has a default",
    { properties: { page: { type: "integer", default: 1 } } },
    "response",
    {},
    [],
  ],
  ["a pattern with escapes of non-Unicode mode", { type: "string", pattern: "^[\\-\\_]+$" }, "request", "-_", []],
  [
    "two patterns with backtracking",
    { properties: { a: { pattern: "^a+b+$" }, c: { pattern: "^c+d+$" } } },
    "request",
    { a: "aab", c: "aab" },
    ['/c must match pattern "^c+d+$"'],
  ],
  [
    "a required property with an inherited name",
    { required: ["constructor"] },
    "request",
    {},
    [" must have required property 'constructor'"],
  ],
];

describe("violations", () => {
  test.each(ROWS)("%s", (_name, subject, form, value, want) => {
    const { document, schema } = schemaIn(subject);
    const violations = createJudge(document).violations(schema, value, form);
    expect(violations.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual(want);
  });

  test("have the schema and its pointer", () => {
    const { document, schema } = schemaIn(
      { properties: { page: { $ref: "#/components/schemas/Page" } } },
      { Page: { type: "integer" } },
    );
    const [violation] = createJudge(document).violations(schema, { page: "x" }, "request");
    expect(violation?.schema && schemaPointers(document).get(violation.schema)).toBe("#/components/schemas/Page");
  });
});

test("validates components that refer to each other twice, without exponential work", () => {
  const twice = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => {
      const before = { $ref: `#/components/schemas/${index === 0 ? "Last" : `C${index - 1}`}` };
      return [`C${index}`, { [index % 2 === 0 ? "allOf" : "anyOf"]: [before, before] }];
    }),
  );
  const others = { ...twice, Last: { type: "object", required: ["x"] } };
  const { document, schema } = schemaIn({ not: { not: { $ref: "#/components/schemas/C39" } } }, others);
  const judge = createJudge(document);
  expect([{ x: 1 }, {}, 1].map((value) => judge.accepts(schema, value, "request"))).toEqual([true, false, false]);
});

/** Components, each with two references to the next one. The number of paths doubles at each step. */
function chainOf(steps: number, link: (next: JsonObject) => JsonObject): Readonly<Record<string, JsonObject>> {
  const links = Array.from({ length: steps }, (_, step) => [
    `S${step}`,
    link({ $ref: `#/components/schemas/S${step + 1}` }),
  ]);
  return Object.fromEntries([...links, [`S${steps}`, { type: "integer" }]]);
}

function members(count: number, member: JsonObject): JsonObject {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, member]));
}

describe("with limits", () => {
  test.each<[name: string, link: (next: JsonObject) => JsonObject]>([
    ["anyOf", (next) => ({ anyOf: [next, { allOf: [next, {}] }] })],
    ["oneOf", (next) => ({ oneOf: [next, { allOf: [next], minimum: 10 }] })],
    ["not", (next) => ({ allOf: [{ not: { not: next } }, next] })],
    ["if", (next) => ({ if: next, then: next, else: next })],
  ])("validates components with two references in %s once per value", (_name, link) => {
    const { document, schema } = schemaIn({ $ref: "#/components/schemas/S0" }, chainOf(40, link));
    const judge = createJudge(document);
    expect(judge.accepts(schema, 1, "request")).toBe(true);
    expect(judge.rejects(schema, "1", "request")).toBe(true);
    expect(judge.undecidedReasons()).toEqual([]);
  });

  test("neither accepts nor rejects a value if a pattern takes too long, and reports it once", () => {
    const { document, schema } = schemaIn({ type: "string", pattern: "^(a+)+$" });
    const judge = createJudge(document);
    const text = `${"a".repeat(60)}!`;
    expect([judge.accepts(schema, text, "request"), judge.rejects(schema, text, "request")]).toEqual([false, false]);
    expect(judge.violations(schema, text, "request")).toEqual([]);
    expect(judge.undecidedReasons()).toEqual(["Some values were not validated: their pattern ^(a+)+$ takes too long."]);
    expect(judge.undecidedReasons()).toEqual([]);
  });

  test("compiles a large component with many references once", () => {
    const Large = { type: "object", properties: members(300, { type: "string" }) };
    const { document, schema } = schemaIn(
      { properties: members(1_000, { $ref: "#/components/schemas/Large" }) },
      { Large },
    );
    const judge = createJudge(document);
    expect(judge.accepts(schema, { p999: { p1: "x" } }, "request")).toBe(true);
    expect(judge.rejects(schema, { p999: { p1: 1 } }, "request")).toBe(true);
  });

  test("validates thousands of components with circular references", () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `S${index}`);
    const circle = names.map((name, index) => {
      const next = { $ref: `#/components/schemas/S${(index + 1) % names.length}` };
      return [name, { properties: { next, size: { type: "integer" } } }];
    });
    const { document, schema } = schemaIn({ $ref: "#/components/schemas/S0" }, Object.fromEntries(circle));
    const judge = createJudge(document);
    expect(judge.accepts(schema, { next: { next: { size: 1 } } }, "request")).toBe(true);
    expect(judge.rejects(schema, { next: { next: { size: 1.5 } } }, "request")).toBe(true);
  });

  test("neither accepts nor rejects values of schemas that refer to one that ajv cannot compile", () => {
    const { document, schema } = schemaIn(
      { properties: { a: { $ref: "#/components/schemas/Large" } } },
      {
        Large: { oneOf: TOO_MANY },
        Small: { type: "integer" },
        Beside: { properties: { a: { $ref: "#/components/schemas/Small" } } },
        Above: { items: { $ref: "#/components/schemas/Subject" } },
      },
    );
    const judge = createJudge(document);
    const [above, beside] = ["Above", "Beside"].map((name) => ({ $ref: `#/components/schemas/${name}` }));
    for (const one of [schema, above ?? true, schema]) {
      expect([judge.accepts(one, {}, "request"), judge.rejects(one, {}, "request")]).toEqual([false, false]);
    }
    expect(judge.undecidedReasons()).toEqual([
      "Some values were not validated: their schema is too large, or nested too deeply.",
    ]);
    expect(judge.rejects(beside ?? true, { a: "x" }, "request")).toBe(true);
  });
});
