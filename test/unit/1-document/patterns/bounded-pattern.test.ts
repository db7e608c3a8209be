import { describe, expect, test } from "vitest";
import {
  boundedPattern,
  type BoundedPattern,
  DeadlineNeeded,
  PatternTooSlow,
  withFreeSteps,
  withPatternDeadline,
} from "../../../../generator/1-document/patterns/bounded-pattern.ts";
import { patternProblem } from "../../../../generator/1-document/schemas/pattern.ts";
import { SLOW_PATTERNS } from "../../../support/slow-patterns.ts";

/** Maximum time for one string, in milliseconds: the issue asks for two seconds. */
const MAX_TIME = 2_000;

test.each(SLOW_PATTERNS.slice(0, 3))("ends at the deadline: %s", (pattern, attack) => {
  const start = performance.now();
  const result = boundedPattern(pattern).matches(attack);
  expect(performance.now() - start).toBeLessThan(MAX_TIME);
  expect(result).toBeUndefined();
  expect(() => boundedPattern(pattern).test(attack)).toThrow(PatternTooSlow);
});

test("does not try strings again that are as long as one that was too slow", () => {
  const pattern = boundedPattern("^(b+)+$");
  expect(pattern.matches(`${"b".repeat(60)}!`)).toBeUndefined();
  const start = performance.now();
  for (let count = 0; count < 100; count += 1) expect(pattern.matches(`${"b".repeat(60 + count)}!`)).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(MAX_TIME);
  expect(pattern.matches("bbb")).toBe(true);
  expect(pattern.matches("bb!")).toBe(false);
});

test("matches as ECMA-262 defines, with and without Unicode mode", () => {
  expect(boundedPattern(String.raw`^\p{Lu}$`).test("Ä")).toBe(true);
  expect(boundedPattern("^.$").test("\u{1f600}")).toBe(true);
  expect(boundedPattern(String.raw`^\_$`).test("_")).toBe(true);
  expect(boundedPattern(String.raw`^(a|b)\1$`).test("bb")).toBe(true);
  expect(boundedPattern(String.raw`^(a|b)\1$`).test("ab")).toBe(false);
  expect(() => boundedPattern("(")).toThrow(SyntaxError);
});

describe("steps without a deadline", () => {
  const cheap = boundedPattern("^[a-z]+(-[a-z]+)*$");
  const costly = boundedPattern("^(c+)+$");

  test("suffice for patterns that need linear time", () => {
    expect(withFreeSteps(() => cheap.testWithoutDeadline("kebab-case"))).toBe(true);
    expect(cheap.matchesAtOnce("kebab-case")).toBe(true);
  });

  test("do not suffice for others, and for too many strings", () => {
    expect(() => withFreeSteps(() => costly.testWithoutDeadline("c"))).toThrow(DeadlineNeeded);
    expect(costly.matchesAtOnce("c")).toBeUndefined();
    expect(() => withFreeSteps(() => testOften(cheap))).toThrow(DeadlineNeeded);
    expect(withPatternDeadline(() => costly.testWithoutDeadline("ccc"))).toBe(true);
  });
});

test("tells apart patterns that are invalid and patterns that are too large", () => {
  expect(patternProblem("(")).toBe("is not a valid regular expression");
  expect(patternProblem("a".repeat(100_000))).toBe("is too large for JavaScript");
  expect(patternProblem("(?:".repeat(5_000) + "a" + ")".repeat(5_000))).toBeUndefined();
  expect(patternProblem("^a$")).toBeUndefined();
});

function testOften(pattern: BoundedPattern): void {
  for (let count = 0; count < 100_000; count += 1) pattern.testWithoutDeadline("kebab-case");
}
