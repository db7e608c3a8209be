/**
 * Returns true if JavaScript can compile a `pattern`. Accepts it with the `u` flag, which JSON Schema requires, and
 * without it, because many descriptions use older escapes.
 */
export function isRegularExpression(pattern: string): boolean {
  return compilesWithFlags(pattern, "u") || compilesWithFlags(pattern, "");
}

function compilesWithFlags(pattern: string, flags: string): boolean {
  try {
    return new RegExp(pattern, flags) instanceof RegExp;
  } catch {
    return false;
  }
}
