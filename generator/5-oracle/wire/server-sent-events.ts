/** The oracle's encoder and decoder of server-sent events. WHATWG HTML §9.2 */
import { type Json, type JsonObject, isObject } from "../../1-document/json.ts";
import { parseJson } from "./decode-values.ts";
import { encodeScalar, UnencodableValue } from "./parameter-styles.ts";

const FIELDS = ["event", "id", "retry", "data"] as const;

/**
 * Returns an event with only those fields that a stream can contain. Throws an `UnencodableValue` if `data` is missing,
 * or if a decoder would change a field.
 */
function encodableEvent(item: Json): JsonObject {
  if (!isObject(item) || item["data"] === undefined) throw new UnencodableValue("an event without data");
  const { event = "", id = "", retry = 0, data } = item;
  if (typeof event !== "string" || typeof id !== "string" || /[\r\n\0]|\p{Surrogate}/u.test(event + id)) {
    throw new UnencodableValue("an event name or id with line breaks");
  }
  if (!Number.isSafeInteger(retry) || Number(retry) < 0) {
    throw new UnencodableValue("a retry time that is not an integer");
  }
  if (typeof data === "string" && /\r|\p{Surrogate}/u.test(data)) {
    throw new UnencodableValue("data with carriage returns or lone surrogates");
  }
  return Object.fromEntries(FIELDS.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}

/** Encodes an event. Data that is not a string becomes JSON. Throws an `UnencodableValue`. */
export function encodeServerSentEvent(item: Json): string {
  const lines = Object.entries(encodableEvent(item)).flatMap(([name, value]) => {
    const text = typeof value === "object" ? JSON.stringify(value) : encodeScalar(value);
    return text.split("\n").map((line) => `${name}: ${line}\n`);
  });
  return `${lines.join("")}\n`;
}

/** Returns all events of a complete stream. Their data are strings. WHATWG HTML §9.2.6 */
export function decodeEvents(stream: string): readonly JsonObject[] {
  const events: JsonObject[] = [];
  let event: Record<string, Json> = {};
  for (const line of stream
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .slice(0, -1)) {
    const [, name = "", value = ""] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (line === "" && event["data"] !== undefined) events.push(event);
    if (line === "") event = {};
    if (name === "data") event["data"] = event["data"] === undefined ? value : `${String(event["data"])}\n${value}`;
    if (name === "event" || (name === "id" && !value.includes("\0"))) event[name] = value;
    if (name === "retry" && /^[0-9]+$/.test(value)) event["retry"] = Number(value);
  }
  return events;
}

/** Returns all values that an event can mean: its data as a string and, if it is JSON, as a JSON value. */
export function possibleEvents(event: JsonObject): readonly Json[] {
  const { data } = event;
  const read = typeof data === "string" ? parseJson(data) : undefined;
  return read === undefined ? [event] : [event, { ...event, data: read.value }];
}

/**
 * Returns the items that a stream can contain and that a decoder reads unchanged. `accepts` tells if an item is valid.
 * Data that is valid both as a string and as JSON is ambiguous, so it gets a prefix that is not JSON.
 */
export function unambiguousEvents(items: readonly Json[], accepts: (item: Json) => boolean): readonly JsonObject[] {
  return items.flatMap((item) => {
    try {
      const event = encodableEvent(item);
      const { data = null } = event;
      const text = typeof data === "string" ? data : JSON.stringify(data);
      const [asText, ...asJson] = possibleEvents({ ...event, data: text });
      const isPlain = typeof data === "string" ? !asJson.some(accepts) : !accepts(asText ?? null);
      const settled = isPlain ? event : { ...event, data: `text ${text}` };
      return accepts(settled) ? [settled] : [];
    } catch (error) {
      if (error instanceof UnencodableValue) return [];
      throw error;
    }
  });
}
