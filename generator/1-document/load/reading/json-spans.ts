/**
 * Finds the positions of nodes in valid JSON. Only the objects and arrays on the requested path are parsed, each
 * once. All other values are skipped.
 */
import { endOfString, endOfValue, skipWhitespace } from "./json-tokens.ts";
import type { SpanLocator, Span } from "./yaml-spans.ts";

/** The position of a property or an item. An item has no key. */
interface JsonChildSpan {
  readonly key: Span | undefined;
  /** Offset of the value in characters. */
  readonly value: number;
}

export class JsonSpans implements SpanLocator {
  readonly #text: string;
  /** Children of an object or an array, by the offset at which it begins. */
  readonly #known = new Map<number, ReadonlyMap<string, JsonChildSpan>>();
  readonly #ends = new Map<number, number>();

  constructor(text: string) {
    this.#text = text;
  }

  find(segments: readonly string[], part: "key" | "value"): Span {
    let found: JsonChildSpan = { key: undefined, value: skipWhitespace(this.#text, 0) };
    let complete = true;
    for (const segment of segments) {
      const child = this.#children(found.value).get(segment);
      complete = child !== undefined;
      if (!child) break;
      found = child;
    }
    const value = this.#span(found.value);
    const isContainer = value.start === value.end;
    return found.key !== undefined && (part === "key" || !complete || isContainer) ? found.key : value;
  }

  /** Returns the span of a value. For an object or an array, returns an empty span at its beginning. */
  #span(start: number): Span {
    const isContainer = this.#text[start] === "{" || this.#text[start] === "[";
    return { start, end: isContainer ? start : endOfValue(this.#text, start, this.#ends) };
  }

  #children(start: number): ReadonlyMap<string, JsonChildSpan> {
    const known = this.#known.get(start) ?? this.#read(start);
    this.#known.set(start, known);
    return known;
  }

  #read(start: number): ReadonlyMap<string, JsonChildSpan> {
    const text = this.#text;
    const isObject = text[start] === "{";
    const children = new Map<string, JsonChildSpan>();
    if (!isObject && text[start] !== "[") return children;
    for (let at = skipWhitespace(text, start + 1); at < text.length && text[at] !== "}" && text[at] !== "]";) {
      const key = isObject ? { start: at, end: endOfString(text, at) } : undefined;
      const value = key === undefined ? at : skipWhitespace(text, skipWhitespace(text, key.end) + 1); // after the colon
      const name = key === undefined ? String(children.size) : String(JSON.parse(text.slice(key.start, key.end)));
      children.set(name, { key, value });
      const end = skipWhitespace(text, endOfValue(text, value, this.#ends));
      at = text[end] === "," ? skipWhitespace(text, end + 1) : end;
    }
    return children;
  }
}
