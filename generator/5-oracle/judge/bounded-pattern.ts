/** Regular expressions with a time limit, which stops excessive backtracking. */
import { runWithTimeLimit } from "./time-limit.ts";
import { regExpOfPattern } from "../description/described-schemas.ts";

/** Error for a pattern that exceeds the time limit. */
export class PatternTooSlow extends Error {
  override readonly name = "PatternTooSlow";
}

/** The methods of a regular expression that ajv calls. */
export interface BoundedPattern {
  /** Returns true if the string matches. Throws a `PatternTooSlow`. */
  test(text: string): boolean;
  /** Returns the source of the expression. ajv identifies patterns by it. */
  toString(): string;
}

/** Length of strings below which the time limit is not needed. */
const FAST_LENGTH = 25;
/** Maximum time for one string, in milliseconds. */
const PATTERN_TIMEOUT = 1_000;

/** Returns a pattern with a time limit. Throws a `SyntaxError` if the pattern is invalid. */
export function boundedPattern(pattern: string): BoundedPattern {
  const expression = regExpOfPattern(pattern);
  if ((pattern.match(/[*+{]/g) ?? []).length < 2) return expression; // one quantifier causes little backtracking
  let tooLong = Number.POSITIVE_INFINITY;
  return {
    toString: () => String(expression),
    test(text) {
      if (text.length < FAST_LENGTH) return expression.test(text);
      const found = text.length < tooLong ? runWithTimeLimit(PATTERN_TIMEOUT, () => expression.test(text)) : undefined;
      if (found !== undefined) return found.value;
      tooLong = Math.min(tooLong, text.length);
      throw new PatternTooSlow(`their pattern ${pattern} takes too long`);
    },
  };
}
