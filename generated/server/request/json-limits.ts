/** Parses JSON within limits. Sizes are checked before parsing, because parsers and validators are recursive. */
import type { JsonSyntax } from "../../runtime/operation.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import type { Limits } from "../limits.js";

export type JsonLimits = Pick<Limits, "jsonDepth" | "jsonNodes" | "jsonItems">;

/** Parses JSON. Throws a `WireError` that does not quote the input, unlike the error of `JSON.parse`. */
export function parseJson(text: string, limits: JsonLimits, json: JsonSyntax = JSON): unknown {
  checkJsonText(text, limits);
  let value: unknown;
  try {
    value = json.parse(withoutByteOrderMark(text));
  } catch {
    throw new WireError("is not valid JSON");
  }
  // a property name can also contain escapes
  if (text.includes("__proto__") || text.includes("\\u")) checkJsonValue(value, limits);
  return value;
}

/** Returns JSON without a byte order mark at its start, which parsers may ignore (RFC 8259 §8.1). */
function withoutByteOrderMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Checks depth and sizes in one pass without recursion. Malformed JSON is left to the parser. Throws a `WireError`. */
function checkJsonText(text: string, { jsonDepth, jsonNodes, jsonItems }: JsonLimits): void {
  let depth = 0;
  let nodes = 1;
  const commas = [0]; // number of commas by depth; negative infinity in objects, whose size has no limit
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        nodes++;
        if (++depth > jsonDepth) throw tooDeep(jsonDepth);
        commas[depth] = text.charCodeAt(at) === OPEN_BRACE ? Number.NEGATIVE_INFINITY : 0;
        break;
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        depth--;
        break;
      case COMMA:
        nodes++;
        commas[depth] = (commas[depth] ?? 0) + 1;
        if ((commas[depth] ?? 0) >= jsonItems) throw tooLong(jsonItems);
    }
    if (nodes > jsonNodes) throw tooMany(jsonNodes);
  }
}

function tooDeep(most: number): WireError {
  return new WireError(`is nested deeper than ${most} levels`);
}

function tooLong(most: number): WireError {
  return new WireError(`has an array of more than ${most} items`);
}

function tooMany(most: number): WireError {
  return new WireError(`has more than ${most} values`);
}

/** Returns the index of the closing quote of the string that begins at `start`, or the length of the input. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) return at;
    if (unit === BACKSLASH) at++;
  }
  return text.length;
}

/**
 * Applies the limits to a parsed value, such as a parameter or a part of a form. Also rejects an own property
 * `__proto__`: validators do not see it, and copying it by assignment would set the prototype. Throws a `WireError`.
 */
export function checkJsonValue(value: unknown, { jsonDepth, jsonNodes, jsonItems }: JsonLimits): void {
  let nodes = 0;
  const visit = (part: unknown, depth: number): void => {
    if (++nodes > jsonNodes) throw tooMany(jsonNodes);
    if (typeof part !== "object" || part === null) return;
    if (depth === jsonDepth) throw tooDeep(jsonDepth);
    if (Array.isArray(part) && part.length > jsonItems) throw tooLong(jsonItems);
    if (Object.hasOwn(part, "__proto__")) throw new WireError("has a property named __proto__");
    for (const inner of Object.values(part)) visit(inner, depth + 1);
  };
  visit(value, 0);
}
