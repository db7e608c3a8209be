/** JSON from strangers: measured before it is parsed, since parsers and validators recurse. */
import type { JsonSyntax } from "../../runtime/operation.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import type { Limits } from "../limits.js";

export type JsonLimits = Pick<Limits, "jsonDepth" | "jsonNodes" | "jsonItems">;

/** Throws a `WireError`, which says nothing of the text: V8's message would quote it. */
export function parseJson(text: string, limits: JsonLimits, json: JsonSyntax = JSON): unknown {
  measure(text, limits);
  let value: unknown;
  try {
    value = json.parse(text);
  } catch {
    throw new WireError("is not valid JSON");
  }
  // an escape can spell the name too
  if (text.includes("__proto__") || text.includes("\\u")) checkParsed(value, limits);
  return value;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** One pass without recursion. What is malformed is left to the parser, which goes no deeper than was counted here. */
function measure(text: string, { jsonDepth, jsonNodes, jsonItems }: JsonLimits): void {
  let depth = 0;
  let nodes = 1;
  const commas = [0]; // by depth; of an object, none that count
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

/** Where the string that begins at `start` has its closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) return at;
    if (unit === BACKSLASH) at++;
  }
  return text.length;
}

/**
 * The same limits for a value that was parsed inside of something else: a parameter, a part of a form. Refuses an own
 * `__proto__` besides, wherever it is: validators look past it, and a copy of the value by assignment would obey it.
 * Throws a `WireError`.
 */
export function checkParsed(value: unknown, { jsonDepth, jsonNodes, jsonItems }: JsonLimits): void {
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
