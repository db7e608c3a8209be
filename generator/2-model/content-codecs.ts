/** Chooses the codec of a media type. */
import { mediaTypeEssence, isBinarySchema, mediaKindOf } from "../1-document/media-kinds.ts";
import type { Schema } from "../1-document/openapi.ts";
import type { ContentCodec, TextCodec } from "./api.ts";
import { alternativesOf, ANY_SHAPE, isPrimitiveShape } from "./shape-algebra.ts";
import type { ModelSource } from "./model-source.ts";

/** Ranges that include JSON and other kinds. The schema decides which kind is meant. */
const OPEN_RANGES: ReadonlySet<string> = new Set(["*/*", "application/*", "*"]);

/** Returns the codec of a body. `mediaType` may be a range and have parameters. */
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
 * Returns the codec for a range by schema: JSON for structured values. A schema without a type stays binary, which
 * loses no information.
 */
function codecBySchema(source: ModelSource, schema: Schema | undefined): ContentCodec {
  if (schema === undefined || isBinarySchema(source.document, schema)) return "binary";
  const shape = source.shapeOf(schema);
  if (shape === ANY_SHAPE) return "binary";
  return isPrimitiveShape(shape) && alternativesOf(shape).includes("string") ? "text" : "json";
}
