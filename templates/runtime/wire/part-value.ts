/**
 * Encoding and decoding of one part of a multipart body. A part with documented headers has the value `{ value, headers
 * }`. OpenAPI 3.2 §4.15.
 */
import type { HeaderSpec, PartSpec } from "./specs.js";
import { codecOf, type Decoders, type Encoders, type TypedBody } from "./codec.js";
import { parseJson } from "./content.js";
import { parseMediaType, pickContent } from "./media-type.js";
import type { PartHeaders, WholePart } from "./part-reader.js";
import { writeParts, type WrittenPart } from "./part-writer.js";
import { isRecord, own } from "./records.js";
import { encodeScalar, decodeScalar } from "./scalars.js";
import { arrayShapeOf, primitivesOf } from "./shapes.js";
import { StreamedFile } from "./streamed-file.js";
import { encodeValue, headerDecoder } from "./values.js";
import { type InputError, WireError } from "./wire-error.js";

/** The codec of a nested multipart body. */
type MultipartCodec = "multipart" | "parts" | "part-stream";

/** Returns value and headers of a part. Throws a `WireError` if a part with headers has another value. */
export function splitValueAndHeaders(
  { headers: specs }: PartSpec,
  given: unknown,
): { readonly value: unknown; readonly headers: unknown } {
  if (!specs) return { value: given, headers: undefined };
  if (given === undefined || given === null) return { value: given, headers: undefined };
  if (!isRecord(given) || !Object.hasOwn(given, "value")) throw new WireError("must be { value, headers }");
  return { value: given["value"], headers: given["headers"] };
}

/**
 * Encodes the headers that are present. Required headers are left to types and validators, as with parameters. Throws a
 * `WireError`.
 */
export function encodePartHeaders(
  { headers: specs = {} }: PartSpec,
  headers: unknown,
  encoders: Encoders,
): readonly (readonly [name: string, value: string])[] {
  return Object.entries(specs).flatMap(([name, spec]) => {
    const pieces = encodeValue("header", { ...spec, name }, own(headers, name), encoders);
    if (pieces.length === 0) return [];
    const text = pieces.join(",");
    if (/[\r\n\0]/.test(text)) throw new WireError(`has a line break in the header "${name}"`);
    return [[name, text] as const];
  });
}

/** Decodes the headers of a part. Throws a `WireError`. */
function decodePartHeaders(specs: Readonly<Record<string, HeaderSpec>>, headers: PartHeaders): Record<string, unknown> {
  const decoded: Record<string, unknown> = Object.create(null);
  for (const [name, spec] of Object.entries(specs)) {
    const text = headers.get(name.toLowerCase());
    if (text !== undefined) decoded[name] = decodeHeader(name, spec, text);
    else if (spec.required) throw new WireError(`needs the header "${name}"`);
  }
  return decoded;
}

function decodeHeader(name: string, spec: HeaderSpec, text: string): unknown {
  try {
    return headerDecoder(spec)(text);
  } catch (error) {
    throw error instanceof WireError ? new WireError(`has a header "${name}" that ${error.message}`) : error;
  }
}

/**
 * Encodes the content of a part: a string, a typed blob, or a nested body with its media type. Throws a `WireError`.
 */
export function encodePart(
  { codec, mediaTypes = [], json = JSON, within }: PartSpec,
  value: unknown,
  encoders: Encoders,
): Pick<WrittenPart, "content" | "type"> {
  if (within) {
    const encoded = codecOf(encoders, within.codec as MultipartCodec)(within, value, encoders);
    const { body, contentType } =
      encoded instanceof FormData ? writeParts(within.mediaType, formDataParts(encoded)) : (encoded as TypedBody); // multipart encoders return one of both
    return {
      content:
        body instanceof Blob
          ? body
          : new StreamedFile(body as ReadableStream<Uint8Array<ArrayBuffer>>, "", contentType),
      type: contentType,
    };
  }
  const type = mediaTypes.find((mediaType) => !mediaType.includes("*"));
  // without a file name: many servers take a part with one for a file
  if (codec === "json") return { content: json.stringify(value), type: type ?? "application/json" };
  if (codec === "binary") return { content: toBlob(value, type) };
  const text = encodeScalar(value);
  const isPlain = type === undefined || type.startsWith("text/plain");
  return isPlain ? { content: text } : { content: text, type };
}

