/** Media types → how their bytes become a value. */
import { mediaTypeEssence, isBinarySchema, mediaKindOf } from "../1-document/media-kinds.ts";
import type { Schema } from "../1-document/openapi.ts";
import type { ContentCodec, TextCodec } from "./api.ts";
import { alternativesOf, ANY_SHAPE, isPrimitiveShape } from "./shape-algebra.ts";
import type { ModelSource } from "./model-source.ts";

/** Ranges that JSON and everything else belong to: the schema says which is meant. */
const OPEN_RANGES: ReadonlySet<string> = new Set(["*/*", "application/*", "*"]);

/** How a body of `mediaType` (parameters and ranges included) with `schema` is read and written. */
export function contentCodecOf(source: ModelSource, mediaType: string, schema: Schema | undefined): ContentCodec {
  if (OPEN_RANGES.has(mediaTypeEssence(mediaType))) return codecBySchema(source, schema);
  return mediaKindOf(mediaType) ?? "binary";
}

/** How a parameter of that media type is read and written: what is neither JSON nor a form is its own text. */
export function parameterContentCodec(mediaType: string): TextCodec {
  const kind = mediaKindOf(mediaType);
  return kind === "json" || kind === "form" ? kind : "text";
}

/** JSON where there is structure to carry; what may be anything stays bytes, which lose nothing. */
function codecBySchema(source: ModelSource, schema: Schema | undefined): ContentCodec {
  if (schema === undefined || isBinarySchema(source.document, schema)) return "binary";
  const shape = source.shapeOf(schema);
  if (shape === ANY_SHAPE) return "binary";
  return isPrimitiveShape(shape) && alternativesOf(shape).includes("string") ? "text" : "json";
}
