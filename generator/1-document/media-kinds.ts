/** Classifies media types by name, and schemas of strings by whether they stand for bytes. RFC 9110 §8.3 */
import type { Document, Schema } from "./openapi.ts";
import { resolveSchemaReference } from "./local-references.ts";

export type MediaKind = "json" | "json-lines" | "form" | "multipart" | "event-stream" | "text";

/** Patterns in order of precedence. A media type that matches none of them is binary. */
const KIND_PATTERNS: readonly (readonly [kind: MediaKind, essence: RegExp])[] = [
  ["json", /^[^/]+\/(?:json|(?:[^/]*\+)json)$/],
  ["json-lines", /^application\/(?:x-ndjson|ndjson|jsonl|x-jsonl|jsonlines|x-jsonlines|(?:[^/]*\+)?json-seq)$/],
  ["form", /^application\/x-www-form-urlencoded$/],
  ["multipart", /^multipart\//],
  ["event-stream", /^text\/event-stream$/],
  ["text", /^text\/|^application\/(?:xml|yaml|x-yaml|javascript|graphql|sql|toml)$|\+(?:xml|yaml)$/],
];

/** Returns the kind of a media type. Returns undefined for binary media types and for ranges. */
export function mediaKindOf(mediaType: string): MediaKind | undefined {
  const essence = mediaTypeEssence(mediaType);
  return KIND_PATTERNS.find(([, pattern]) => pattern.test(essence))?.[0];
}

/** Returns the media type without parameters, in lower case. RFC 9110 §8.3.1 */
export function mediaTypeEssence(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

/**
 * Returns true if a value of `schema` can be bytes. That is `format: binary`, or a `contentMediaType` that is not
 * text and has no `contentEncoding`. Alternatives count too, so that a nullable file is binary. OpenAPI 3.2 §4.1.6
 */
export function isBinarySchema(document: Document, schema: Schema): boolean {
  return schemasOfSameInstance(document, schema).some(
    (each) =>
      typeof each === "object" &&
      each.contentEncoding === undefined &&
      (each.format === "binary" || isBinaryMediaType(each.contentMediaType)),
  );
}

function isBinaryMediaType(mediaType: string | undefined): boolean {
  return mediaType !== undefined && !/json|text/.test(mediaKindOf(mediaType) ?? "");
}

/**
 * Returns true if a value of `schema` can be bytes that are encoded as a string: `contentEncoding`, or `format:
 * byte`.
 */
export function isEncodedSchema(document: Document, schema: Schema): boolean {
  return schemasOfSameInstance(document, schema).some(
    (each) => typeof each === "object" && (each.contentEncoding !== undefined || each.format === "byte"),
  );
}

/** Returns the types that schemas of the instance declare. A schema without `type` counts by its other keywords. */
export function possibleTypes(document: Document, schema: Schema): ReadonlySet<string> {
  const types = new Set<string>();
  for (const each of schemasOfSameInstance(document, schema)) {
    if (typeof each === "boolean") continue;
    const { type, properties, additionalProperties, items, prefixItems } = each;
    for (const one of [type ?? []].flat()) types.add(one);
    if (type !== undefined) continue;
    if ((properties ?? additionalProperties) !== undefined) types.add("object");
    if ((items ?? prefixItems) !== undefined) types.add("array");
    const values = each.const === undefined ? (each.enum ?? []) : [each.const];
    for (const value of values) types.add(Array.isArray(value) ? "array" : typeof value);
  }
  return types;
}

/**
 * Returns `schema` and all schemas that apply to the same instance, always or in some cases: through `$ref`,
 * `allOf`, `oneOf` and `anyOf`.
 */
export function schemasOfSameInstance(document: Document, schema: Schema): readonly Schema[] {
  const waiting = new Set([schema]);
  for (const next of waiting) {
    if (typeof next === "boolean") continue;
    const target = next.$ref === undefined ? undefined : resolveSchemaReference(document, next.$ref);
    for (const part of [target?.value ?? true, ...(next.allOf ?? []), ...(next.oneOf ?? []), ...(next.anyOf ?? [])]) {
      waiting.add(part);
    }
  }
  return [...waiting];
}
