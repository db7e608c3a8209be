import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../generator/1-document/json.ts";
import type { SchemaForm } from "../../../../generator/1-document/rewrite/schema-forms.ts";
import { judgeOf } from "../../../../generator/5-oracle/judge/judge.ts";
import { pointersOf } from "../../../../generator/5-oracle/judge/oracle.ts";
import { schemaIn, TOO_MANY } from "../../6-test/document.ts";

type Row = readonly [name: string, schema: JsonObject, form: SchemaForm, value: unknown, want: readonly string[]];

const OBJECT = { type: "object", required: ["id", "password"] } as const;
const MEMBERS = { id: { type: "integer", readOnly: true }, password: { type: "string", writeOnly: true } };

const ROWS: readonly Row[] = [
  ["what is legal", { type: "integer" }, "request", 3, []],
  ["a wrong type", { type: "integer" }, "request", "3", [" must be integer"]],
  [
    "a place in the value",
    { properties: { a: { items: { minimum: 1 } } } },
    "request",
    { a: [1, 0] },
    ["/a/1 must be >= 1"],
  ],
  [
    "through references, recursion included",
    { properties: { next: { $ref: "#/components/schemas/Subject" }, id: { type: "string" } } },
    "request",
    { next: { next: { id: 1 } } },
    ["/next/next/id must be string"],
  ],
  ["a format", { type: "string", format: "date-time" }, "request", "yesterday", [' must match format "date-time"']],
  ["a format that is a word", { type: "string", format: "password" }, "request", "x", []],
  [
    "an extra property is named",
    { additionalProperties: false },
    "request",
    { extra: 1 },
    [" must NOT have additional properties: extra"],
  ],
  ["readOnly need not be in a request", { ...OBJECT, properties: MEMBERS }, "request", { password: "x" }, []],
  ["writeOnly need not be in a response", { ...OBJECT, properties: MEMBERS }, "response", { id: 1 }, []],
  [
    "readOnly must be in a response",
    { ...OBJECT, properties: MEMBERS },
    "response",
    {},
    [" must have required property 'id'"],
  ],
  ["a default binds nobody", { properties: { page: { type: "integer", default: 1 } } }, "response", {}, []],
  ["a pattern that needs the older escapes", { type: "string", pattern: "^[\\-\\_]+$" }, "request", "-_", []],
  [
    "the right one of two patterns that go back",
    { properties: { a: { pattern: "^a+b+$" }, c: { pattern: "^c+d+$" } } },
    "request",
    { a: "aab", c: "aab" },
    ['/c must match pattern "^c+d+$"'],
  ],
  [
    "the name of an inherited member",
    { required: ["constructor"] },
    "request",
    {},
    [" must have required property 'constructor'"],
  ],
];

describe("complaints", () => {
  test.each(ROWS)("%s", (_name, subject, form, value, want) => {
    const { document, schema } = schemaIn(subject);
    const complaints = judgeOf(document).complaints(schema, value, form);
    expect(complaints.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual(want);
  });

  test("know the schema that is not met, and where it stands", () => {
    const { document, schema } = schemaIn(
      { properties: { page: { $ref: "#/components/schemas/Page" } } },
      { Page: { type: "integer" } },
    );
    const [complaint] = judgeOf(document).complaints(schema, { page: "x" }, "request");
    expect(complaint?.schema && pointersOf(document).get(complaint.schema)).toBe("#/components/schemas/Page");
  });
});

test("components that refer to the one before twice, and again, are judged without doubling the work", () => {
  const twice = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => {
      const before = { $ref: `#/components/schemas/${index === 0 ? "Last" : `C${index - 1}`}` };
      return [`C${index}`, { [index % 2 === 0 ? "allOf" : "anyOf"]: [before, before] }];
    }),
  );
  const others = { ...twice, Last: { type: "object", required: ["x"] } };
  const { document, schema } = schemaIn({ not: { not: { $ref: "#/components/schemas/C39" } } }, others);
  const judge = judgeOf(document);
  expect([{ x: 1 }, {}, 1].map((value) => judge.accepts(schema, value, "request"))).toEqual([true, false, false]);
});

