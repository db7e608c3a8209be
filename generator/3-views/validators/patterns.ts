/** `pattern` (ECMA-262, Unicode) → a regular expression as source. */
import { code, type Code, literal } from "../code.ts";

/** Whether ECMAScript can compile it. The rules complain of those that it cannot. */
export function isLegalPattern(pattern: string): boolean {
  return flagsFor(pattern) !== undefined;
}

/** An expression with the method `test`. */
export function regularExpression(pattern: string): Code {
  const flags = flagsFor(pattern) ?? "";
  return code`/* @__PURE__ */ new RegExp(${literal(pattern)}, ${literal(flags)})`;
}

/** JSON Schema asks for `u`; many descriptions escape what may not be escaped under it (`\-`, `\_`). */
function flagsFor(pattern: string): "u" | "" | undefined {
  return (["u", ""] as const).find((flags) => {
    try {
      return new RegExp(pattern, flags);
    } catch {
      return false;
    }
  });
}
