/**
 * Whether JavaScript can compile a `pattern`: with the `u` flag, as JSON Schema asks, or without it, as the older
 * escapes of many descriptions need.
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
