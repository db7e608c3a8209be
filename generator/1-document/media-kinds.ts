/** Media types → what their bytes are, by name alone. RFC 9110 §8.3 */
import type { Document, Schema } from "./openapi.ts";
import { resolveSchemaReference } from "./local-references.ts";

export type MediaKind = "json" | "json-lines" | "form" | "multipart" | "event-stream" | "text";

/** In this order; whatever none of them takes is binary. */
const KIND_PATTERNS: readonly (readonly [kind: MediaKind, essence: RegExp])[] = [
  ["json", /^[^/]+\/(?:json|(?:[^/]*\+)json)$/],
  ["json-lines", /^application\/(?:x-ndjson|ndjson|jsonl|x-jsonl|jsonlines|x-jsonlines|(?:[^/]*\+)?json-seq)$/],
  ["form", /^application\/x-www-form-urlencoded$/],
  ["multipart", /^multipart\//],
  ["event-stream", /^text\/event-stream$/],
  ["text", /^text\/|^application\/(?:xml|yaml|x-yaml|javascript|graphql|sql|toml)$|\+(?:xml|yaml)$/],
];

/** Undefined where it is bytes, or a range that could be anything. */
export function mediaKindOf(mediaType: string): MediaKind | undefined {
  const essence = mediaTypeEssence(mediaType);
  return KIND_PATTERNS.find(([, pattern]) => pattern.test(essence))?.[0];
}

/** Without parameters, in lower case. RFC 9110 §8.3.1 */
export function mediaTypeEssence(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

/**
 * Whether `schema` stands for bytes: `format: binary`, or a string with a `contentMediaType` that is not text and no
 * `contentEncoding` that would make it text. Alternatives count, so that a nullable file is one. OpenAPI 3.2 §4.1.6
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

/** Whether a `contentEncoding` makes text of bytes. */
export function isEncodedSchema(document: Document, schema: Schema): boolean {
  return schemasOfSameInstance(document, schema).some(
    (each) => typeof each === "object" && (each.contentEncoding !== undefined || each.format === "byte"),
  );
}

/** The types that some schema of the value names, or implies. */
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

/** `schema`, and all that apply to the same value, always or perhaps: through references, compositions, alternatives. */
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
