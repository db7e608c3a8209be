/**
 * How long an engine that backtracks, as those of browsers and Node do, can take for an expression. Where at every
 * choice the next character tells which way to go, it never goes back: linear time, whatever the text. Where loops
 * follow each other, each can multiply the work by the length of the text; within each other, they can do worse.
 */
import { areDisjoint, type CharacterSet, NONE, union } from "./sets.ts";
import type { Expression } from "./syntax.ts";

/** What is long for a match that may begin anywhere. */
const LONG = 100;

/** The work grows with the length of the text to the power of this; Infinity: without such a bound. */
export function degreeOf(expression: Expression): number {
  const needed = withoutTail(expression);
  return degreeAt(needed) + (isAnchored(needed) || longest(needed) <= LONG ? 0 : 1);
}

/** What can be left out at the end of a match decides nothing: `a*b*` matches whatever `` matches, `ab+` as `ab`. */
export function withoutTail(expression: Expression): Expression {
  switch (expression.kind) {
    case "repeat":
      return expression.min === 0 ? EMPTY : { ...expression, max: expression.min };
    case "sequence": {
      const last = expression.parts.at(-1);
      if (last === undefined) return expression;
      const others = { kind: "sequence", parts: expression.parts.slice(0, -1) } as const;
      const needed = withoutTail(last);
      return isEmpty(needed) ? withoutTail(others) : { kind: "sequence", parts: [...others.parts, needed] };
    }
    default:
      return expression;
  }
}

const EMPTY: Expression = { kind: "sequence", parts: [] };

function isEmpty(expression: Expression): boolean {
  return expression.kind === "sequence" && expression.parts.length === 0;
}

/** The same for a match that begins where it must. */
function degreeAt(expression: Expression): number {
  const own = analyse(expression, NONE).isDetermined ? 1 : loopsIn(expression);
  const looks = looksIn(expression).map(({ of, isRepeated }) => degreeAt(of) + (isRepeated ? 1 : 0));
  return Math.max(own, ...looks);
}

interface Analysis {
  /** The characters that a match can begin with. */
  readonly first: CharacterSet;
  /** Whether the empty text matches. */
  readonly isNullable: boolean;
  readonly isDetermined: boolean;
}

/** `follow`: the characters that can come after a match of the expression. */
function analyse(expression: Expression, follow: CharacterSet): Analysis {
  switch (expression.kind) {
    case "start":
    case "end":
    case "look":
      return { first: NONE, isNullable: true, isDetermined: true };
    case "character":
      return { first: expression.set, isNullable: false, isDetermined: true };
    case "sequence":
      return analyseSequence(expression.parts, follow);
    case "choice":
      return analyseChoice(expression.options, follow);
    case "repeat":
      return analyseRepeat(expression, follow);
    default:
      return expression satisfies never;
  }
}

function analyseSequence(parts: readonly Expression[], follow: CharacterSet): Analysis {
  let result: Analysis = { first: NONE, isNullable: true, isDetermined: true };
  for (const part of parts.toReversed()) {
    const after = result.isNullable ? union([result.first, follow]) : result.first;
    const analysis = analyse(part, after);
    result = {
      first: analysis.isNullable ? union([analysis.first, result.first]) : analysis.first,
      isNullable: analysis.isNullable && result.isNullable,
      isDetermined: analysis.isDetermined && result.isDetermined,
    };
  }
  return result;
}

function analyseChoice(options: readonly Expression[], follow: CharacterSet): Analysis {
  const analyses = options.map((option) => analyse(option, follow));
  const isNullable = analyses.some((analysis) => analysis.isNullable);
  // an option that can be empty may be taken whenever what follows comes
  const ways = analyses.map(({ first, isNullable: mayBeEmpty }) => (mayBeEmpty ? union([first, follow]) : first));
  return {
    first: union(analyses.map(({ first }) => first)),
    isNullable,
    isDetermined:
      analyses.every(({ isDetermined }) => isDetermined) &&
      analyses.filter((analysis) => analysis.isNullable).length <= 1 &&
      ways.every((way, index) => ways.slice(index + 1).every((other) => areDisjoint(way, other))),
  };
}

function analyseRepeat(
  { of, min, max }: Extract<Expression, { readonly kind: "repeat" }>,
  follow: CharacterSet,
): Analysis {
  const { first } = analyse(of, NONE);
  const inner = analyse(of, max > 1 ? union([first, follow]) : follow);
  const isFixed = min === max;
  return {
    first,
    isNullable: inner.isNullable || min === 0,
    isDetermined: inner.isDetermined && !(inner.isNullable && max > 1) && (isFixed || areDisjoint(first, follow)),
  };
}

/** Whether a match can only begin at the start of the text. */
function isAnchored(expression: Expression): boolean {
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

/** The number of characters in the longest match. */
function longest(expression: Expression): number {
  switch (expression.kind) {
    case "character":
      return 1;
    case "sequence":
      return expression.parts.reduce((sum, part) => sum + longest(part), 0);
    case "choice":
      return Math.max(...expression.options.map(longest));
    case "repeat":
      return expression.max === 0 ? 0 : longest(expression.of) * expression.max;
    default:
      return 0;
  }
}

/** How many loops follow each other at most; Infinity where one whose way is open stands in another. */
function loopsIn(expression: Expression): number {
  switch (expression.kind) {
    case "sequence":
      return expression.parts.reduce((sum, part) => sum + loopsIn(part), 0);
    case "choice":
      return Math.max(...expression.options.map(loopsIn));
    case "repeat": {
      if (expression.max <= 1) return loopsIn(expression.of);
      return analyse({ ...expression, min: 0, max: Infinity }, NONE).isDetermined ? 1 : Infinity;
    }
    default:
      return 0;
  }
}

/** What is looked at ahead or behind, and whether that happens in a loop. */
function looksIn(
  expression: Expression,
  isRepeated = false,
): readonly { readonly of: Expression; readonly isRepeated: boolean }[] {
  switch (expression.kind) {
    case "sequence":
      return expression.parts.flatMap((part) => looksIn(part, isRepeated));
    case "choice":
      return expression.options.flatMap((option) => looksIn(option, isRepeated));
    case "repeat":
      return looksIn(expression.of, isRepeated || expression.max > 1);
    case "look":
      return [{ of: expression.of, isRepeated }];
    default:
      return [];
  }
}
