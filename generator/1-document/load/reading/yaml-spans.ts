/**
 * Finds the positions of nodes in YAML or JSON. Uses the flat event list of the YAML parser without building a tree.
 * A lookup moves through the list and skips whole subtrees.
 */
import { EVENT_ID, type Event, SCALAR_STYLE, getScalarValue } from "js-yaml";

/** A range of zero-based character offsets. The end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SpanLocator {
  /**
   * Returns the span of the node at `segments`, or of its nearest ancestor that exists. For an object or an array,
   * returns the span of its key, because the value may be as long as the file.
   */
  find(segments: readonly string[], part: "key" | "value"): Span;
}

/** Event indices of a property's key and value. An item has no key. */
interface ChildSpan {
  readonly key: number | undefined;
  readonly node: number;
}

export class YamlSpans implements SpanLocator {
  readonly #text: string;
  readonly #events: readonly Event[];
  /** For each event, the index of the first event after its subtree. */
  readonly #after: Int32Array;
  /** Event index of the node that each anchor names. */
  readonly #anchors = new Map<string, number>();
  /** Children of each node that was looked up, so that its events are read once. */
  readonly #children = new Map<number, ReadonlyMap<string, ChildSpan>>();

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
    this.#after = new Int32Array(events.length);
    const open: number[] = [];
    events.forEach((event, index) => {
      this.#after[index] = index + 1;
      if (event.type === EVENT_ID.POP) this.#after[open.pop() ?? 0] = index + 1;
      else if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS) open.push(index);
      if ("anchorStart" in event && event.anchorStart >= 0 && event.type !== EVENT_ID.ALIAS) {
        this.#anchors.set(text.slice(event.anchorStart, event.anchorEnd), index);
      }
    });
  }

  find(segments: readonly string[], part: "key" | "value"): Span {
    let found: ChildSpan = { key: undefined, node: 1 }; // event 0 begins the document
    let complete = true;
    for (const segment of segments) {
      const child = this.#child(this.#target(found.node), segment);
      complete = child !== undefined;
      if (!child) break;
      found = child;
    }
    const value = this.#span(found.node);
    const ofKey = found.key === undefined ? undefined : this.#span(found.key);
    return ofKey !== undefined && (part === "key" || !complete || value.start === value.end) ? ofKey : value;
  }

  /** Returns the offset of the first key that is not a string: an array, an object, or an alias for one of them. */
  offsetOfComplexKey(): number | undefined {
    for (const [index, event] of this.#events.entries()) {
      if (event.type !== EVENT_ID.MAPPING) continue;
      const end = this.#next(index) - 1;
      for (let key = index + 1; key < end; key = this.#next(this.#next(key))) {
        if (this.#events[this.#target(key)]?.type !== EVENT_ID.SCALAR) return this.#span(key).start;
      }
    }
    return undefined;
  }

  #span(node: number): Span {
    const event = this.#events[node];
    switch (event?.type) {
      case EVENT_ID.SCALAR: {
        const quote = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
        return { start: event.valueStart - quote, end: event.valueEnd + quote };
      }
      case EVENT_ID.ALIAS:
        return { start: event.anchorStart - 1, end: event.anchorEnd };
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        return { start: event.start, end: event.start };
      default:
        return { start: 0, end: 0 };
    }
  }

  /** Returns the node that an alias refers to, or the node itself if it is not an alias. */
  #target(node: number): number {
    const event = this.#events[node];
    if (event?.type !== EVENT_ID.ALIAS) return node;
    return this.#anchors.get(this.#text.slice(event.anchorStart, event.anchorEnd)) ?? node;
  }

  #child(parent: number, segment: string): ChildSpan | undefined {
    const known = this.#children.get(parent) ?? this.#read(parent);
    this.#children.set(parent, known);
    const found = known.get(segment);
    const merged = found === undefined && this.#events[parent]?.type === EVENT_ID.MAPPING ? known.get("<<") : undefined;
    return merged === undefined ? found : this.#childOfMerged(this.#target(merged.node), segment);
  }

  #read(parent: number): ReadonlyMap<string, ChildSpan> {
    const type = this.#events[parent]?.type;
    const end = this.#next(parent) - 1;
    const children = new Map<string, ChildSpan>();
    if (type === EVENT_ID.SEQUENCE) {
      for (let node = parent + 1; node < end; node = this.#next(node)) {
        children.set(String(children.size), { key: undefined, node });
      }
    } else if (type === EVENT_ID.MAPPING) {
      for (let key = parent + 1; key < end; key = this.#next(this.#next(key))) {
        const name = this.#scalar(key);
        const isNew = name !== undefined && (name === "<<" || !children.has(name));
        if (isNew) children.set(name, { key, node: this.#next(key) });
      }
    }
    return children;
  }

  /** Returns the child of a merged node. The key `<<` takes one mapping or an array of mappings. */
  #childOfMerged(node: number, segment: string): ChildSpan | undefined {
    if (this.#events[node]?.type !== EVENT_ID.SEQUENCE) return this.#child(node, segment);
    const end = this.#next(node) - 1;
    for (let item = node + 1; item < end; item = this.#next(item)) {
      const child = this.#child(this.#target(item), segment);
      if (child) return child;
    }
    return undefined;
  }

  #next(node: number): number {
    return this.#after[node] ?? this.#events.length;
  }

  #scalar(node: number): string | undefined {
    const event = this.#events[node];
    return event?.type === EVENT_ID.SCALAR ? getScalarValue(this.#text, event) : undefined;
  }
}
