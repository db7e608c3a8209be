/**
 * Where the nodes of a valid JSON text stand. Only the objects and lists on the way to what is asked for are looked into, each
 * once; all others are stepped over.
 */
import { endOfString, endOfValue, skipSpace } from "./json-text.ts";
import type { Locator, Span } from "./spans.ts";

/** A member, or an item, which has no key. */
interface JsonChildSpan {
  readonly key: Span | undefined;
  /** Offset of the value. */
  readonly value: number;
}

export class JsonSpans implements Locator {
  readonly #text: string;
  /** By the offset of an object or a list, what is in it. */
  readonly #known = new Map<number, ReadonlyMap<string, JsonChildSpan>>();
  readonly #ends = new Map<number, number>();

  constructor(text: string) {
    this.#text = text;
  }

  find(segments: readonly string[], part: "key" | "value"): Span {
    let found: JsonChildSpan = { key: undefined, value: skipSpace(this.#text, 0) };
    let complete = true;
    for (const segment of segments) {
      const child = this.#children(found.value).get(segment);
      complete = child !== undefined;
      if (!child) break;
      found = child;
    }
    const value = this.#span(found.value);
    const isLong = value.start === value.end;
    return found.key !== undefined && (part === "key" || !complete || isLong) ? found.key : value;
  }

  /** Empty where an object or a list begins. */
  #span(start: number): Span {
    const isLong = this.#text[start] === "{" || this.#text[start] === "[";
    return { start, end: isLong ? start : endOfValue(this.#text, start, this.#ends) };
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
    for (let at = skipSpace(text, start + 1); at < text.length && text[at] !== "}" && text[at] !== "]";) {
      const key = isObject ? { start: at, end: endOfString(text, at) } : undefined;
      const value = key === undefined ? at : skipSpace(text, skipSpace(text, key.end) + 1); // past the colon
      const name = key === undefined ? String(children.size) : String(JSON.parse(text.slice(key.start, key.end)));
      children.set(name, { key, value });
      const end = skipSpace(text, endOfValue(text, value, this.#ends));
      at = text[end] === "," ? skipSpace(text, end + 1) : end;
    }
    return children;
  }
}
