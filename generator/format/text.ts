/**
 * Text of a description, safe for a terminal: control characters (escape sequences among them) and marks that turn the
 * direction of writing become spaces.
 */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, " ");
}
