/** Chooses the codec of a media type. */
import { isDeepStrictEqual } from "node:util";
import { mediaTypeEssence, isBinarySchema, mediaKindOf } from "../1-document/media-kinds.ts";
import type { Schema } from "../1-document/openapi.ts";
import type { ContentCodec, TextCodec } from "./api.ts";
import { alternativesOf, ANY_SHAPE } from "./shape-algebra.ts";
import type { ModelSource } from "./model-source.ts";

/** Ranges that include JSON and other kinds. The schema decides which kind is meant. */
const OPEN_RANGES: ReadonlySet<string> = new Set(["*/*", "application/*", "*"]);

/** Returns the codec of a body or a part. `mediaType` may be a range and have parameters. */
export function contentCodecOf(source: ModelSource, mediaType: string, schema: Schema | undefined): ContentCodec {
  if (OPEN_RANGES.has(mediaTypeEssence(mediaType))) return codecBySchema(source, schema);
  return mediaKindOf(mediaType) ?? "binary";
}

/**
 * Returns the codec of a parameter with a media type. A media type that is neither JSON nor a form is sent as a
 * plain string.
 */
export function parameterContentCodec(mediaType: string): TextCodec {
  const kind = mediaKindOf(mediaType);
  return kind === "json" || kind === "form" ? kind : "text";
}

/**
 * Returns the codec for a range. Bytes and structured values have one form in all media types. A string, and a value
 * without a type, are read by the media type that the body has. RFC 9110 §8.3
 */
function codecBySchema(source: ModelSource, schema: Schema = true): ContentCodec {
  if (isBinarySchema(source.document, schema)) return "binary";
  return admitsString(source, schema) ? "by-type" : "json";
}

/**
 * Returns true for plain text of a value that is not a string, if the same value also has a JSON media type. Servers
 * that list both (ASP.NET) send JSON under `text/plain`, too.
 */
export function isJsonAsText(
  source: ModelSource,
  { mediaType, schema }: DescribedMedia,
  siblings: readonly DescribedMedia[],
): boolean {
  if (mediaTypeEssence(mediaType) !== "text/plain" || schema === undefined) return false;
  if (admitsString(source, schema) || isBinarySchema(source.document, schema)) return false;
  return siblings.some((one) => mediaKindOf(one.mediaType) === "json" && isDeepStrictEqual(one.schema, schema));
}

interface DescribedMedia {
  readonly mediaType: string;
  readonly schema: Schema | undefined;
}

function admitsString(source: ModelSource, schema: Schema): boolean {
  const shapes = alternativesOf(source.shapeOf(schema));
  return shapes.includes("string") || shapes.includes(ANY_SHAPE);
}
