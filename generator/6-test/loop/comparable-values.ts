/** Converts JSON to the values of callers and handlers, and such values to JSON that can be compared. */
import { type Json, isObject } from "../../1-document/json.ts";
import type { DescribedContent } from "../../5-oracle/description/described-operation.ts";
import { concreteMediaType } from "../../5-oracle/description/described-media.ts";
import { convertFiles } from "../cases/part-values.ts";
import { encodeFile, encodeFormPairs } from "../../5-oracle/wire/encode-body.ts";

/** Returns the body that a caller passes or a handler returns. Bytes are blobs, sequences are arrays. */
export function clientValue(content: DescribedContent, value: Json): unknown {
  switch (content.kind) {
    case "json":
    case "any":
    case "form":
      return value;
    case "lines":
    case "events":
      return arrayOf(value);
    case "text":
      return typeof value === "string" ? value : JSON.stringify(value);
    case "binary":
      return new Blob([typeof value === "string" ? value : JSON.stringify(value)], {
        type: concreteMediaType(content.mediaType),
      });
    case "multipart":
    case "parts":
    case "part-stream":
      return convertFiles(content, value, (text, type, isNamed) =>
        isNamed ? encodeFile(text, type) : new Blob([text], { type: encodeFile(text, type).type }),
      );
    default:
      return content.kind satisfies never;
  }
}

function arrayOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

/** The way to compare a `Date` and a `bigint`: by their encoding, or as values that differ from strings and numbers. */
export type ComparedAs = "wire" | "code";

/** Converts a value to JSON with sorted keys. Bytes become strings, sequences become arrays. Consumes streams. */
export async function toComparableJson(value: unknown, comparedAs: ComparedAs = "wire"): Promise<Json> {
  if (value instanceof Blob) return value.text();
  if (value === undefined || value === null) return null;
  if (value instanceof Date) {
    const text = Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
    return comparedAs === "wire" ? text : `Date ${text}`;
  }
  if (typeof value === "bigint") {
    const isExact = comparedAs === "wire" && Number.isSafeInteger(Number(value));
    return isExact ? Number(value) : `${value}n`;
  }
  if (typeof value === "object" && Symbol.asyncIterator in value) {
    const items: Json[] = [];
    try {
      for await (const item of value as AsyncIterable<unknown>) items.push(await toComparableJson(item, comparedAs));
    } catch (error) {
      items.push(`and then: ${String(error)}`); // differs from every item
    }
    return items;
  }
  if (Array.isArray(value)) return Promise.all(value.map((item) => toComparableJson(item, comparedAs)));
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    const pairs = await Promise.all(
      entries.map(async ([name, entry]) => [name, await toComparableJson(entry, comparedAs)] as const),
    );
    return Object.fromEntries(pairs.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }
  return typeof value === "number" && value === 0 ? 0 : (value as Json); // a string, a number or a boolean
}

/** Returns a body in a normal form. In forms, a number equals its string. */
export async function comparableBody(
  content: DescribedContent,
  value: unknown,
  comparedAs?: ComparedAs,
): Promise<string> {
  const plain = await toComparableJson(value, comparedAs);
  if (content.kind === "form") return encodeFormPairs(content, plain).toSorted().join("&");
  if (content.kind === "multipart") {
    return encodeFormPairs({ ...content, encoding: {} }, withEqualLineBreaks(plain))
      .toSorted()
      .join("&");
  }
  return typeof plain === "string" ? plain : JSON.stringify(plain);
}

/** Replaces all line breaks by LF, since clients may encode each as CRLF in multipart forms. HTML §4.10.22.4 */
function withEqualLineBreaks(value: Json): Json {
  if (typeof value === "string") return value.replaceAll(/\r\n?/g, "\n");
  if (Array.isArray(value)) return value.map((item: Json) => withEqualLineBreaks(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [withEqualLineBreaks(name), withEqualLineBreaks(entry)]),
  );
}
