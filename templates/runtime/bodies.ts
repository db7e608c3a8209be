/** Bodies by their codec: a value to what `fetch` sends, and what arrives to a value. OpenAPI 3.2 §4.14. */
import { parseJson } from "./content.js";
import { decodeForm, encodeForm } from "./form.js";
import { parseMediaType, pickContent } from "./media-type.js";
import { decodeMultipart, encodeMultipart } from "./multipart.js";
import type { BodySpec, ContentSpec } from "./operation.js";
import { scalarToText } from "./scalars.js";
import { decodeSequence, encodeSequence } from "./sequences.js";
import { collect, type InputError, note, WireError } from "./wire-error.js";

export interface EncodedBody {
  readonly body: BodyInit | undefined;
  /** Undefined where the platform writes it: that of a multipart body names its boundary. */
  readonly contentType: string | undefined;
}

/**
 * A value as the content that `mediaType` names, or as the first; nothing where there is no value. Throws a
 * `WireError` where there is no such content, or it cannot carry the value.
 */
export function encodeBody(spec: BodySpec | undefined, value: unknown, mediaType?: string): EncodedBody {
  if (!spec || value === undefined) return { body: undefined, contentType: undefined };
  const content = chooseContent(spec.contents, mediaType);
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

/** The counterpart of `encodeBody`. Rejects only where the body cannot be read. */
export async function decodeBody(content: ContentSpec, source: Request | Response): Promise<DecodedBody> {
  if (isText(content)) return decodeTextBody(content, await source.text());
  const errors: InputError[] = [];
  const value = await decodeBytes(content, source, errors).catch((error) => note(errors, BODY, error));
  return { value, errors };
}

/** A body of `isText`, once its text is read. */
export function decodeTextBody(content: ContentSpec, text: string): DecodedBody {
  const errors: InputError[] = [];
  const value = collect(errors, BODY, () => {
    if (content.codec === "json") return parseJson(text);
    return content.codec === "form" ? decodeForm(content, text, errors) : text;
  });
  return { value, errors };
}

/** Whether a body is decoded from its whole text, and so held in memory. */
export function isText({ codec }: ContentSpec): boolean {
  return codec === "json" || codec === "form" || codec === "text";
}

const BODY = { in: "body", name: "" } as const;

async function decodeBytes(content: ContentSpec, source: Request | Response, errors: InputError[]): Promise<unknown> {
  switch (content.codec) {
    case "multipart":
      return decodeMultipart(content, await readFormData(source), errors);
    case "event-stream":
    case "json-lines":
      return decodeSequence(content, source.body ?? new Blob().stream());
    default:
      return source.blob();
  }
}

async function readFormData(source: Request | Response): Promise<FormData> {
  try {
    return await source.formData();
  } catch {
    throw new WireError("is not valid multipart/form-data");
  }
}
