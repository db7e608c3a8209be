/**
 * Turns `pattern` (an ECMA-262 regular expression) into a matcher that no input string can make slow. A backtracking
 * engine, such as that of V8, needs exponential time for some patterns. Therefore a pattern becomes:
 *
 * - a native `RegExp`, if the analysis proves that it needs linear time;
 * - a plan for the engine in `runtime/validation/patterns.ts`, if it is a regular expression in the formal sense;
 * - else a native `RegExp` that rejects long strings (patterns with back references or long lookarounds).
 */
import { planMatching } from "../../1-document/patterns/matching-plan.ts";
import { patternFlags } from "../../1-document/schemas/pattern.ts";
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
  const plan = planMatching(pattern, flags);
  switch (plan.engine) {
    case "native":
      return native;
    case "linear":
      return code`/* @__PURE__ */ ${use("linearMatcher")}(${literal(matcherPlan(plan.expression))}, ${literal(flags)})`;
    case "short":
      return code`/* @__PURE__ */ ${use("shortMatcher")}(${native}, ${literal(plan.limit)})`;
    default:
      return plan satisfies never;
  }
}
