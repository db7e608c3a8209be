/**
 * Sequential media types, item by item: JSON Lines and NDJSON, RFC 7464's json-seq, and server-sent events
 * (OpenAPI 3.2 §4.14.5, WHATWG HTML §9.2).
 */
import type { Codec } from "./codec.js";
import { parseJson } from "./content.js";
import type { ContentSpec } from "./operation.js";
import { discard } from "./reading.js";
import { WireError } from "./wire-error.js";

export interface ServerSentEvent {
  readonly data: string;
  /** Default: `message`. */
  readonly event?: string;
  readonly id?: string;
  /** Milliseconds to wait before connecting again. */
  readonly retry?: number;
}

const MAX_ITEM = 10 * 1024 * 1024;

export const eventStream: Codec = { name: "event-stream", encode: encodeSequence, decode: decodeBodyOf };
export const jsonLines: Codec = { name: "json-lines", encode: encodeSequence, decode: decodeBodyOf };

async function decodeBodyOf(content: ContentSpec, source: Request | Response): Promise<AsyncGenerator<unknown>> {
  return decodeSequence(content, source.body ?? new Blob().stream());
}

/** Items of an iterable as bytes, pulled one by one as they are wanted. */
export function encodeSequence(content: ContentSpec, items: unknown): ReadableStream<Uint8Array> {
  if (!isIterable(items)) throw new WireError("body must be an iterable of items");
  const encodeItem = content.codec === "event-stream" ? encodeEvent : encodeJsonItem(content.mediaType);
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(encodeItem(value)));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

function encodeJsonItem(mediaType: string): (item: unknown) => string {
  const start = isJsonSeq(mediaType) ? "\x1e" : "";
  return (item) => `${start}${JSON.stringify(item)}\n`;
}

function encodeEvent(item: unknown): string {
  const { data, event, id, retry } = item as ServerSentEvent; // the type of the items that the operation documents
  return Object.entries({ event, id, retry, data })
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => encodeField(name, `${value}`))
    .concat("\n")
    .join("");
}

/** Only data may have several lines; elsewhere a line's end would begin another field. */
function encodeField(name: string, value: string): readonly string[] {
  const lines = value.split(/\r\n|\r|\n/);
  if (lines.length > 1 && name !== "data") throw new WireError(`event has a line break in its ${name}`);
  return lines.map((line) => `${name}: ${line}\n`);
}

/** The counterpart of `encodeSequence`. Breaking out of the loop cancels the body. Throws a `WireError` in the loop. */
export async function* decodeSequence(content: ContentSpec, body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  if (content.codec === "event-stream") yield* decodeEvents(splitText(body, /\r\n|\n|\r(?!$)/));
  else {
    for await (const line of splitText(body, isJsonSeq(content.mediaType) ? "\x1e" : "\n")) {
      if (line.trim() !== "") yield parseJson(line);
    }
  }
}

/** By the WHATWG's rules; a block without data is no event, and one that does not end is none either. */
async function* decodeEvents(lines: AsyncIterable<string>): AsyncGenerator<ServerSentEvent> {
  let event: { data?: string; event?: string; id?: string; retry?: number } = {};
  for await (const line of lines) {
    if (line === "") {
      if (event.data !== undefined) yield { ...event, data: event.data };
      event = {};
      continue;
    }
    const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === "data") event.data = event.data === undefined ? value : `${event.data}\n${value}`;
    if (name === "event") event.event = value;
    if (name === "id" && !value.includes("\0")) event.id = value;
    if (name === "retry" && /^\d+$/.test(value)) event.retry = Number(value);
  }
}

/** A body's text between separators, the last one included. */
async function* splitText(body: ReadableStream<Uint8Array>, separator: RegExp | string): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const pieces = (rest + decoder.decode(value, { stream: !done })).split(separator);
      rest = pieces.pop() ?? "";
      yield* pieces;
      if (done) break;
      if (rest.length > MAX_ITEM) throw new WireError(`has an item longer than ${MAX_ITEM} characters`);
    }
    if (rest !== "") yield rest;
  } finally {
    discard(reader);
  }
}

function isJsonSeq(mediaType: string): boolean {
  return /[/+]json-seq\b/i.test(mediaType);
}

function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
