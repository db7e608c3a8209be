/**
 * Estimates the worst-case time of a backtracking engine, such as those of browsers and Node.js.
 *
 * If the next character decides every choice (the expression is "determined"), the engine never goes back and needs
 * linear time. Each of several loops in sequence can multiply the work by the length of the string. Nested loops can
 * need exponential time.
 */
import { areAllDisjoint, areDisjoint, type CharacterSet, NO_CHARACTERS, union } from "./character-sets.ts";
import type { PatternExpression } from "./parse-pattern.ts";

/** Longest match that is cheap to try at every position of a string. */
const MAX_UNANCHORED_MATCH = 100;

/** Maximum number of ways through choices and optional parts. Each part can double it, whatever the string length. */
const MAX_WAYS = 1_000;

/** Returns the degree of the polynomial by which work grows with the string length, or Infinity if there is none. */
export function backtrackingDegree(expression: PatternExpression): number {
  const needed = withoutOptionalTail(expression);
  return degreeFromStart(needed) + (isAnchored(needed) || longestMatch(needed) <= MAX_UNANCHORED_MATCH ? 0 : 1);
}

/** Drops optional repetitions at the end, which never decide a match: `ab*` matches the same strings as `a`. */
export function withoutOptionalTail(expression: PatternExpression): PatternExpression {
  if (expression.kind === "repeat") return expression.min === 0 ? EMPTY : { ...expression, max: expression.min };
  if (expression.kind !== "sequence") return expression;
  for (let length = expression.parts.length; length > 0; length -= 1) {
    const needed = withoutOptionalTail(expression.parts[length - 1] ?? EMPTY);
    if (!isEmpty(needed)) return { kind: "sequence", parts: [...expression.parts.slice(0, length - 1), needed] };
  }
  return EMPTY;
}

const EMPTY: PatternExpression = { kind: "sequence", parts: [] };

function isEmpty(expression: PatternExpression): boolean {
  return expression.kind === "sequence" && expression.parts.length === 0;
}

/** Returns the degree for a match that begins at one given position. */
function degreeFromStart(expression: PatternExpression): number {
  const isDetermined = analyze(expression, NO_CHARACTERS).isDetermined;
  const own = isDetermined ? 1 : waysThrough(expression) > MAX_WAYS ? Infinity : loopDepth(expression);
  const looks = lookaroundsIn(expression).map(({ of, isRepeated }) => degreeFromStart(of) + (isRepeated ? 1 : 0));
  return looks.reduce((degree, look) => Math.max(degree, look), own);
}

interface Analysis {
  /** Characters that a match can begin with. */
  readonly first: CharacterSet;
  /** Set if the empty string matches. */
  readonly isNullable: boolean;
  readonly isDetermined: boolean;
}

/** Analyzes an expression. `follow` holds the characters that can come after a match. */
function analyze(expression: PatternExpression, follow: CharacterSet): Analysis {
  switch (expression.kind) {
    case "start":
    case "end":
    case "look":
      return { first: NO_CHARACTERS, isNullable: true, isDetermined: true };
    case "character":
      return { first: expression.set, isNullable: false, isDetermined: true };
    case "sequence":
      return analyzeSequence(expression.parts, follow);
    case "choice":
      return analyzeChoice(expression.options, follow);
    case "repeat":
      return analyzeRepeat(expression, follow);
    default:
      return expression satisfies never;
  }
}

function analyzeSequence(parts: readonly PatternExpression[], follow: CharacterSet): Analysis {
  let result: Analysis = { first: NO_CHARACTERS, isNullable: true, isDetermined: true };
  for (const part of parts.toReversed()) {
    const after = result.isNullable ? union([result.first, follow]) : result.first;
    const analysis = analyze(part, after);
    result = {
      first: analysis.isNullable ? union([analysis.first, result.first]) : analysis.first,
      isNullable: analysis.isNullable && result.isNullable,
      isDetermined: analysis.isDetermined && result.isDetermined,
    };
  }
  return result;
}

