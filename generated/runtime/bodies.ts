/** Bodies by the codec of their content: a value to what `fetch` sends, and what arrives to a value. */
import type { Codec } from "./codec.js";
import { parseMediaType, pickContent } from "./media-type.js";
import type { ContentSpec } from "./operation.js";
import { scalarToText } from "./scalars.js";
import { type InputError, WireError } from "./wire-error.js";

export interface EncodedBody {
  readonly body?: BodyInit;
  /** Absent where the platform writes it: that of a multipart body names its boundary. */
  readonly contentType?: string;
}

export interface Contents {
  readonly contents: readonly ContentSpec[];
  /** Those that the contents need, beside the built-in ones. */
  readonly codecs?: readonly Codec[] | undefined;
}

/**
 * A value as the content that `mediaType` names, or as the first; nothing where there is no value. Throws a
 * `WireError` where there is no such content, or it cannot carry the value.
 */
export function encodeBody({ contents, codecs }: Contents, value: unknown, mediaType?: string): EncodedBody {
  if (value === undefined) return {};
  const content = mediaType === undefined ? contents[0] : findContent(contents, mediaType);
  if (!content) throw new WireError(`body cannot be of type ${mediaType}`);
  const body = encodeContentOf(content, value, codecs);
  if (body instanceof FormData) return { body };
  const type = mediaType ?? content.mediaType;
  // a range of the description (`image/*`) leaves the choice to the value
  const isRange = type.includes("*");
  return { body, contentType: isRange ? (value instanceof Blob && value.type) || "application/octet-stream" : type };
}

function findContent(contents: readonly ContentSpec[], mediaType: string): ContentSpec | undefined {
  const type = parseMediaType(mediaType);
  return contents.find((one) => one.mediaType === mediaType) ?? (type && pickContent(contents, type));
}

function encodeContentOf(content: ContentSpec, value: unknown, codecs: Contents["codecs"]): BodyInit {
  switch (content.codec) {
    case "json":
      return JSON.stringify(value);
    case "text":
      return scalarToText(value);
    case "binary":
      return value as BodyInit; // fetch is the judge of what it can send
    default:
      return codecOf(content, codecs).encode(content, value);
  }
}

function codecOf({ codec }: ContentSpec, codecs: Contents["codecs"] = []): Codec {
  const found = codecs.find(({ name }) => name === codec);
  if (!found) throw new Error(`the operation does not bring the codec "${codec}"`);
  return found;
}

/**
 * The counterpart of `encodeBody`, but for JSON and text, which their readers measure before they parse. Rejects with a
 * `WireError` where the body is malformed, and with another error where it cannot be read.
 */
export async function decodeBody(content: ContentSpec, source: Response, codecs: Contents["codecs"]): Promise<unknown> {
  if (content.codec === "binary") return source.blob();
  const errors: InputError[] = [];
  const value = await codecOf(content, codecs).decode(content, source, errors);
  for (const { name, message } of errors) throw new WireError(`${name} ${message}`);
  return value;
}
