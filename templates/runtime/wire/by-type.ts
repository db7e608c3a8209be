/**
 * Bodies of a range such as `application/*`: JSON, text or bytes, by the media type that a body has. RFC 9110 §8.3. A description
 * has a range if its server chooses the format, as Spring does.
 */
import type { DecodeBody, EncodeBody } from "./codec.js";
import { parseJson } from "./content.js";
import { type MediaType, parseMediaType } from "./media-type.js";
import { isStream, readText } from "./read-text.js";
import { encodeScalar } from "./scalars.js";
import type { PlatformBody } from "../platform-types.js";
import type { ContentCodec, ContentSpec } from "./specs.js";
import { WireError } from "./wire-error.js";

/** A content whose codec is known. */
export interface ReadableContent extends ContentSpec {
  readonly codec: Exclude<ContentCodec, "by-type">;
}

/**
 * Returns the content with the codec of a media type. The result differs from the given content only if the description
 * has a range. A body without a media type is text, or bytes where the description permits them.
 */
export function contentOfType(content: ContentSpec, type: MediaType | undefined): ReadableContent {
  const { codec, bytes } = content;
  if (codec !== "by-type") return { ...content, codec };
  const essence = type?.essence ?? "";
  if (isJson(essence)) return { ...content, codec: "json" };
  return { ...content, codec: !bytes || TEXT.test(essence) ? "text" : "binary" };
}

const TEXT = /^text\/|[/+](?:xml|yaml|x-yaml|javascript|graphql|sql|toml)$/;

function isJson(mediaType: string): boolean {
  return /^[^;]*[/+]json *(?:;|$)/i.test(mediaType);
}

/** Decodes a body by its `Content-Type`. */
export const decodeByType: DecodeBody = async (content, source, _errors, _decoders, limit = Infinity) => {
  const { codec, json } = contentOfType(content, parseMediaType(source.headers.get("content-type") ?? ""));
  if (codec === "binary") return source.blob();
  const { text, whole } = await readText(source, limit);
  if (!whole) throw Object.assign(new WireError(`is larger than ${limit} bytes`), { reason: "size" });
  return codec === "text" ? text : parseJson(text, json);
};

/**
 * Encodes a value under the media type that the caller chose, or under a media type of the range: bytes have their own,
 * a string is plain text where the range admits it, and any other value is JSON.
 */
export const encodeByType: EncodeBody = ({ mediaType, json = JSON }, value) => {
  const isRange = mediaType.includes("*");
  if (isBytes(value)) {
    const own = (value instanceof Blob && value.type) || "application/octet-stream";
    return { body: value, contentType: isRange ? own : mediaType };
  }
  const contentType = isRange
    ? isText(value) && mediaType.startsWith("*")
      ? "text/plain"
      : "application/json"
    : mediaType;
  return { body: isText(value) && !isJson(contentType) ? encodeScalar(value) : json.stringify(value), contentType };
};

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isBytes(value: unknown): value is PlatformBody & object {
  return value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value) || isStream(value);
}
