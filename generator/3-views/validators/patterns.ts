/**
 * `pattern` (ECMA-262, Unicode) → a test as source, that no text can make slow. A description may hold any
 * expression, and for some of them an engine that backtracks takes longer than anybody lives:
 *
 * - where it provably needs linear time, it is the engine's own;
 * - where the expression is regular, it becomes a plan for our own engine, which never goes back;
 * - the rest (back references, looking further than one character) is the engine's, for texts up to a length that it can bear.
 */
import { code, type Code, literal } from "../code.ts";
import { degreeOf, withoutTail } from "./patterns/complexity.ts";
import { planOf } from "./patterns/plan.ts";
import { parsePattern } from "./patterns/syntax.ts";

/** About as many steps may be gone for one text. */
const BEARABLE = 10_000_000;

/** The longest text where the work may double with every character. */
const SHORT = 22;

/** Whether ECMAScript can compile it. The rules complain of those that it cannot. */
export function isValidPattern(pattern: string): boolean {
  return flagsFor(pattern) !== undefined;
}

/** An expression with the method `test`. */
export function regularExpression(pattern: string, use: (helper: string) => Code): Code {
  const flags = flagsFor(pattern) ?? "";
  const expression = parsePattern(pattern, flags);
  const degree = expression === undefined ? Infinity : degreeOf(expression);
  const native = code`/* @__PURE__ */ new RegExp(${literal(pattern)}, ${literal(flags)})`;
  if (degree <= 1) return native;
  const plan = expression === undefined ? undefined : planOf(withoutTail(expression));
  if (plan === undefined) {
    const longest = degree === Infinity ? SHORT : Math.floor(BEARABLE ** (1 / degree));
    return code`/* @__PURE__ */ ${use("shortMatcher")}(${native}, ${literal(longest)})`;
  }
  return code`/* @__PURE__ */ ${use("linearMatcher")}(${literal(plan)}, ${literal(flags)})`;
}

/** JSON Schema asks for `u`; many descriptions escape what may not be escaped under it, such as `_` and `'`. */
function flagsFor(pattern: string): "u" | "" | undefined {
  return (["u", ""] as const).find((flags) => {
    try {
      return new RegExp(pattern, flags);
    } catch {
      return false;
    }
  });
}
