/** The oracle's rules for media types: format of a body, and matching of ranges. RFC 9110 §8.3, OpenAPI 3.2 §4.14 */
import type { Document, Schema } from "../../1-document/openapi.ts";
import type { ContentKind, DescribedEncoding } from "./described-operation.ts";
import { conjoinedSchemas, someAlternative, declaredTypes } from "./described-schemas.ts";

/** Returns a media type without its parameters, in lower case. */
export function mediaTypeEssence(mediaType: string): string {
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

/**
 * Returns the format of a body. A range such as `application/*` includes JSON and bytes, so its schema decides.
 */
export function contentKindOf(document: Document, mediaType: string, schema: Schema): ContentKind {
  const essence = mediaTypeEssence(mediaType);
  if (!["*/*", "application/*", "*"].includes(essence)) {
    return KINDS.find(([, pattern]) => pattern.test(essence))?.[0] ?? "binary";
  }
  if (isBinarySchema(document, schema)) return "binary";
  return mayBeString(document, schema) ? "any" : "json";
}

/**
 * Returns true for `text/plain` next to JSON of the same schema, if no string has that schema. ASP.NET lists these
 * media types for every object, and sends JSON for all of them.
 */
export function isJsonInPlainText(
  document: Document,
  content: Readonly<Record<string, { readonly schema?: Schema }>>,
  mediaType: string,
): boolean {
  const schema = content[mediaType]?.schema;
  if (mediaTypeEssence(mediaType) !== "text/plain" || schema === undefined) return false;
  if (mayBeString(document, schema) || isBinarySchema(document, schema)) return false;
  const own = JSON.stringify(schema);
  return Object.entries(content).some(
    ([other, { schema: its }]) => isJsonMediaType(other) && JSON.stringify(its) === own,
  );
}

/** Returns true for `application/json`, and for media types with the suffix `+json`. RFC 6839 §3.1 */
export function isJsonMediaType(mediaType: string): boolean {
  return /[/+]json$/.test(mediaTypeEssence(mediaType));
}

/** Returns true if an instance can be a string. A schema without any type admits strings, too. */
function mayBeString(document: Document, schema: Schema): boolean {
  const types = possibleTypes(document, schema);
  return types.length === 0 || types.includes("string");
}

/** Returns the format of a body in a range by its `Content-Type`. RFC 9110 §8.3 */
export function kindInRange(contentType: string): "json" | "text" | "binary" {
  if (isJsonMediaType(contentType)) return "json";
  return /^text\/|[/+](?:xml|yaml)$/.test(mediaTypeEssence(contentType)) ? "text" : "binary";
}

/** Keywords that describe objects, if there is no `type`. */
const OBJECT_KEYWORDS = ["properties", "patternProperties", "additionalProperties", "unevaluatedProperties"] as const;
const ARRAY_KEYWORDS = ["items", "prefixItems", "unevaluatedItems"] as const;

/** Returns all JSON Schema types that an instance can have, as far as `schema` and its alternatives name them. */
export function possibleTypes(document: Document, schema: Schema): readonly string[] {
  const types = new Set<string>();
  someAlternative(document, schema, (one) => {
    const named = declaredTypes(one);
    for (const type of named) types.add(type);
    if (named.length > 0) return false;
    if (OBJECT_KEYWORDS.some((keyword) => one[keyword] !== undefined)) types.add("object");
    if (ARRAY_KEYWORDS.some((keyword) => one[keyword] !== undefined)) types.add("array");
    return false;
  });
  return [...types];
}

/**
 * Returns true if an instance is raw bytes: `format: binary`, or a `contentMediaType` that is not text. An instance
 * with `contentEncoding` is a string. OpenAPI 3.2 §4.1.6
 */
function isBinarySchema(document: Document, schema: Schema): boolean {
  return someAlternative(document, schema, ({ format, contentMediaType, contentEncoding }) => {
    if (contentEncoding !== undefined) return false;
    const isText = /json|^text\/|xml|yaml/.test(contentMediaType ?? "");
    return format === "binary" || (contentMediaType !== undefined && !isText);
  });
}

/** Returns the binary properties of a multipart form: one file, or an array of files. OpenAPI 3.2 §4.15.1.1 */
export function fileProperties(
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
      conjoinedSchemas(document, one).flatMap(({ items: each }) => (each === undefined ? [] : [each])),
    );
    if (own !== undefined && (own.style !== undefined || own.headers.length > 0 || own.nestedBody !== undefined)) {
      continue;
    }
    if (isFilePart(document, { allOf }, own?.contentType)) files.set(name, "one");
    else if (items.length > 0 && isFilePart(document, { allOf: items }, own?.contentType)) files.set(name, "many");
  }
  return files;
}

/** Returns true if a part is binary, by its schema and its `contentType`. OpenAPI 3.2 §4.15.1.1 */
export function isFilePart(document: Document, schema: Schema, contentType: string | undefined): boolean {
  if (isBinarySchema(document, schema)) return true;
  const isEncoded = someAlternative(document, schema, ({ contentEncoding, format }) => {
    return contentEncoding !== undefined || format === "byte";
  });
  const types = possibleTypes(document, schema);
  if (isEncoded || types.includes("object") || types.includes("array")) return false;
  if (contentType === undefined) return types.length === 0;
  return /^(?:binary|any)$/.test(contentKindOf(document, contentType.split(",")[0] ?? "", true));
}

/** Returns the most specific content that matches a `Content-Type` header value. OpenAPI 3.2 §4.13.1 */
export function contentMatching<Content extends { readonly mediaType: string }>(
  contents: readonly Content[],
  given: string,
): Content | undefined {
  const ranked = contents.map((content) => ({ content, rank: matchRank(content.mediaType, given) }));
  return ranked.filter(({ rank }) => rank > 0).toSorted((a, b) => b.rank - a.rank)[0]?.content;
}

/** Returns 0 if `given` is not in `range`. Otherwise, a higher number is a more specific match. */
function matchRank(range: string, given: string): number {
  const [wanted, found] = [mediaTypeEssence(range), mediaTypeEssence(given)];
  if (wanted === found) {
    return mediaTypeParameters(range).every((parameter) => mediaTypeParameters(given).includes(parameter)) ? 1e4 : 0;
  }
  if (!wanted.includes("*")) return 0;
  const pattern = wanted.split("*").map((part) => part.replaceAll(/[.+^$()[\]{}|\\]/g, "\\$&"));
  return wanted === "*" || new RegExp(`^${pattern.join(".*")}$`).test(found) ? wanted.length : 0;
}

/** Returns parameters in lower case, without `charset`: it does not distinguish contents. */
function mediaTypeParameters(mediaType: string): readonly string[] {
  const parts = mediaType.split(";").slice(1);
  return parts
    .map((part) => part.trim().toLowerCase().replaceAll('"', ""))
    .filter((part) => !part.startsWith("charset="));
}

/** Returns a media type that is in a range, such as `image/png` for `image/*`. */
export function concreteMediaType(mediaType: string): string {
  if (!mediaType.includes("*")) return mediaType;
  const essence = mediaTypeEssence(mediaType);
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
