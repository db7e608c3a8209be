/** Bodies by their codec: a value to what `fetch` sends, and what arrives to a value. OpenAPI 3.2 §4.14. */
import { parseJson } from "./content.js";
import { decodeForm, encodeForm } from "./form.js";
import { parseMediaType, pickContent } from "./media-type.js";
import { decodeMultipart, encodeMultipart } from "./multipart.js";
import type { ContentSpec } from "./operation.js";
import { readText } from "./reading.js";
import { scalarToText } from "./scalars.js";
import { decodeSequence, encodeSequence } from "./sequences.js";
import { type InputError, note, WireError } from "./wire-error.js";

export interface EncodedBody {
  readonly body: BodyInit;
  /** Undefined where the platform writes it: that of a multipart body names its boundary. */
  readonly contentType: string | undefined;
}

/**
 * A value as the content that `mediaType` names, or as the first. Throws a `WireError` where there is no such
 * content, or it cannot carry the value.
 */
export function encodeBody(contents: readonly ContentSpec[], value: unknown, mediaType?: string): EncodedBody {
  const content = chooseContent(contents, mediaType);
  return { body: encodeContentOf(content, value), contentType: contentTypeOf(content, value, mediaType) };
}

function encodeContentOf(content: ContentSpec, value: unknown): BodyInit {
  switch (content.codec) {
    case "json":
      return JSON.stringify(value);
    case "form":
      return encodeForm(content, value);
    case "multipart":
      return encodeMultipart(content, value);
    case "text":
      return scalarToText(value);
    case "binary":
      return value as BodyInit; // fetch judges what it can send
    case "event-stream":
    case "json-lines":
      return encodeSequence(content, value);
    default:
      return content.codec satisfies never;
  }
}

function chooseContent(contents: readonly ContentSpec[], mediaType?: string): ContentSpec {
  const type = mediaType === undefined ? undefined : parseMediaType(mediaType);
  const content =
    mediaType === undefined
      ? contents[0]
      : (contents.find((one) => one.mediaType === mediaType) ?? (type && pickContent(contents, type)));
  if (!content) throw new WireError(`body cannot be of type ${mediaType}`);
  return content;
}

/** A range of the description (`image/*`) leaves the choice to the value. */
function contentTypeOf(content: ContentSpec, value: unknown, mediaType = content.mediaType): string | undefined {
  if (content.codec === "multipart") return undefined;
  if (!mediaType.includes("*")) return mediaType;
  return (value instanceof Blob && value.type) || "application/octet-stream";
}

export interface DecodedBody {
  readonly value: unknown;
  /** None: the value is whole. */
  readonly errors: readonly InputError[];
}

/**
 * The counterpart of `encodeBody`. `limit` counts the bytes of what becomes text in memory. Rejects only where the
 * body cannot be read at all.
 */
export async function decodeBody(
  content: ContentSpec,
  source: Request | Response,
  limit: number = Infinity,
): Promise<DecodedBody> {
  const errors: InputError[] = [];
  const value = await decodeContentOf(content, source, { errors, limit }).catch((error) => note(errors, BODY, error));
  return { value, errors };
}

const BODY = { in: "body", name: "" } as const;

async function decodeContentOf(
  content: ContentSpec,
  source: Request | Response,
  { errors, limit }: { readonly errors: InputError[]; readonly limit: number },
): Promise<unknown> {
  switch (content.codec) {
    case "json":
      return parseJson(await readWithin(source, limit));
    case "form":
      return decodeForm(content, await readWithin(source, limit), errors);
    case "multipart":
      return decodeMultipart(content, await readFormData(source), errors);
    case "text":
      return readWithin(source, limit);
    case "binary":
      return source.blob();
    case "event-stream":
    case "json-lines":
      return decodeSequence(content, source.body ?? new ReadableStream({ start: (controller) => controller.close() }));
    default:
      return content.codec satisfies never;
  }
}

async function readWithin(source: Request | Response, limit: number): Promise<string> {
  const { text, whole } = await readText(source, limit);
  if (!whole) throw new WireError(`is larger than ${limit} bytes`);
  return text;
}

async function readFormData(source: Request | Response): Promise<FormData> {
  try {
    return await source.formData();
  } catch {
    throw new WireError("is not valid multipart/form-data");
  }
}
