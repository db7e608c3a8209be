/**
 * JSON with integers of any size: a bigint if a number would round it, otherwise a number. It needs nothing newer than
 * ES2022.
 */
import type { JsonSyntax } from "../operation.js";

export const exactJson: JsonSyntax = { parse, stringify };

function parse(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!/\d{16}/.test(text)) return value;
  // The mark must not occur in any string of the text, however it is escaped.
  const mark = unusedMark(JSON.stringify(value));
  const marked = text.replaceAll(TOKEN, (token) =>
    INTEGER.test(token) && !Number.isSafeInteger(Number(token)) ? `"${mark}${token}"` : token,
  );
  return JSON.parse(marked, (_, part: unknown) =>
    typeof part === "string" && part.startsWith(mark) ? BigInt(part.slice(mark.length)) : part,
  );
}

/** Matches a string or a number of valid JSON. Digits within a string are part of its token. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const INTEGER = /^-?\d+$/;

function stringify(value: unknown): string {
  let found = false;
  const plain = JSON.stringify(value, function (this: Holder, key, part: unknown) {
    if (typeof this[key] !== "bigint") return part; // the value before a global `BigInt.prototype.toJSON` changed it
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

/** Returns random letters and digits that do not occur in `text` and that an attacker cannot guess. */
function unusedMark(text: string): string {
  let mark: string;
  do mark = `n${Math.random().toString(36).slice(2)}:`;
  while (text.includes(mark));
  return mark;
}
