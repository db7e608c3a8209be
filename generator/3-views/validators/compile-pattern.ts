/**
 * Turns `pattern` (an ECMA-262 regular expression) into a matcher that no input string can make slow. A backtracking
 * engine, such as that of V8, needs exponential time for some patterns. Therefore a pattern becomes:
 *
 * - a native `RegExp`, if the analysis proves that it needs linear time;
 * - a plan for the engine in `runtime/validation/patterns.ts`, if it is a regular expression in the formal sense;
 * - else a native `RegExp` that rejects long strings (patterns with back references or long lookarounds).
 */
import { backtrackingDegree, withoutOptionalTail } from "../../1-document/patterns/backtracking-cost.ts";
import { parsePattern } from "../../1-document/patterns/parse-pattern.ts";
import { code, type Code, literal } from "../code.ts";
import { matcherPlan } from "./patterns/matcher-plan.ts";

/** Approximate limit of matching steps for one string. */
const MAX_MATCH_STEPS = 10_000_000;

/** Maximum string length for patterns whose work can double with every character. */
const MAX_EXPONENTIAL_LENGTH = 22;

/** Returns true if ECMAScript can compile the pattern. A rule reports patterns that it cannot compile. */
export function isValidPattern(pattern: string): boolean {
  return patternFlags(pattern) !== undefined;
}

/** Returns source code of an object with a `test` method. */
export function patternMatcher(pattern: string, use: (helper: string) => Code): Code {
  const flags = patternFlags(pattern) ?? "";
  const expression = parsePattern(pattern, flags);
  const degree = expression === undefined ? Infinity : backtrackingDegree(expression);
  const native = code`/* @__PURE__ */ new RegExp(${literal(pattern)}, ${literal(flags)})`;
  if (degree <= 1) return native;
  const plan = expression === undefined ? undefined : matcherPlan(withoutOptionalTail(expression));
  if (plan === undefined) {
    const longest = degree === Infinity ? MAX_EXPONENTIAL_LENGTH : Math.floor(MAX_MATCH_STEPS ** (1 / degree));
    return code`/* @__PURE__ */ ${use("shortMatcher")}(${native}, ${literal(longest)})`;
  }
  return code`/* @__PURE__ */ ${use("linearMatcher")}(${literal(plan)}, ${literal(flags)})`;
}

/** Returns `u`, as JSON Schema asks for, or no flag for patterns with escapes that `u` forbids, such as `\_`. */
function patternFlags(pattern: string): "u" | "" | undefined {
  return (["u", ""] as const).find((flags) => {
    try {
      return new RegExp(pattern, flags);
    } catch {
      return false;
    }
  });
}
