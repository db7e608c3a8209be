/**
 * JSON whose integers may be larger than a double can hold: those are bigints, all others numbers. A way to read and write
 * it that needs nothing newer than ES2022.
 */
import type { JsonSyntax } from "../operation.js";

export const exactJson: JsonSyntax = { parse, stringify };

function parse(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!/\d{16}/.test(text)) return value;
  // What is written instead must be no string of the text, however it is escaped there.
  const mark = unusedMark(JSON.stringify(value));
  const marked = text.replaceAll(TOKEN, (token) =>
    INTEGER.test(token) && !Number.isSafeInteger(Number(token)) ? `"${mark}${token}"` : token,
  );
  return JSON.parse(marked, (_, part: unknown) =>
    typeof part === "string" && part.startsWith(mark) ? BigInt(part.slice(mark.length)) : part,
  );
}

/** In valid JSON, a string or a number: what stands in strings is part of them. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const INTEGER = /^-?\d+$/;

function stringify(value: unknown): string {
  let found = false;
  const plain = JSON.stringify(value, function (this: Holder, key, part: unknown) {
    if (typeof this[key] !== "bigint") return part; // what it was before a `toJSON` of somebody's, of all bigints
    found = true;
    return 0;
  });
  if (!found) return plain;
  const mark = unusedMark(plain);
  const marked = JSON.stringify(value, function (this: Holder, key, part: unknown) {
    const integer = this[key];
    return typeof integer === "bigint" ? `${mark}${integer}` : part;
  });
  return marked.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
}

type Holder = Readonly<Record<string, unknown>>;

/** Letters and digits that are nowhere in `text`; nobody can have guessed them. */
function unusedMark(text: string): string {
  let mark: string;
  do mark = `n${Math.random().toString(36).slice(2)}:`;
  while (text.includes(mark));
  return mark;
}
