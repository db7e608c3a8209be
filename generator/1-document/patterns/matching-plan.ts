/** Decides how the generated validators match a pattern. */
import { backtrackingDegree, withoutOptionalTail } from "./backtracking-cost.ts";
import { parsePattern, type PatternExpression } from "./parse-pattern.ts";
import { hasProgram } from "./program-length.ts";

/** Approximate limit of matching steps for one string. */
const MAX_MATCH_STEPS = 10_000_000;

/** Maximum string length for patterns whose work can double with every character. */
const MAX_EXPONENTIAL_LENGTH = 22;

export type MatchingPlan =
  /** The engine of JavaScript is fast. */
  | { readonly engine: "native" }
  /** The linear engine has a program for the expression. */
  | { readonly engine: "linear"; readonly expression: PatternExpression }
  /** The engine of JavaScript can be slow. `limit` is the maximum length of a string, in UTF-16 units. */
  | { readonly engine: "short"; readonly limit: number };

/** Returns how a valid pattern is matched. */
export function planMatching(pattern: string, flags: "u" | ""): MatchingPlan {
  const expression = parsePattern(pattern, flags);
  if (expression === undefined) return { engine: "short", limit: MAX_EXPONENTIAL_LENGTH };
  const degree = backtrackingDegree(expression);
  if (degree <= 1) return { engine: "native" };
  const tried = withoutOptionalTail(expression);
  if (hasProgram(tried)) return { engine: "linear", expression: tried };
  const limit = degree === Infinity ? MAX_EXPONENTIAL_LENGTH : Math.floor(MAX_MATCH_STEPS ** (1 / degree));
  return { engine: "short", limit };
}