/** Components of which each refers to the next in two ways: paths through them double at every step. */
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

describe("within bounds", () => {
  test.each<[name: string, link: (next: JsonObject) => JsonObject]>([
    ["anyOf", (next) => ({ anyOf: [next, { allOf: [next, {}] }] })],
    ["oneOf", (next) => ({ oneOf: [next, { allOf: [next], minimum: 10 }] })],
    ["not", (next) => ({ allOf: [{ not: { not: next } }, next] })],
    ["if", (next) => ({ if: next, then: next, else: next })],
  ])("components that double by %s are decided once for each value", (_name, link) => {
    const { document, schema } = schemaIn({ $ref: "#/components/schemas/S0" }, chainOf(40, link));
    const judge = judgeOf(document);
    expect(judge.accepts(schema, 1, "request")).toBe(true);
    expect(judge.refuses(schema, "1", "request")).toBe(true);
    expect(judge.undecided()).toEqual([]);
  });

  test("a pattern that goes back without end is neither legal nor illegal, and that is told once", () => {
    const { document, schema } = schemaIn({ type: "string", pattern: "^(a+)+$" });
    const judge = judgeOf(document);
    const text = `${"a".repeat(60)}!`;
    expect([judge.accepts(schema, text, "request"), judge.refuses(schema, text, "request")]).toEqual([false, false]);
    expect(judge.complaints(schema, text, "request")).toEqual([]);
    expect(judge.undecided()).toEqual(["Some values were not judged: their pattern ^(a+)+$ takes too long."]);
    expect(judge.undecided()).toEqual([]);
  });

  test("a large component that very much refers to is read once", () => {
    const Large = { type: "object", properties: members(300, { type: "string" }) };
    const { document, schema } = schemaIn(
      { properties: members(1_000, { $ref: "#/components/schemas/Large" }) },
      { Large },
    );
    const judge = judgeOf(document);
    expect(judge.accepts(schema, { p999: { p1: "x" } }, "request")).toBe(true);
    expect(judge.refuses(schema, { p999: { p1: 1 } }, "request")).toBe(true);
  });

  test("components in a circle of thousands are judged", () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `S${index}`);
    const circle = names.map((name, index) => {
      const next = { $ref: `#/components/schemas/S${(index + 1) % names.length}` };
      return [name, { properties: { next, size: { type: "integer" } } }];
    });
    const { document, schema } = schemaIn({ $ref: "#/components/schemas/S0" }, Object.fromEntries(circle));
    const judge = judgeOf(document);
    expect(judge.accepts(schema, { next: { next: { size: 1 } } }, "request")).toBe(true);
    expect(judge.refuses(schema, { next: { next: { size: 1.5 } } }, "request")).toBe(true);
  });

  test("what leads to a schema that ajv cannot read is neither legal nor illegal; what does not is judged", () => {
    const { document, schema } = schemaIn(
      { properties: { a: { $ref: "#/components/schemas/Large" } } },
      {
        Large: { oneOf: TOO_MANY },
        Small: { type: "integer" },
        Beside: { properties: { a: { $ref: "#/components/schemas/Small" } } },
        Above: { items: { $ref: "#/components/schemas/Subject" } },
      },
    );
    const judge = judgeOf(document);
    const [above, beside] = ["Above", "Beside"].map((name) => ({ $ref: `#/components/schemas/${name}` }));
    for (const one of [schema, above ?? true, schema]) {
      expect([judge.accepts(one, {}, "request"), judge.refuses(one, {}, "request")]).toEqual([false, false]);
    }
    expect(judge.undecided()).toEqual([
      "Some values were not judged: their schema is too large, or nested too deeply.",
    ]);
    expect(judge.refuses(beside ?? true, { a: "x" }, "request")).toBe(true);
  });
});
