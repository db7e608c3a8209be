/** Server-sent events (OpenAPI 3.2 §4.14.5), by the WHATWG's rules (HTML §9.2). */
import type { ContentSpec } from "./specs.js";
import { parseJson } from "./content.js";
import { scalarToText, textToScalar } from "./scalars.js";
import { checkLength, encodeSequence, splitTexts, textsOf } from "./sequences.js";
import { WireError } from "./wire-error.js";

export interface ServerSentEvent {
  readonly data: string;
  /** Default: `message`. */
  readonly event?: string;
  readonly id?: string;
  /** Milliseconds to wait before connecting again. */
  readonly retry?: number;
}

/** An iterable of events as a body. Throws a `WireError` for what is none. */
export function encodeEvents(content: ContentSpec, events: unknown): ReadableStream<Uint8Array> {
  return encodeSequence(events, (event) => encodeEvent(content, event));
}

/** An event without data is none to who receives it: its id and its time to wait count all the same. */
function encodeEvent({ data: kinds = TEXT, json = JSON }: ContentSpec, item: unknown): string {
  if (typeof item !== "object" || item === null) throw new WireError("has an item that is no event");
  const { data, event, id, retry }: { readonly [Name in keyof ServerSentEvent]?: unknown } = item; // no other field travels
  const isJson = typeof data === "object" && kinds.includes("json");
  const fields = Object.entries({ event, id, retry, data: isJson ? json.stringify(data) : data });
  return fields
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => encodeField(name, value))
    .concat("\n")
    .join("");
}

const TEXT = ["string"] as const;

/** Only data may have several lines; elsewhere a line's end would begin another field. */
function encodeField(name: string, value: unknown): readonly string[] {
  const lines = scalarToText(value).split(/\r\n|\r|\n/);
  if (lines.length > 1 && name !== "data") throw new WireError(`has an event with a line break in its ${name}`);
  const [line = ""] = lines;
  // receivers take no notice of these
  const isLost = (name === "id" && line.includes("\0")) || (name === "retry" && !/^\d+$/.test(line));
  if (isLost) throw new WireError(`has an event whose ${name} no receiver reads`);
  return lines.map((each) => `${name}: ${each}\n`);
}

/** The counterpart of `encodeEvents`. Throws a `WireError` in the loop. */
export async function decodeEvents(content: ContentSpec, source: Response): Promise<AsyncGenerator<unknown>> {
  return readEvents(content, source);
}

/** How far the events of an answer have come. */
export interface Progress {
  /** Of the last event that ended, be it without data; empty where it was taken back. */
  lastEventId?: string;
  /** Milliseconds. */
  retry?: number;
}

const progress = new WeakMap<Response, Progress>();

/** By the answer whose body they are; it grows as they are read. */
export function progressOf(response: Response): Readonly<Progress> {
  return progress.get(response) ?? {};
}

/** A block without data is no event, and one that does not end is none either. */
export async function* readEvents(content: ContentSpec, source: Response): AsyncGenerator<unknown> {
  const reached: Progress = {};
  progress.set(source, reached);
  let event: { data?: string; event?: string; id?: string; retry?: number } = {};
  for await (const line of splitTexts(withLineFeeds(textsOf(source)), "\n")) {
    if (line === "") {
      if (event.id !== undefined) reached.lastEventId = event.id;
      if (event.data !== undefined) yield { ...event, data: decodeData(content, event.data) };
      event = {};
      continue;
    }
    const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === "data") {
      event.data = event.data === undefined ? value : `${event.data}\n${value}`;
      checkLength(event.data);
    }
    if (name === "event") event.event = value;
    if (name === "id" && !value.includes("\0")) event.id = value;
    if (name === "retry" && /^\d+$/.test(value)) reached.retry = event.retry = Number(value);
  }
}

/** A line ends with CR LF, LF or CR, at once: whether an LF follows a CR is seen when it does. */
async function* withLineFeeds(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let hasEnded = false;
  for await (const text of texts) {
    if (text === "") continue;
    yield (hasEnded && text.startsWith("\n") ? text.slice(1) : text).replaceAll(/\r\n?/g, "\n");
    hasEnded = text.endsWith("\r");
  }
}

function decodeData({ data: kinds = TEXT, json }: ContentSpec, text: string): unknown {
  const types = kinds.filter((kind) => kind !== "json");
  if (types.length === kinds.length) return textToScalar(text, types);
  try {
    const value = parseJson(text, json);
    if (types.length === 0 || (typeof value === "object" && value !== null)) return value;
  } catch (error) {
    if (types.length === 0) throw error;
  }
  return textToScalar(text, types);
}
