/** Values that make a pattern slow: the judge ends, and tells that it has not decided. */
import { expect, test } from "vitest";
import type { Document, Schema } from "../../../../generator/1-document/openapi.ts";
import { createJudge } from "../../../../generator/5-oracle/judge/judge.ts";
import { SLOW_PATTERNS } from "../../../support/slow-patterns.ts";

const PLACES: readonly (readonly [
  name: string,
  schema: (pattern: string) => Schema,
  value: (text: string) => unknown,
])[] = [
  ["a property", (pattern) => ({ properties: { a: { type: "string", pattern } } }), (a) => ({ a })],
  ["a property name", (pattern) => ({ propertyNames: { pattern } }), (name) => ({ [name]: 1 })],
  ["a patterned property", (pattern) => ({ patternProperties: { [pattern]: false } }), (name) => ({ [name]: 1 })],
  [
    "many items",
    (pattern) => ({ items: { pattern } }),
    (text) => Array.from({ length: 200 }, (_, at) => `${text}${at}`),
  ],
];

const document: Document = { openapi: "3.2.0", info: { title: "t", version: "1" }, paths: {} };

test.each(SLOW_PATTERNS)("ends for each place of %s", (pattern, attack) => {
  const results = PLACES.map(([name, schema, value]) => {
    const judge = createJudge(document);
    const start = performance.now();
    const isInvalid = judge.rejects(schema(pattern), value(attack), "response");
    const time = performance.now() - start;
    const isTold = judge.undecidedReasons().length > 0;
    return { name, isInTime: time < 2_000, isInvalid, isTold };
  });
  // a value is either decided, or it is told that it was not; a patterned property allows the names that do not match
  expect(results.filter(({ isInTime }) => !isInTime)).toEqual([]);
  const silent = results.filter(
    ({ name, isInvalid, isTold }) => isInvalid === isTold && name !== "a patterned property",
  );
  expect(silent).toEqual([]);
});

test("still decides about short strings", () => {
  const judge = createJudge(document);
  const schema: Schema = { type: "array", items: { type: "string", pattern: "^(z+)+$" } };
  expect(judge.accepts(schema, ["zz", "zzz"], "request")).toBe(true);
  expect(judge.rejects(schema, ["zz", "y"], "request")).toBe(true);
  expect(judge.rejects(schema, ["z".repeat(60) + "!"], "request")).toBe(false);
  expect(judge.undecidedReasons()).toEqual(["Some values were not validated: their pattern ^(z+)+$ takes too long."]);
  expect(judge.rejects(schema, ["zz", "y"], "request")).toBe(true);
});
