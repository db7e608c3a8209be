/** Encoding and decoding of bodies by the codec of their content. */
import type { BodySpec, ContentSpec } from "./specs.js";
import { codecOf, type Decoders, type Encoders, type TypedBody } from "./codec.js";
import { parseMediaType, pickContent } from "./media-type.js";
import { encodeScalar } from "./scalars.js";
import { type InputError, WireError } from "./wire-error.js";
import type { PlatformBody } from "../platform-types.js";

export interface EncodedBody {
  readonly body?: PlatformBody;
  /** Absent if the platform sets it: in multipart bodies it contains the boundary. */
  readonly contentType?: string;
}

/**
 * Encodes a value as the content of that content type, or as the first content. Returns no body for undefined. Throws a
 * `WireError` if there is no such content, or if it cannot carry the value.
 */
export function encodeBody(
  spec: Pick<BodySpec, "contents"> | undefined,
  value: unknown,
  {
    contentType,
    encoders = {},
  }: { readonly contentType?: string | undefined; readonly encoders?: Encoders | undefined },
): EncodedBody {
  if (value === undefined) return {};
  const contents = spec?.contents ?? [];
  const content = contentType === undefined ? contents[0] : findContent(contents, contentType);
  if (!content) throw new WireError(`body cannot have the content type ${contentType}`);
  const type = contentType ?? content.mediaType;
  const body = encodeWithCodec(content, value, encoders, type);
  if (typeof body === "object" && "contentType" in body) return body;
  if (body instanceof FormData) return { body };
  if (!type.includes("*")) return { body, contentType: type };
  // with a range such as `image/*`, the value has the media type
  const own = value instanceof Blob && value.type;
  return { body, contentType: own || (content.sentType ?? "application/octet-stream") };
}

/** Returns the content with exactly that media type, or else the content that it matches. */
export function findContent(contents: readonly ContentSpec[], mediaType: string): ContentSpec | undefined {
  const type = parseMediaType(mediaType);
  return contents.find((one) => one.mediaType === mediaType) ?? (type && pickContent(contents, type));
}

function encodeWithCodec(
  content: ContentSpec,
  value: unknown,
  encoders: Encoders,
  mediaType: string,
): PlatformBody | TypedBody {
  switch (content.codec) {
    case "json":
      return (content.json ?? JSON).stringify(value);
    case "text":
      return encodeScalar(value);
    case "binary":
      return value as PlatformBody; // fetch rejects what it cannot send
    default:
      return codecOf(encoders, content.codec)({ ...content, mediaType }, value, encoders);
  }
}

/**
 * Decodes a body. JSON and text are returned as a `Blob`, because their readers limit and parse them. Rejects with a
 * `WireError` if the body is malformed, and with another error if it cannot be read.
 */
export async function decodeBody(
  content: ContentSpec,
  source: Response,
  decoders: Decoders = {},
  limit?: number,
): Promise<unknown> {
  const { codec } = content;
  if (codec === "binary" || codec === "json" || codec === "text") return source.blob();
  const errors: InputError[] = [];
  const value = await codecOf(decoders, codec)(content, source, errors, decoders, limit);
  for (const { name, message } of errors) throw new WireError(`${name} ${message}`);
  return value;
}
