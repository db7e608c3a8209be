/** Server-sent events (OpenAPI 3.2 §4.14.5), by the WHATWG's rules (HTML §9.2). */
import type { ContentSpec } from "./operation.js";
import { encodeSequence, splitText } from "./sequences.js";
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
export function encodeEvents(_content: ContentSpec, events: unknown): ReadableStream<Uint8Array> {
  return encodeSequence(events, encodeEvent);
}

function encodeEvent(item: unknown): string {
  if (typeof item !== "object" || item === null) throw new WireError("has an item that is no event");
  const { data, event, id, retry }: Partial<ServerSentEvent> = item; // what is more is not of the format
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

/** The counterpart of `encodeEvents`. Throws a `WireError` in the loop. */
export async function decodeEvents(_content: ContentSpec, source: Response): Promise<AsyncGenerator<ServerSentEvent>> {
  return readEvents(source);
}

/** A block without data is no event, and one that does not end is none either. */
export async function* readEvents(source: Response): AsyncGenerator<ServerSentEvent> {
  const lines = splitText(source, /\r\n|\n|\r(?!$)/);
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