function analyzeChoice(options: readonly PatternExpression[], follow: CharacterSet): Analysis {
  const analyses = options.map((option) => analyze(option, follow));
  const isNullable = analyses.some((analysis) => analysis.isNullable);
  // an option that can be empty is also possible if the next character belongs to what follows
  const ways = analyses.map(({ first, isNullable: mayBeEmpty }) => (mayBeEmpty ? union([first, follow]) : first));
  return {
    first: union(analyses.map(({ first }) => first)),
    isNullable,
    isDetermined:
      analyses.every(({ isDetermined }) => isDetermined) &&
      analyses.filter((analysis) => analysis.isNullable).length <= 1 &&
      areAllDisjoint(ways),
  };
}

function analyzeRepeat(
  { of, min, max }: Extract<PatternExpression, { readonly kind: "repeat" }>,
  follow: CharacterSet,
): Analysis {
  const first = firstOf(of);
  const inner = analyze(of, max > 1 ? union([first, follow]) : follow);
  const isFixed = min === max;
  return {
    first,
    isNullable: inner.isNullable || min === 0,
    isDetermined: inner.isDetermined && !(inner.isNullable && max > 1) && (isFixed || areDisjoint(first, follow)),
  };
}

/** First characters by expression: nested repetitions would double the work at each level. */
const knownFirst = new WeakMap<PatternExpression, CharacterSet>();

function firstOf(expression: PatternExpression): CharacterSet {
  const first = knownFirst.get(expression) ?? analyze(expression, NO_CHARACTERS).first;
  knownFirst.set(expression, first);
  return first;
}

/** Returns true if a match can begin only at the start of the string. */
function isAnchored(expression: PatternExpression): boolean {
  switch (expression.kind) {
    case "start":
      return true;
    case "sequence": {
      const first = expression.parts.find(({ kind }) => kind !== "look");
      return first !== undefined && isAnchored(first);
    }
    case "choice":
      return expression.options.every(isAnchored);
    default:
      return false;
  }
}

/** Returns the number of characters of the longest match. */
function longestMatch(expression: PatternExpression): number {
  switch (expression.kind) {
    case "character":
      return 1;
    case "sequence":
      return expression.parts.reduce((sum, part) => sum + longestMatch(part), 0);
    case "choice":
      return expression.options.reduce((longest, option) => Math.max(longest, longestMatch(option)), 0);
    case "repeat":
      return expression.max === 0 ? 0 : longestMatch(expression.of) * expression.max;
    default:
      return 0;
  }
}

/** Returns the number of ways through choices and optional parts. Loops count as one way: `loopDepth` counts them. */
function waysThrough(expression: PatternExpression): number {
  switch (expression.kind) {
    case "sequence":
      return expression.parts.reduce((ways, part) => ways * waysThrough(part), 1);
    case "choice":
      return expression.options.reduce((ways, option) => ways + waysThrough(option), 0);
    case "repeat":
      return expression.max > 1 ? 1 : waysThrough(expression.of) + (expression.min === 0 ? 1 : 0);
    default:
      return 1;
  }
}

/** Returns the maximum number of loops in sequence, or Infinity if an undetermined loop is within another loop. */
function loopDepth(expression: PatternExpression): number {
  switch (expression.kind) {
    case "sequence":
      return expression.parts.reduce((sum, part) => sum + loopDepth(part), 0);
    case "choice":
      return expression.options.reduce((depth, option) => Math.max(depth, loopDepth(option)), 0);
    case "repeat": {
      if (expression.max <= 1) return loopDepth(expression.of);
      return analyze({ ...expression, min: 0, max: Infinity }, NO_CHARACTERS).isDetermined ? 1 : Infinity;
    }
    default:
      return 0;
  }
}

/** Returns the expressions of all lookarounds, and whether each one is within a loop. */
function lookaroundsIn(
  expression: PatternExpression,
  isRepeated = false,
): readonly { readonly of: PatternExpression; readonly isRepeated: boolean }[] {
  switch (expression.kind) {
    case "sequence":
      return expression.parts.flatMap((part) => lookaroundsIn(part, isRepeated));
    case "choice":
      return expression.options.flatMap((option) => lookaroundsIn(option, isRepeated));
    case "repeat":
      return lookaroundsIn(expression.of, isRepeated || expression.max > 1);
    case "look":
      return [{ of: expression.of, isRepeated }];
    default:
      return [];
  }
}
