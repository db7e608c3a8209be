/** Media types by RFC 9110 §8.3: what bytes of one are read as, and which a range means. */
import type { Document, Schema } from "../../1-document/openapi.ts";
import type { ContentKind, DescribedEncoding } from "./description.ts";
import { conjoined, someAlternative, typesOf } from "./described-schemas.ts";

/** Without parameters, in lower case. */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
}

const KINDS: readonly (readonly [ContentKind, RegExp])[] = [
  ["json", /^[^/]+\/(?:[^/]+\+)?json$/],
  ["lines", /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines)$|^application\/(?:[^/]+\+)?json-seq$/],
  ["form", /^application\/x-www-form-urlencoded$/],
  ["multipart", /^multipart\//],
  ["events", /^text\/event-stream$/],
  ["text", /^text\/|\+(?:xml|yaml)$|^application\/(?:xml|yaml|x-yaml|javascript|graphql|sql|toml)$/],
];

/** A range that JSON is in as well is what its schema says. */
export function kindOf(document: Document, mediaType: string, schema: Schema): ContentKind {
  const essence = essenceOf(mediaType);
  if (!["*/*", "application/*", "*"].includes(essence)) {
    return KINDS.find(([, pattern]) => pattern.test(essence))?.[0] ?? "binary";
  }
  if (isBinary(document, schema)) return "binary";
  const types = typesIn(document, schema);
  if (types.length === 0) return "binary";
  return types.every((type) => type === "string" || type === "null" || !/array|object/.test(type)) &&
    types.includes("string")
    ? "text"
    : "json";
}

/** Every type that some alternative names. */
export function typesIn(document: Document, schema: Schema): readonly string[] {
  const types = new Set<string>();
  someAlternative(document, schema, (one) => {
    const named = typesOf(one);
    for (const type of named) types.add(type);
    if (named.length > 0) return false;
    if (one.properties !== undefined || one.additionalProperties !== undefined) types.add("object");
    if (one.items !== undefined || one.prefixItems !== undefined) types.add("array");
    return false;
  });
  return [...types];
}

/** Bytes as they are: `format: binary`, or a media type that is no text, without an encoding. OpenAPI 3.2 §4.1.6 */
export function isBinary(document: Document, schema: Schema): boolean {
  return someAlternative(document, schema, ({ format, contentMediaType, contentEncoding }) => {
    if (contentEncoding !== undefined) return false;
    const isText = /json|^text\/|xml|yaml/.test(contentMediaType ?? "");
    return format === "binary" || (contentMediaType !== undefined && !isText);
  });
}

/** The properties of a multipart form that are bytes, by what is written of them. OpenAPI 3.2 §4.15.1.1 */
export function filesIn(
  document: Document,
  schema: Schema,
  encoding: Readonly<Record<string, DescribedEncoding>>,
): ReadonlyMap<string, "one" | "many"> {
  const properties = new Map<string, Schema[]>();
  someAlternative(document, schema, (one) => {
    for (const [name, property] of Object.entries(one.properties ?? {})) {
      properties.set(name, [...(properties.get(name) ?? []), property]);
    }
    return false;
  });
  const files = new Map<string, "one" | "many">();
  for (const [name, allOf] of properties) {
    const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
    const items = allOf.flatMap((one) =>
      conjoined(document, one).flatMap(({ items: each }) => (each === undefined ? [] : [each])),
    );
    if (own !== undefined && (own.style !== undefined || own.headers.length > 0 || own.within !== undefined)) continue;
    if (isFile(document, { allOf }, own?.contentType)) files.set(name, "one");
    else if (items.length > 0 && isFile(document, { allOf: items }, own?.contentType)) files.set(name, "many");
  }
  return files;
}

/** Whether a part is bytes, by what is written of it. OpenAPI 3.2 §4.15.1.1 */
export function isFile(document: Document, schema: Schema, contentType: string | undefined): boolean {
  if (isBinary(document, schema)) return true;
  const isEncoded = someAlternative(document, schema, ({ contentEncoding, format }) => {
    return contentEncoding !== undefined || format === "byte";
  });
  const types = typesIn(document, schema);
  if (isEncoded || types.includes("object") || types.includes("array")) return false;
  if (contentType === undefined) return types.length === 0;
  return kindOf(document, contentType.split(",")[0] ?? "", true) === "binary";
}

/** The content that `given`, the value of a `Content-Type` header, is of: the most specific one. */
export function contentFor<Content extends { readonly mediaType: string }>(
  contents: readonly Content[],
  given: string,
): Content | undefined {
  const ranked = contents.map((content) => ({ content, rank: rankOf(content.mediaType, given) }));
  return ranked.filter(({ rank }) => rank > 0).toSorted((a, b) => b.rank - a.rank)[0]?.content;
}

function rankOf(range: string, given: string): number {
  const [wanted, found] = [essenceOf(range), essenceOf(given)];
  if (wanted === found) {
    return parametersOf(range).every((parameter) => parametersOf(given).includes(parameter)) ? 1e4 : 0;
  }
  if (!wanted.includes("*")) return 0;
  const pattern = wanted.split("*").map((part) => part.replaceAll(/[.+^$()[\]{}|\\]/g, "\\$&"));
  return wanted === "*" || new RegExp(`^${pattern.join(".*")}$`).test(found) ? wanted.length : 0;
}

function parametersOf(mediaType: string): readonly string[] {
  const parts = mediaType.split(";").slice(1);
  return parts
    .map((part) => part.trim().toLowerCase().replaceAll('"', ""))
    .filter((part) => !part.startsWith("charset="));
}

/** A type in the range of the description: `image/*` as `image/png`. */
export function concrete(mediaType: string): string {
  if (!mediaType.includes("*")) return mediaType;
  const essence = essenceOf(mediaType);
  const known: Readonly<Record<string, string>> = {
    "image/*": "image/png",
    "text/*": "text/plain",
    "audio/*": "audio/mpeg",
  };
  if (Object.hasOwn(known, essence)) return known[essence] ?? essence;
  if (/^application\/\*\+json$/.test(essence)) return "application/vnd.test+json";
  return essence === "*/*" || essence === "*" || essence === "application/*"
    ? "application/octet-stream"
    : essence.replaceAll("*", "x-test");
}
