/**
 * Returns true if JavaScript can compile and run a `pattern`. Accepts it with the `u` flag, which JSON Schema requires,
 * and without it, because many descriptions use older escapes.
 */
export function isRegularExpression(pattern: string): boolean {
  return patternProblem(pattern) === undefined;
}

/** Returns why JavaScript cannot use a `pattern`, as the end of a sentence about it, or undefined if it can. */
export function patternProblem(pattern: string): string | undefined {
  const flags = patternFlags(pattern);
  if (flags === undefined) return "is not a valid regular expression";
  return pattern.length < LONG_PATTERN || canRun(new RegExp(pattern, flags))
    ? undefined
    : "is too large for JavaScript";
}

/** Length from which a pattern can exceed the limits of an engine, in characters. */
const LONG_PATTERN = 1_000;

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

/** Returns false if the engine rejects the expression at its first test. It compiles strings of both widths apart. */
function canRun(expression: RegExp): boolean {
  try {
    return ["", "\u{10ffff}"].every((text) => typeof expression.test(text) === "boolean");
  } catch {
    return false;
  }
}

/** Returns the beginning of a pattern for a message. */
export function patternExcerpt(pattern: string): string {
  return pattern.length > 80 ? `${pattern.slice(0, 80)}…` : pattern;
}
