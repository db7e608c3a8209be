/** Server-sent events by the letter of WHATWG HTML §9.2, and by the schema that the description has of one. */
import { type Json, type JsonObject, isObject } from "../../1-document/json.ts";
import { parseJson } from "./wire-values.ts";
import { scalar, Uncarriable } from "./wire-styles.ts";

const FIELDS = ["event", "id", "retry", "data"] as const;

/** An event as a stream can carry it. Throws an `Uncarriable`: there is no data, or a field that no reader would read so. */
export function carriedEvent(item: Json): JsonObject {
  if (!isObject(item) || item["data"] === undefined) throw new Uncarriable("an event without data");
  const { event = "", id = "", retry = 0, data } = item;
  if (typeof event !== "string" || typeof id !== "string" || /[\r\n\0]|\p{Surrogate}/u.test(event + id)) {
    throw new Uncarriable("an event or an id of several lines");
  }
  if (!Number.isSafeInteger(retry) || Number(retry) < 0) throw new Uncarriable("a time to wait that is no number");
  if (typeof data === "string" && /\r|\p{Surrogate}/u.test(data)) throw new Uncarriable("ends of lines as they are");
  return Object.fromEntries(FIELDS.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}

/** Of data that is no text: JSON. Throws an `Uncarriable`. */
export function eventText(item: Json): string {
  const lines = Object.entries(carriedEvent(item)).flatMap(([name, value]) => {
    const text = typeof value === "object" ? JSON.stringify(value) : scalar(value);
    return text.split("\n").map((line) => `${name}: ${line}\n`);
  });
  return `${lines.join("")}\n`;
}

/** Every event of a stream that has ended, its data as the text that it is. */
export function eventsIn(stream: string): readonly JsonObject[] {
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

/** What an event may be meant to be: its data as text, or as the JSON that it is. */
export function eventReadings(event: JsonObject): readonly Json[] {
  const { data } = event;
  const read = typeof data === "string" ? parseJson(data) : undefined;
  return read === undefined ? [event] : [event, { ...event, data: read.value }];
}

/** The items that a stream can carry, with data that has one meaning by their schema; `accepts` is the judge of that. */
export function carriedEvents(items: readonly Json[], accepts: (item: Json) => boolean): readonly JsonObject[] {
  return items.flatMap((item) => {
    try {
      const event = carriedEvent(item);
      const { data = null } = event;
      const text = typeof data === "string" ? data : JSON.stringify(data);
      const [asText, ...asJson] = eventReadings({ ...event, data: text });
      const isPlain = typeof data === "string" ? !asJson.some(accepts) : !accepts(asText ?? null);
      const settled = isPlain ? event : { ...event, data: `text ${text}` };
      return accepts(settled) ? [settled] : [];
    } catch (error) {
      if (error instanceof Uncarriable) return [];
      throw error;
    }
  });
}
