/** Media types → how their bytes become a value. */
import type { Document, Schema } from "../1-document/openapi.ts";
import { referredSchema } from "../1-document/references.ts";
import type { ContentCodec } from "./api.ts";
import type { Source } from "./source.ts";

/** In this order; whatever none of them takes is binary. */
const CODECS: readonly (readonly [codec: ContentCodec, essence: RegExp])[] = [
  ["json", /^[^/]+\/(?:json|(?:[^/]*\+)json)$/],
  ["json-lines", /^application\/(?:x-ndjson|ndjson|jsonl|x-jsonl|jsonlines|x-jsonlines|(?:[^/]*\+)?json-seq)$/],
  ["form", /^application\/x-www-form-urlencoded$/],
  ["multipart", /^multipart\//],
  ["event-stream", /^text\/event-stream$/],
  ["text", /^text\/|^application\/(?:xml|yaml|x-yaml|javascript|graphql|sql|toml)$|\+(?:xml|yaml)$/],
];

/** Ranges that JSON and everything else belong to: the schema says which is meant. */
const OPEN_RANGES: ReadonlySet<string> = new Set(["*/*", "application/*", "*"]);

/** How a body of `mediaType` (parameters and ranges included) with `schema` is read and written. */
export function codecOf(source: Source, mediaType: string, schema: Schema | undefined): ContentCodec {
  const essence = essenceOf(mediaType);
  if (OPEN_RANGES.has(essence)) return codecOfSchema(source, schema);
  return CODECS.find(([, pattern]) => pattern.test(essence))?.[0] ?? "binary";
}

/** How a parameter of that media type is read and written: what is neither JSON nor a form is its own text. */
export function textCodecOf(mediaType: string): "json" | "form" | "text" {
  const codec = CODECS.find(([, pattern]) => pattern.test(essenceOf(mediaType)))?.[0];
  return codec === "json" || codec === "form" ? codec : "text";
}

/** JSON where there is structure to carry; what may be anything stays bytes, which lose nothing. */
function codecOfSchema(source: Source, schema: Schema | undefined): ContentCodec {
  if (schema === undefined || isBinary(source.document, schema)) return "binary";
  const shape = source.shapeOf(schema);
  if (shape.kind === "any") return "binary";
  return shape.kind === "primitive" && shape.types.includes("string") ? "text" : "json";
}

/** Without parameters, in lower case. RFC 9110 §8.3.1 */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

/**
 * Whether `schema` stands for bytes: `format: binary`, or a string with a `contentMediaType` that is not text and no
 * `contentEncoding` that would make it text. Alternatives count, so that a nullable file is one. OpenAPI 3.2 §4.1.6
 */
export function isBinary(document: Document, schema: Schema): boolean {
  const waiting = new Set([schema]);
  for (const next of waiting) {
    if (typeof next === "boolean") continue;
    if (next.contentEncoding === undefined && (next.format === "binary" || isBinaryMedia(next.contentMediaType))) {
      return true;
    }
    const target = next.$ref === undefined ? undefined : referredSchema(document, next.$ref);
    for (const part of [target?.value ?? true, ...(next.allOf ?? []), ...(next.oneOf ?? []), ...(next.anyOf ?? [])]) {
      waiting.add(part);
    }
  }
  return false;
}

function isBinaryMedia(mediaType: string | undefined): boolean {
  if (mediaType === undefined) return false;
  return !CODECS.some(([codec, pattern]) => /json|text/.test(codec) && pattern.test(essenceOf(mediaType)));
}
