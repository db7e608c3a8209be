import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../../generator/1-document/json.ts";
import { createJudge } from "../../../../generator/5-oracle/judge/judge.ts";
import { type Mutant, type Mutants, mutantsOf } from "../../../../generator/6-test/cases/mutations/invalid-values.ts";
import { schemaIn } from "../document.ts";

const ROWS: readonly (readonly [name: string, schema: JsonObject, valid: Json, abouts: readonly string[]])[] = [
  ["just above a maximum", { type: "integer", maximum: 100 }, 5, ["the whole: 101"]],
  ["just below a minimum", { type: "integer", minimum: 1 }, 5, ["the whole: 0"]],
  ["at an exclusive bound", { type: "number", exclusiveMinimum: 0 }, 5, ["the whole: 0"]],
  ["between multiples", { type: "number", multipleOf: 2 }, 4, ["the whole: 5"]],
  ["one character too many", { type: "string", maxLength: 3 }, "abc", ['the whole: "abcx"']],
  ["one character too few", { type: "string", minLength: 3 }, "abc", ['the whole: "ab"']],
  ["none of an enumeration", { enum: ["a", "b"] }, "a", ['the whole: "no-such-value"']],
  [
    "not of the format",
    { type: "string", format: "date-time" },
    "2020-01-01T00:00:00Z",
    ['the whole: "!no such format!"'],
  ],
  ["one item too many", { type: "array", maxItems: 2 }, [1, 2], ["the whole: [1,2,1]"]],
  ["the same item twice", { type: "array", uniqueItems: true }, [1, 2], ["the whole: [1,2,1]"]],
  [
    "a required member",
    { type: "object", required: ["a/b"], properties: { "a/b": {} } },
    { "a/b": 1 },
    ["/a~1b left out"],
  ],
  ["an undescribed property", { type: "object", additionalProperties: false }, {}, ["/x-undescribed added"]],
  [
    "through references, alternatives and items",
    { anyOf: [{ type: "object", properties: { a: { type: "array", items: { $ref: "#/components/schemas/Page" } } } }] },
    { a: [7] },
    ["/a/0: 10"],
  ],
];

function first(count: number, mutants: Mutants): readonly Mutant[] {
  const found: Mutant[] = [];
  for (const mutant of mutants) {
    found.push(mutant);
    if (found.length === count) break;
  }
  return found;
}

describe("makes invalid values", () => {
  test.each(ROWS)("%s", (_name, subject, valid, abouts) => {
    const { document, schema } = schemaIn(subject, { Page: { type: "integer", maximum: 9 } });
    const judge = createJudge(document);
    const mutants = [...mutantsOf(schema, valid, { document, judge })];
    expect(mutants.map(({ about }) => about)).toEqual(expect.arrayContaining([...abouts]));
    expect(mutants.filter(({ value }) => judge.accepts(schema, value, "request"))).toEqual([]);
  });

  test("makes each change once if many alternatives contain it", () => {
    const again = { $ref: "#/components/schemas/Subject" };
    const oneOf = Array.from({ length: 40 }, (_, index) => ({
      required: ["kind"],
      properties: { kind: { const: `k${index}` }, next: { ...again } },
    }));
    const { document, schema } = schemaIn({ type: "object", oneOf });
    const kinds = ["k1", "k2", "k3", "k4", "k5", "k6"];
    const value = kinds.reduceRight<Json>((next, kind) => ({ kind, next }), { kind: "k0" });
    const mutants = mutantsOf(schema, value, { document, judge: createJudge(document) });
    expect(first(8, mutants)).toHaveLength(8);
    expect(mutants.untried()).toBeGreaterThan(8);
  });

  test("makes none if every value is valid", () => {
    const { document, schema } = schemaIn({});
    const mutants = mutantsOf(schema, { a: [1] }, { document, judge: createJudge(document) });
    expect([...mutants]).toEqual([]);
    expect(mutants.untried()).toBe(0);
  });

  test("makes changes of every kind before it repeats one", () => {
    const { document, schema } = schemaIn({
      type: "object",
      required: ["a"],
      additionalProperties: false,
      properties: { a: { type: "integer", maximum: 9 } },
    });
    const mutants = mutantsOf(schema, { a: 1 }, { document, judge: createJudge(document) });
    expect(first(5, mutants).map(({ pointer }) => pointer)).toEqual(["", "", "/a", "/a", "/a"]);
  });
});
