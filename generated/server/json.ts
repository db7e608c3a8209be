/** JSON from strangers: measured before it is parsed, since parsers and validators recurse. */
import { WireError } from "../runtime/wire-error.js";
import type { Limits } from "./limits.js";

/** Throws a `WireError`, which says nothing of the text: V8's message would quote it. */
export function parseJson(text: string, limits: Pick<Limits, "jsonDepth" | "jsonNodes">): unknown {
  measure(text, limits);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new WireError("is not valid JSON");
  }
  // an escape can spell the name too
  if ((text.includes("__proto__") || text.includes("\\u")) && ownsPrototype(value)) {
    throw new WireError("has a property named __proto__");
  }
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
function measure(text: string, { jsonDepth, jsonNodes }: Pick<Limits, "jsonDepth" | "jsonNodes">): void {
  let depth = 0;
  let nodes = 1;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        nodes++;
        if (++depth > jsonDepth) throw new WireError(`is nested deeper than ${jsonDepth} levels`);
        break;
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        depth--;
        break;
      case COMMA:
        nodes++;
    }
    if (nodes > jsonNodes) throw new WireError(`has more than ${jsonNodes} values`);
  }
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

/** Validators look past an own `__proto__`, and a copy of the value by assignment would obey it. */
export function ownsPrototype(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(ownsPrototype);
}
