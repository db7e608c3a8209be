/** Patterns: the engine of each, agreement of our engine with the native one, and time limits. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identifier } from "../../../generator/3-views/code.ts";
import { isValidPattern, patternMatcher } from "../../../generator/3-views/validators/compile-pattern.ts";
import { backtrackingDegree, withoutOptionalTail } from "../../../generator/1-document/patterns/backtracking-cost.ts";
import { matcherPlan } from "../../../generator/3-views/validators/patterns/matcher-plan.ts";
import { hasProgram } from "../../../generator/1-document/patterns/program-length.ts";
import { parsePattern } from "../../../generator/1-document/patterns/parse-pattern.ts";
import { linearMatcher, type Matcher, shortMatcher } from "../../../templates/runtime/validation/patterns.ts";
import { SLOW_PATTERNS } from "../../support/slow-patterns.ts";

const printed = (pattern: string): string => patternMatcher(pattern, identifier);

/** Returns our matcher of a pattern, or undefined if there is no plan. */
function ours(pattern: string, flags: "u" | ""): Matcher | undefined {
  const expression = parsePattern(pattern, flags);
  const tried = expression && withoutOptionalTail(expression);
  const plan = tried !== undefined && hasProgram(tried) ? matcherPlan(tried) : undefined;
  return plan === undefined ? undefined : linearMatcher(plan, flags);
}

describe("the engine of a pattern", () => {
  test.each([
    ["a literal", "abc", "native"],
    ["a date", String.raw`^\d{4}-\d{2}-\d{2}$`, "native"],
    ["words with hyphens", "^[a-z]+(-[a-z]+)*$", "native"],
    ["alternatives with different first characters", "^(?:foo|bar|qux)$", "native"],
    ["optional parts", "^-?(0|[1-9][0-9]*)$", "native"],
    ["one loop that can end anywhere", "^.*x$", "native"],
    ["a legacy escape", String.raw`^\_+$`, "native"],
    ["a hyphen beside a class", String.raw`^[\w-\.]+$`, "native"],
    ["an address with a hyphen beside a class", String.raw`^[\w-\.]+@([\w-]+\.)+[\w-]{2,4}$`, "linear"],
    ["two loops over any character", "^.*foo.*$", "linear"],
    ["an address", String.raw`^\S+@\S+\.\S+$`, "linear"],
    ["a loop in a loop", "^(a+)+$", "linear"],
    ["a loop over a choice", "^(a|a)*$", "linear"],
    ["counted loops in a loop", "^(a{0,9}){0,9}$", "linear"],
    ["a match that can begin anywhere", "[a-z]+@", "linear"],
    ["a hyphen that must not be last", "^[a-z-]+(?<!-)x*$", "linear"],
    ["boundaries of words", String.raw`\b[a-z.]+@[a-z.]+\.[a-z]+\b`, "linear"],
    ["a long optional tail", "[a-z][a-z0-9]{0,9999}", "native"],
    ["many steps", "^(?:[a-z]+/?){3,1016}$", "linear"],
    ["a Unicode property", String.raw`^\p{L}+x+$`, "linear"],
    ["a lookahead at the start", String.raw`^(?!-)[a-z-]+$`, "native"],
    ["several lookaheads", String.raw`^(?=.*\d)(?=.*[a-z]).{8,}$`, "native"],
    ["a lookahead with two loops", "^(?=.*a.*b).*$", "short"],
    ["a back reference", String.raw`^(a+)\1$`, "short"],
    ["too many steps", "^(?:.{0,100}x){0,100}$", "short"],
  ])("%s: %s", (_name, pattern, want) => {
    const engines = { native: "new RegExp", linear: "linearMatcher", short: "shortMatcher" } as const;
    expect(printed(pattern)).toMatch(new RegExp(`^/\\* @__PURE__ \\*/ ${engines[want as keyof typeof engines]}\\(`));
  });

  test("does not exist for invalid patterns", () => {
    expect(["[", "a(", "*"].map(isValidPattern)).toEqual([false, false, false]);
  });
});

/** Runs the source code of a matcher. */
function matcherOf(pattern: string): Matcher {
  // oxlint-disable-next-line no-new-func -- the string under test is a program
  const load = new Function("linearMatcher", "shortMatcher", `return ${printed(pattern)};`);
  return load(linearMatcher, shortMatcher) as Matcher; // each matcher has this method
}

