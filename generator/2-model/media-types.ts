/** Media types → how their bytes become a value. */
import { essenceOf, isBinary, mediaKindOf } from "../1-document/media-kinds.ts";
import type { Schema } from "../1-document/openapi.ts";
import type { ContentCodec, TextCodec } from "./api.ts";
import { alternativesOf, ANY, isPrimitiveShape } from "./shape-algebra.ts";
import type { ModelSource } from "./source.ts";

export { essenceOf, isBinary } from "../1-document/media-kinds.ts";

/** Ranges that JSON and everything else belong to: the schema says which is meant. */
const OPEN_RANGES: ReadonlySet<string> = new Set(["*/*", "application/*", "*"]);

/** How a body of `mediaType` (parameters and ranges included) with `schema` is read and written. */
export function codecOf(source: ModelSource, mediaType: string, schema: Schema | undefined): ContentCodec {
  if (OPEN_RANGES.has(essenceOf(mediaType))) return codecOfSchema(source, schema);
  return mediaKindOf(mediaType) ?? "binary";
}

/** How a parameter of that media type is read and written: what is neither JSON nor a form is its own text. */
export function textCodecOf(mediaType: string): TextCodec {
  const kind = mediaKindOf(mediaType);
  return kind === "json" || kind === "form" ? kind : "text";
}

/** JSON where there is structure to carry; what may be anything stays bytes, which lose nothing. */
function codecOfSchema(source: ModelSource, schema: Schema | undefined): ContentCodec {
  if (schema === undefined || isBinary(source.document, schema)) return "binary";
  const shape = source.shapeOf(schema);
  if (shape === ANY) return "binary";
  return isPrimitiveShape(shape) && alternativesOf(shape).includes("string") ? "text" : "json";
}
