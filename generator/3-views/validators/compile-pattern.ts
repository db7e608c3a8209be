/**
 * Turns `pattern` (an ECMA-262 regular expression) into a matcher that no input string can make slow. A backtracking
 * engine, such as that of V8, needs exponential time for some patterns. Therefore a pattern becomes:
 *
 * - a native `RegExp`, if the analysis proves that it needs linear time;
 * - a plan for the engine in `runtime/validation/patterns.ts`, if it is a regular expression in the formal sense;
 * - else a native `RegExp` that rejects long strings (patterns with back references or long lookarounds).
 */
import { backtrackingDegree, withoutOptionalTail } from "../../1-document/patterns/backtracking-cost.ts";
import { lengthLimit, patternFlags } from "../../1-document/patterns/length-limit.ts";
import { parsePattern } from "../../1-document/patterns/parse-pattern.ts";
import { code, type Code, literal } from "../code.ts";
import { matcherPlan } from "./patterns/matcher-plan.ts";

/** Returns true if ECMAScript can compile the pattern. A rule reports patterns that it cannot compile. */
export function isValidPattern(pattern: string): boolean {
  return patternFlags(pattern) !== undefined;
}

/** Returns source code of an object with a `test` method. */
export function patternMatcher(pattern: string, use: (helper: string) => Code): Code {
  const flags = patternFlags(pattern) ?? "";
  const native = code`/* @__PURE__ */ new RegExp(${literal(pattern)}, ${literal(flags)})`;
  const limit = lengthLimit(pattern, flags);
  if (limit !== undefined) return code`/* @__PURE__ */ ${use("shortMatcher")}(${native}, ${literal(limit)})`;
  const expression = parsePattern(pattern, flags);
  const isLinear = expression === undefined || backtrackingDegree(expression) <= 1;
  const plan = isLinear ? undefined : matcherPlan(withoutOptionalTail(expression));
  if (plan === undefined) return native;
  return code`/* @__PURE__ */ ${use("linearMatcher")}(${literal(plan)}, ${literal(flags)})`;
}
