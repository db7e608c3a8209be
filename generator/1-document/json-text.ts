/** Where the tokens of a valid JSON text end (RFC 8259). */

const QUOTE = 0x22;
const BRACE = 0x7b;
const BRACE_END = 0x7d;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;

/** The offset behind the string that begins at `start`. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

/** The offset of the first character at or after `start` that is no white space. */
export function skipSpace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

/** The offset behind the value that begins at `start`: a whole object or list, or a scalar. */
export function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length;) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case BRACE:
      case BRACKET:
        depth += 1;
        at += 1;
        continue;
      case BRACE_END:
      case BRACKET_END:
        depth -= 1;
        at += 1;
        break;
      default:
        at = depth === 0 ? endOfWord(text, at) : at + 1; // below, words and commas are passed letter by letter
    }
    if (depth === 0) return at;
  }
  return text.length;
}

/** Of a number, `true`, `false` or `null`. */
function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && !ENDS.has(text.charCodeAt(at))) at += 1;
  return at;
}

const ENDS: ReadonlySet<number> = new Set(Array.from(" \t\r\n,]}", (character) => character.charCodeAt(0)));

/** Whether an odd number of backslashes stands before `index`. */
function isEscaped(text: string, index: number): boolean {
  let before = index - 1;
  while (text.charCodeAt(before) === 0x5c) before -= 1;
  return (index - before) % 2 === 0;
}