describe("generated matchers", () => {
  test.each(SLOW_PATTERNS)("reject a hostile string in little time: %s", (pattern, attack) => {
    const matcher = matcherOf(pattern);
    const start = performance.now();
    expect(matcher.test(attack)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test.each([
    ["nested groups", `${"(?:".repeat(5_000)}a${")".repeat(5_000)}`, "a"],
    ["nested loops", `^${"(?:".repeat(150)}a${")*".repeat(150)}$`, "aaa"],
    ["characters", `^(?:${"a".repeat(15_000)}|b)$`, "b"],
    ["alternatives", `^(?:${Array.from({ length: 2_000 }, (_, index) => `x${index}`).join("|")})$`, "x1999"],
    ["optional parts", `^${"a?".repeat(5_000)}$`, "aaa"],
  ])("are made in little time for a pattern with many %s", (_name, pattern, text) => {
    const start = performance.now();
    const matcher = matcherOf(pattern);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(matcher.test(text)).toBe(true);
    expect(matcher.test("!")).toBe(false);
  });
});

describe("our engine agrees with the native engine", () => {
  const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", String.raw`\d`, String.raw`\w`, "-", String.raw`\.`, "é");
  const look = fc.constantFrom(
    "(?=a)",
    "(?![ab])",
    "(?<=a)",
    String.raw`(?<!\d)`,
    String.raw`\b`,
    String.raw`\B`,
    "^",
    "$",
  );
  const quantifier = fc.constantFrom("", "*", "+", "?", "{2}", "{1,3}", "*?");
  const { pattern } = fc.letrec<{ pattern: string; sequence: string; part: string }>((tie) => ({
    part: fc.oneof(
      { maxDepth: 2 },
      { arbitrary: fc.tuple(atom, quantifier).map((texts) => texts.join("")), weight: 4 },
      { arbitrary: look, weight: 1 },
      { arbitrary: fc.tuple(tie("pattern"), quantifier).map(([inner, times]) => `(?:${inner})${times}`), weight: 2 },
    ),
    sequence: fc.array(tie("part"), { maxLength: 3 }).map((parts) => parts.join("")),
    pattern: fc
      .tuple(
        fc.constantFrom("", "^"),
        fc.array(tie("sequence"), { minLength: 1, maxLength: 3 }),
        fc.constantFrom("", "$"),
      )
      .map(([start, sequences, end]) => `${start}${sequences.join("|")}${end}`),
  }));
  const text = fc.string({ unit: fc.constantFrom("a", "b", "1", "-", ".", "é", "\n", "😀"), maxLength: 8 });

  test.each(["u", ""] as const)("with the flags %j", (flags) => {
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 6 }), (source, texts) => {
        const matcher = ours(source, flags);
        const native = new RegExp(source, flags);
        expect(texts.map((each) => matcher?.test(each))).toEqual(texts.map((each) => native.test(each)));
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});

describe("our engine", () => {
  test.each([
    ["a loop in a loop", "^(a+)+$", `${"a".repeat(50_000)}!`],
    ["a choice of the same", "^(a|a)*$", `${"a".repeat(50_000)}!`],
    ["many optional ones", `^${"a?".repeat(30)}${"a".repeat(30)}$`, "a".repeat(29)],
    ["a start anywhere", "a+b", "a".repeat(100_000)],
  ])("needs linear time for %s", (_name, pattern, text) => {
    expect(ours(pattern, "u")?.test(text)).toBe(false);
  });

  test("does not match strings beyond the limit of work", () => {
    expect(ours("a", "u")?.test("a".repeat(2_000_001))).toBe(false);
  });
});

test("shortMatcher matches short strings natively and rejects longer ones", () => {
  const matcher = shortMatcher(/^(a+)\1$/, 6);
  expect(["aa", "aaa", "aaaaaa", "aaaaaaaa"].map((text) => matcher.test(text))).toEqual([true, false, true, false]);
});

describe("degree of the work of a backtracking engine", () => {
  test.each([
    ["^[a-z]*$", 1],
    ["^.*a.*$", 2],
    [".*a.*$", 3],
    [".*a.*", 2],
    ["^(?:[a-z]+,)*$", 1],
    ["^(?:a*b?)*$", Infinity],
    ["^(?=.*a.*b)c*$", 2],
  ])("%s: %d", (pattern, want) => {
    const expression = parsePattern(pattern, "u");
    expect(expression && backtrackingDegree(expression)).toBe(want);
  });
});