export function formDataParts(form: FormData): readonly WrittenPart[] {
  const parts: WrittenPart[] = [];
  form.forEach((content, name) => parts.push({ name, content })); // the library `dom` alone has no iterator
  return parts;
}

/** Returns a blob. Keeps the type of a blob and the name of a file. */
function toBlob(value: unknown, type = "application/octet-stream"): Blob {
  if (value instanceof StreamedFile) return value;
  if (value instanceof File && value.type === "") return new File([value], value.name, { type });
  if (value instanceof Blob) return value.type === "" ? new Blob([value], { type }) : value;
  if (typeof value === "string" || value instanceof ArrayBuffer) return new Blob([value], { type });
  if (value instanceof Uint8Array) return new Blob([new Uint8Array(value)], { type }); // copied, because it can share its buffer
  throw new WireError("body has a file part that is not a Blob, ArrayBuffer or Uint8Array");
}

/** Decodes a part. Rejects with a `WireError`. */
export async function decodePart(spec: PartSpec, part: WholePart, decoders: Decoders): Promise<unknown> {
  const value = await decodePartContent(spec, part, decoders);
  return spec.headers ? { value, headers: decodePartHeaders(spec.headers, part.headers) } : value;
}

async function decodePartContent(
  { codec = "text", mediaTypes, repeated, shape = "string", json, within }: PartSpec,
  { content, type }: WholePart,
  decoders: Decoders,
): Promise<unknown> {
  if (codec === "binary" && typeof content === "string") throw new WireError("must be a file: a part with a file name");
  checkMediaType(type, codec, mediaTypes);
  if (codec === "binary") return content;
  if (within) {
    const errors: InputError[] = [];
    const source = new Response(content, { headers: { "content-type": type } });
    const value = await codecOf(decoders, within.codec as MultipartCodec)(within, source, errors, decoders);
    for (const { name, message } of errors) throw new WireError(`has a part ${JSON.stringify(name)} that ${message}`);
    return value;
  }
  const text = typeof content === "string" ? content : await content.text();
  if (codec === "json") return parseJson(text.replace(/^\ufeff/, ""), json);
  return decodeScalar(text, primitivesOf((repeated && arrayShapeOf(shape)?.items) || shape));
}

/** Further media types that are accepted, because some clients cannot set the media type of a part. */
const ALSO_ACCEPTED: Readonly<Record<"json" | "text" | "binary" | "multipart", readonly string[]>> = {
  json: ["text/plain", "application/octet-stream"],
  text: ["application/octet-stream"],
  binary: [],
  multipart: [],
};
const DEFAULT_MEDIA_TYPES = {
  json: ["application/json"],
  text: ["text/*"],
  binary: ["*/*"],
  multipart: ["multipart/*"],
};

/** Checks the media type of a part. A missing or invalid media type passes. Throws a `WireError`. */
function checkMediaType(given: string, codec: NonNullable<PartSpec["codec"]>, mediaTypes?: readonly string[]): void {
  const type = parseMediaType(given);
  if (!type) return;
  const wanted = mediaTypes ?? DEFAULT_MEDIA_TYPES[codec];
  const accepted = [...wanted, ...ALSO_ACCEPTED[codec]].map((mediaType) => ({ mediaType }));
  if (!pickContent(accepted, type)) throw new WireError(`must be of type ${wanted.join(" or ")}`);
  const charset = type.parameters.get("charset") ?? "utf-8";
  const isText = codec === "json" || codec === "text";
  if (isText && !/^(?:utf-?8|us-ascii)$/i.test(charset)) throw new WireError("must be in UTF-8");
}
