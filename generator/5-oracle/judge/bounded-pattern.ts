/** A `pattern` whose search ends: where it goes back over a text again and again, a deadline stops it. */
import { inTime } from "./time-limit.ts";
import { expressionOf } from "../description/described-schemas.ts";

export class PatternTooSlow extends Error {
  override readonly name = "PatternTooSlow";
}

export interface Pattern {
  /** Throws a `PatternTooSlow`. */
  test(text: string): boolean;
  /** As an expression is written: ajv tells patterns apart by it. */
  toString(): string;
}

/** Shorter texts are searched in no time. */
const SHORT = 25;
/** Milliseconds. */
const DEADLINE = 1_000;

/** Throws a `SyntaxError`, if it is none. */
export function patternOf(pattern: string): Pattern {
  const expression = expressionOf(pattern);
  if ((pattern.match(/[*+{]/g) ?? []).length < 2) return expression; // with one repetition there is little to go back to
  let tooLong = Number.POSITIVE_INFINITY;
  return {
    toString: () => String(expression),
    test(text) {
      if (text.length < SHORT) return expression.test(text);
      const found = text.length < tooLong ? inTime(DEADLINE, () => expression.test(text)) : undefined;
      if (found !== undefined) return found.value;
      tooLong = Math.min(tooLong, text.length);
      throw new PatternTooSlow(`their pattern ${pattern} takes too long`);
    },
  };
}
