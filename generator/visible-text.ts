/** Text that shows what it contains: invisible characters and characters that turn text around are escaped. */

/** C1 control characters, separators of lines and paragraphs, bidirectional controls, and the byte order mark. */
const INVISIBLE = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

// oxlint-disable-next-line no-control-regex -- Control characters are replaced here.
const CONTROLS = /(?![\n\t])[\0-\x1f\x7f]/g;

/** Returns text with C0 control characters other than line breaks and tabs replaced. */
export function replaceControls(text: string, replacement: string): string {
  return text.replaceAll(CONTROLS, replacement);
}

/** Returns text with invisible characters as escapes such as `\u202e`. C0 control characters stay. */
export function visibleText(text: string): string {
  return text.replaceAll(INVISIBLE, escapeCharacter);
}

/** Returns indented JSON, ending with a line break. Invisible characters are escaped, which JSON permits in strings. */
export function printJson(value: unknown): string {
  return `${visibleText(JSON.stringify(value, undefined, 2))}\n`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
