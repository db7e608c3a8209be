/** Bodies by the codec of their content: a value to what `fetch` sends, and what arrives to a value. */
import type { BodySpec, ContentSpec } from "./specs.js";
import { codecOf, type Decoders, type Encoders, type TypedBody } from "./codec.js";
import { parseMediaType, pickContent } from "./media-type.js";
import { scalarToText } from "./scalars.js";
import { type InputError, WireError } from "./wire-error.js";

export interface EncodedBody {
  readonly body?: BodyInit;
  /** Absent where the platform writes it: that of a multipart body names its boundary. */
  readonly contentType?: string;
}

/**
 * A value as the content that `mediaType` names, or as the first; nothing where there is no value. Throws a
 * `WireError` where there is no such content, or it cannot carry the value.
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
  if (!content) throw new WireError(`body cannot be of type ${contentType}`);
  const body = encodeContentOf(content, value, encoders);
  if (typeof body === "object" && "contentType" in body) return body;
  if (body instanceof FormData) return { body };
  const type = contentType ?? content.mediaType;
  // a range of the description (`image/*`) leaves the choice to the value
  const isRange = type.includes("*");
  return { body, contentType: isRange ? (value instanceof Blob && value.type) || "application/octet-stream" : type };
}

/** The content of exactly that media type as the description writes it, or the one that it belongs to. */
export function findContent(contents: readonly ContentSpec[], mediaType: string): ContentSpec | undefined {
  const type = parseMediaType(mediaType);
  return contents.find((one) => one.mediaType === mediaType) ?? (type && pickContent(contents, type));
}

function encodeContentOf(content: ContentSpec, value: unknown, encoders: Encoders): BodyInit | TypedBody {
  switch (content.codec) {
    case "json":
      return (content.json ?? JSON).stringify(value);
    case "text":
      return scalarToText(value);
    case "binary":
      return value as BodyInit; // fetch is the judge of what it can send
    default:
      return codecOf(encoders, content.codec)(content, value, encoders);
  }
}

/**
 * The counterpart of `encodeBody`, but for JSON and text, which their readers measure before they parse. Rejects with a
 * `WireError` where the body is malformed, and with another error where it cannot be read.
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
