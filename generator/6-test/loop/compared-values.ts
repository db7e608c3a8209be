/** JSON as the values that callers and handlers of generated code have, and those as JSON again. */
import { type Json, isObject } from "../../1-document/json.ts";
import type { DescribedContent } from "../../5-oracle/description/description.ts";
import { concrete } from "../../5-oracle/description/described-media.ts";
import { withFiles } from "../cases/part-values.ts";
import { fileOf, formPairs } from "../../5-oracle/wire/wire-body.ts";

/** What a caller passes as `body`, or a handler returns as it: bytes are blobs, sequences are lists. */
export function codeValue(content: DescribedContent, value: Json): unknown {
  switch (content.kind) {
    case "json":
    case "form":
      return value;
    case "lines":
    case "events":
      return list(value);
    case "text":
      return typeof value === "string" ? value : JSON.stringify(value);
    case "binary":
      return new Blob([typeof value === "string" ? value : JSON.stringify(value)], {
        type: concrete(content.mediaType),
      });
    case "multipart":
    case "parts":
    case "part-stream":
      return withFiles(content, value, (text, type, isNamed) =>
        isNamed ? fileOf(text, type) : new Blob([text], { type: fileOf(text, type).type }),
      );
    default:
      return content.kind satisfies never;
  }
}

function list(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

/** Whether a `Date` and a `bigint` are what travels of them, or something that no other value is. */
export type ValueReading = "wire" | "code";

/** As JSON whose members are in order: bytes as text, sequences as lists. Reads what can be read only once. */
export async function comparable(value: unknown, reading: ValueReading = "wire"): Promise<Json> {
  if (value instanceof Blob) return value.text();
  if (value === undefined || value === null) return null;
  if (value instanceof Date) {
    const text = Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
    return reading === "wire" ? text : `Date ${text}`;
  }
  if (typeof value === "bigint") {
    const isExact = reading === "wire" && Number.isSafeInteger(Number(value));
    return isExact ? Number(value) : `${value}n`;
  }
  if (typeof value === "object" && Symbol.asyncIterator in value) {
    const items: Json[] = [];
    try {
      for await (const item of value as AsyncIterable<unknown>) items.push(await comparable(item, reading));
    } catch (error) {
      items.push(`and then: ${String(error)}`); // which no item is
    }
    return items;
  }
  if (Array.isArray(value)) return Promise.all(value.map((item) => comparable(item, reading)));
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    const pairs = await Promise.all(
      entries.map(async ([name, entry]) => [name, await comparable(entry, reading)] as const),
    );
    return Object.fromEntries(pairs.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }
  return typeof value === "number" && value === 0 ? 0 : (value as Json); // a string, a number or a boolean
}

/** A body in one spelling: in forms a number and its text are the same. */
export async function bodyText(content: DescribedContent, value: unknown, reading?: ValueReading): Promise<string> {
  const plain = await comparable(value, reading);
  if (content.kind === "form") return formPairs(content, plain).toSorted().join("&");
  if (content.kind === "multipart") {
    return formPairs({ ...content, encoding: {} }, withEqualLines(plain))
      .toSorted()
      .join("&");
  }
  return typeof plain === "string" ? plain : JSON.stringify(plain);
}

/** Whatever ends a line of a text in a multipart form, CRLF arrives, in the members of a styled part too: HTML §4.10.22.4 */
function withEqualLines(value: Json): Json {
  if (typeof value === "string") return value.replaceAll(/\r\n?/g, "\n");
  if (Array.isArray(value)) return value.map((item: Json) => withEqualLines(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [withEqualLines(name), withEqualLines(entry)]),
  );
}
