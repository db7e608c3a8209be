/** Decides for which patterns the generated validators reject long strings. */
import { backtrackingDegree, withoutOptionalTail } from "./backtracking-cost.ts";
import { parsePattern } from "./parse-pattern.ts";
import { hasProgram } from "./program-length.ts";

/** Approximate limit of matching steps for one string. */
const MAX_MATCH_STEPS = 10_000_000;

/** Maximum string length for patterns whose work can double with every character. */
const MAX_EXPONENTIAL_LENGTH = 22;

/**
 * Returns the maximum length of a string that the pattern is tried on, in UTF-16 units, or undefined without limit. A
 * limit is needed for patterns that are slow in the engine of JavaScript and have no program for the linear engine.
 */
export function lengthLimit(pattern: string, flags: "u" | ""): number | undefined {
  const expression = parsePattern(pattern, flags);
  if (expression === undefined) return MAX_EXPONENTIAL_LENGTH;
  const degree = backtrackingDegree(expression);
  if (degree <= 1 || hasProgram(withoutOptionalTail(expression))) return undefined;
  return degree === Infinity ? MAX_EXPONENTIAL_LENGTH : Math.floor(MAX_MATCH_STEPS ** (1 / degree));
}

/** Returns `u`, as JSON Schema asks for, or no flag for patterns with escapes that `u` forbids, such as `\_`. */
export function patternFlags(pattern: string): "u" | "" | undefined {
  return (["u", ""] as const).find((flags) => {
    try {
      return new RegExp(pattern, flags);
    } catch {
      return false;
    }
  });
}
