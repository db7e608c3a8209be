/** Server-sent events. OpenAPI 3.2 §4.14.5, WHATWG HTML §9.2. */
import type { ContentSpec, DataKind } from "./specs.js";
import { parseJson } from "./content.js";
import { own } from "./records.js";
import { encodeScalar, decodeScalar } from "./scalars.js";
import { encodeSequence, JoinedText, MAX_ITEM, splitAtSeparator, readTextChunks } from "./sequences.js";
import { WireError } from "./wire-error.js";

export interface ServerSentEvent {
  readonly data: string;
  /** The type of the event. Default: `message`. */
  readonly event?: string;
  readonly id?: string;
  /** Milliseconds to wait before the client connects again. */
  readonly retry?: number;
}

/** Encodes an iterable of events as a body. Throws a `WireError` if the value is not iterable. */
export function encodeEvents(content: ContentSpec, events: unknown): ReadableStream<Uint8Array> {
  return encodeSequence(events, (event) => encodeEvent(content, event));
}

/** Encodes an event. Receivers do not dispatch an event without data, but they apply its `id` and `retry`. */
function encodeEvent(content: ContentSpec, item: unknown): string {
  if (typeof item !== "object" || item === null) throw new WireError("has an item that is not an event object");
  const { data, event, id, retry }: { readonly [Name in keyof ServerSentEvent]?: unknown } = item; // other properties are not sent
  const kinds = kindsOf(content, event);
  const isJson = kinds.includes("json") && (typeof data === "object" || (kinds.length === 1 && data !== undefined));
  const { json = JSON } = content;
  const fields = Object.entries({ event, id, retry, data: isJson ? json.stringify(data) : data });
  return fields
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => encodeField(name, value))
    .concat("\n")
    .join("");
}

const TEXT = ["string"] as const;

/** Returns the types of the data of an event. Without a name, it is the event `message`. */
function kindsOf({ data = TEXT, dataByEvent }: ContentSpec, event: unknown = "message"): readonly DataKind[] {
  return own(dataByEvent, String(event)) ?? data;
}

/** Encodes a field. Only `data` can have several lines, because a line break begins the next field. */
function encodeField(name: string, value: unknown): readonly string[] {
  const lines = encodeScalar(value).split(/\r\n|\r|\n/);
  if (lines.length > 1 && name !== "data") throw new WireError(`has an event with a line break in its ${name}`);
  const [line = ""] = lines;
  // receivers ignore these
  const isLost = (name === "id" && line.includes("\0")) || (name === "retry" && !/^\d+$/.test(line));
  if (isLost) throw new WireError(`has an event whose ${name} is invalid: receivers ignore it`);
  return lines.map((each) => `${name}: ${each}\n`);
}

/** Decodes a body as an iterable of events. The iterable throws a `WireError` for an invalid event. */
export async function decodeEvents(content: ContentSpec, source: Response): Promise<AsyncGenerator<unknown>> {
  return readEvents(content, source);
}

/** The state of an event stream. */
export interface EventStreamState {
  /** The id of the last complete event, with or without data. Empty if the server reset it. */
  lastEventId?: string;
  /** Milliseconds to wait before the client connects again. */
  retry?: number;
}

const streamStates = new WeakMap<Response, EventStreamState>();

/** Returns the state of the event stream that is the body of `response`. It changes as events are read. */
export function eventStreamState(response: Response): Readonly<EventStreamState> {
  return streamStates.get(response) ?? {};
}

/**
 * Iterates over events. Drops blocks without data, and a block that is incomplete when the body ends. Throws a
 * `WireError` if more than `MAX_ITEM` bytes arrive without an event. Comments and empty lines count, too.
 */
export async function* readEvents(content: ContentSpec, source: Response): AsyncGenerator<unknown> {
  const reached: EventStreamState = {};
  streamStates.set(source, reached);
  let event: { event?: string; id?: string; retry?: number } = {};
  let data: JoinedText | undefined;
  let bytes = 0; // since the last event
  const check = (length: number) => {
    if (bytes + length > MAX_ITEM) throw new WireError(`has an item longer than ${MAX_ITEM} bytes`);
  };
  for await (const line of splitAtSeparator(withLineFeeds(readTextChunks(source)), "\n", check)) {
    bytes += byteLength(line) + 1;
    check(0);
    if (line === "") {
      if (event.id !== undefined) reached.lastEventId = event.id;
      if (data !== undefined) {
        bytes = 0;
        yield { ...event, data: decodeData(content, event.event, data.take()) };
      }
      event = {};
      data = undefined;
      continue;
    }
    const [, name, value = ""] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? [];
    if (name === "data") {
      data?.add("\n");
      data ??= new JoinedText();
      data.add(value);
    }
    if (name === "event") event.event = value;
    if (name === "id" && !value.includes("\0")) event.id = value;
    if (name === "retry" && /^\d+$/.test(value)) reached.retry = event.retry = Number(value);
  }
}

/** Returns the length of a string in UTF-8. */
function byteLength(text: string): number {
  return /[^\0-\x7f]/.test(text) ? new TextEncoder().encode(text).byteLength : text.length;
}

/**
 * Replaces line ends by LF. A line end can be CR LF, LF or CR. A line is complete at its CR: a following LF is skipped
 * later.
 */
async function* withLineFeeds(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let hasEnded = false;
  for await (const text of texts) {
    if (text === "") continue;
    yield (hasEnded && text.startsWith("\n") ? text.slice(1) : text).replaceAll(/\r\n?/g, "\n");
    hasEnded = text.endsWith("\r");
  }
}

function decodeData(content: ContentSpec, event: string | undefined, text: string): unknown {
  const { json } = content;
  const kinds = kindsOf(content, event);
  const types = kinds.filter((kind) => kind !== "json");
  if (types.length === kinds.length) return decodeScalar(text, types);
  try {
    const value = parseJson(text, json);
    if (types.length === 0 || (typeof value === "object" && value !== null)) return value;
  } catch (error) {
    if (types.length === 0) throw error;
  }
  return decodeScalar(text, types);
}
