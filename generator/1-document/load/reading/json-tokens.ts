/** Finds the ends of tokens in valid JSON (RFC 8259). All offsets are in characters. */

/** Returns the offset after the string that begins at `start`. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

/** Returns the offset of the first character at or after `start` that is not whitespace. */
export function skipWhitespace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

/** The minimum length of an object or an array, in characters, to cache its end. */
const LONG_VALUE = 1_000;

/**
 * Returns the offset after the value that begins at `start`. `ends` caches the ends of long objects and arrays by
 * the offset at which they begin.
 */
export function endOfValue(text: string, start: number, ends: Map<number, number>): number {
  if (text[start] === '"') return endOfString(text, start);
  if (text[start] !== "{" && text[start] !== "[") return endOfLiteral(text, start);
  const open: number[] = [];
  const token = /["[\]{}]/g; // a regular expression skips other characters faster than a loop
  for (token.lastIndex = start; token.test(text);) {
    const at = token.lastIndex - 1;
    if (text[at] === '"') token.lastIndex = endOfString(text, at);
    else if (ends.has(at)) token.lastIndex = ends.get(at) ?? 0;
    else if (text[at] === "{" || text[at] === "[") open.push(at);
    else {
      const began = open.pop() ?? start;
      if (at - began >= LONG_VALUE) ends.set(began, at + 1);
    }
    if (open.length === 0) return token.lastIndex;
  }
  return text.length;
}

/** Returns the offset after a number, `true`, `false` or `null`. */
function endOfLiteral(text: string, start: number): number {
  let at = start;
  while (at < text.length && !LITERAL_ENDS.has(text.charCodeAt(at))) at += 1;
  return at;
}

const LITERAL_ENDS: ReadonlySet<number> = new Set(Array.from(" \t\r\n,]}", (character) => character.charCodeAt(0)));

/** Returns true if an odd number of backslashes precedes `index`. */
function isEscaped(text: string, index: number): boolean {
  let before = index - 1;
  while (text.charCodeAt(before) === 0x5c) before -= 1;
  return (index - before) % 2 === 0;
}
