/**
 * `multipart/form-data`: an object in, `FormData` out, and back. A repeated part is an array, `documents[]` keeps its
 * brackets, JSON parts are typed blobs. A part with a style travels as its query pieces would, without their
 * percent-encoding. OpenAPI 3.2 §4.15.4; there is no place for further headers of a part. The platform makes CRLF of
 * every line break in a text and in a name, as HTML §4.10.21.8 has it: not in JSON, nor in files. Other types of multipart
 * have the same parts, with their names, as §4.14.4.3 has it.
 */
import type { Encoders, TypedBody } from "./codec.js";
import { parseJson } from "./content.js";
import { percentDecode } from "./escapes.js";
import { parseMediaType, pickContent } from "./media-type.js";
import type { ContentSpec, PartSpec, Shape } from "./operation.js";
import { splitPair } from "./query.js";
import { isRecord, own } from "./records.js";
import { scalarToText, textToScalar } from "./scalars.js";
import { chunksOf, toStream } from "./sequences.js";
import { arrayIn, isAbsent, primitives } from "./shapes.js";
import { StreamedFile } from "./streamed-file.js";
import { claims, claimsRest, encodeValue, pairsDecoder } from "./values.js";
import { type InputError, note, WireError } from "./wire-error.js";

interface NamedPart extends PartSpec {
  readonly name: string;
}

/** Parts in a `FormData` are sent as they are. Throws a `WireError`. */
export function encodeMultipart(content: ContentSpec, value: unknown, encoders: Encoders): FormData | TypedBody {
  const parts = value instanceof FormData ? [...value] : partsOf(content, value, encoders);
  const { mediaType } = content;
  if (parts.some(([, item]) => item instanceof StreamedFile)) return streamParts(mediaType, parts);
  if (!isFormData(mediaType)) return joinParts(mediaType, parts);
  if (value instanceof FormData) return value;
  const form = new FormData();
  for (const [name, item] of parts) form.append(name, item);
  return form;
}

/** A range means what most servers read. */
function isFormData(mediaType: string): boolean {
  return /^multipart\/(?:form-data|\*)/i.test(mediaType);
}

function partsOf(content: ContentSpec, value: unknown, encoders: Encoders): readonly EncodedPart[] {
  if (!isRecord(value)) throw new WireError("body must be an object or a FormData");
  const entries = Object.entries(value).map(
    ([name, entry]) => [{ ...(own(content.parts, name) ?? guessPart(entry)), name }, entry] as const,
  );
  // files last, so that a server can look at the fields before it takes in the files
  const ordered = [
    ...entries.filter(([{ codec }]) => codec !== "binary"),
    ...entries.filter(([{ codec }]) => codec === "binary"),
  ];
  return ordered.flatMap(([part, entry]) => encodeParts(part, entry, encoders));
}

type EncodedPart = readonly [name: string, content: string | Blob];

/** The platform's `FormData` would hold every part; these are read one by one, as they are sent. */
function streamParts(mediaType: string, parts: readonly EncodedPart[]): TypedBody {
  const { pieces, contentType } = writeParts(mediaType, parts);
  return { body: toStream(bytesOf(pieces)), contentType };
}

/** The platform writes no other type of multipart than its own. */
function joinParts(mediaType: string, parts: readonly EncodedPart[]): TypedBody {
  const { pieces, contentType } = writeParts(mediaType, parts);
  return { body: new Blob([...pieces]), contentType };
}

interface WrittenParts {
  readonly pieces: readonly (string | Blob)[];
  readonly contentType: string;
}

function writeParts(mediaType: string, parts: readonly EncodedPart[]): WrittenParts {
  const boundary = `part-${crypto.randomUUID()}`;
  const pieces = parts.flatMap(([name, item]) => {
    const file =
      typeof item === "string" ? "" : `; filename="${escapeName(item instanceof File ? item.name : "blob")}"`;
    const type = typeof item === "string" ? "" : `\r\nContent-Type: ${item.type || "application/octet-stream"}`;
    const disposition = `Content-Disposition: form-data; name="${escapeName(name)}"${file}`;
    return [`--${boundary}\r\n${disposition}${type}\r\n\r\n`, item, "\r\n"];
  });
  const type = mediaType.replace(/\*$/, "form-data");
  return { pieces: [...pieces, `--${boundary}--\r\n`], contentType: `${type}; boundary=${boundary}` };
}

async function* bytesOf(pieces: readonly (string | Blob)[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const piece of pieces) {
    if (typeof piece === "string") yield encoder.encode(piece);
    else yield* chunksOf(piece.stream());
  }
}

/** HTML §4.10.21.8: quotes and line breaks, and nothing else. */
function escapeName(name: string): string {
  return name.replaceAll(/["\r\n]/g, encodeURIComponent);
}

function encodeParts(part: NamedPart, value: unknown, encoders: Encoders): readonly EncodedPart[] {
  const { name } = part;
  if (part.style) {
    // nothing is percent-encoded there: no character is reserved, and a comma is a comma
    const pairs = encodeValue("query", { ...part, allowReserved: false }, value, encoders).map(splitPair);
    const isJoined = part.style === "form" && part.explode === false && typeof value === "object";
    if (isJoined && pairs.some(({ raw }) => raw.includes("%2C"))) {
      throw new WireError(`body part "${name}" holds ",", which separates values here`);
    }
    return pairs.map((pair) => [pair.name, percentDecode(pair.raw)]);
  }
  const { codec, shape = "string" } = part;
  const absent = (item: unknown, expected: Shape) => (codec === "json" ? item === undefined : isAbsent(item, expected));
  if (!part.repeated || !Array.isArray(value)) return absent(value, shape) ? [] : [[name, encodePart(part, value)]];
  const items: readonly unknown[] = value;
  return items.map((item) => {
    const isLost = absent(item, arrayIn(shape)?.items ?? shape);
    if (isLost) throw new WireError(`body part "${name}" holds null, which has no text`);
    return [name, encodePart(part, item)];
  });
}

function encodePart({ codec, mediaTypes = [], json = JSON }: PartSpec, value: unknown): string | Blob {
  const type = mediaTypes.find((mediaType) => !mediaType.includes("*"));
  if (codec === "json") return new Blob([json.stringify(value)], { type: type ?? "application/json" });
  if (codec === "binary") return toBlob(value, type);
  const text = scalarToText(value);
  return type === undefined || type.startsWith("text/plain") ? text : new Blob([text], { type });
}

/** A blob's own type and a file's name stay. */
function toBlob(value: unknown, type = "application/octet-stream"): Blob {
  if (value instanceof StreamedFile) return value;
  if (value instanceof File && value.type === "") return new File([value], value.name, { type });
  if (value instanceof Blob) return value.type === "" ? new Blob([value], { type }) : value;
  if (typeof value === "string" || value instanceof ArrayBuffer) return new Blob([value], { type });
  if (value instanceof Uint8Array) return new Blob([new Uint8Array(value)], { type }); // copied: it may be a shared one's
  throw new WireError("body has a file part that is no Blob, ArrayBuffer or Uint8Array");
}

/** Of a property that the description does not name. */
function guessPart(value: unknown): PartSpec {
  if (Array.isArray(value)) return { ...guessPart(value[0]), repeated: true };
  if (isRecord(value)) return { codec: "json" };
  return typeof value === "object" && value !== null ? { codec: "binary" } : {};
}

/** The counterpart of `encodeMultipart`. */
export async function decodeMultipart(content: ContentSpec, source: Response, errors: InputError[]): Promise<unknown> {
  // the platform reads the type that it writes, and all are written alike
  const type = (source.headers.get("content-type") ?? "").replace(/^[^;]+/, "multipart/form-data");
  const form = await new Response(source.body, { headers: { "content-type": type } }).formData().catch(() => {
    throw new WireError("is not valid multipart");
  });
  return readParts(content, form, errors);
}

/** The same of parts that are there already: an object without a prototype, less what `errors` tell of. */
export async function readParts(
  content: ContentSpec,
  form: FormData,
  errors: InputError[],
): Promise<Record<string, unknown>> {
  const decoded: Record<string, unknown> = Object.create(null);
  const parts = Object.entries(content.parts ?? {}).map(([name, part]): NamedPart => ({ ...part, name }));
  const isRest = (key: string) => !parts.some((part) => (part.style && claimsRest(part)) || isPartOf(part, key));
  const names = [...parts.map(({ name }) => name), ...[...form.keys()].filter(isRest)];
  for (const name of new Set(names)) {
    const part = { ...(own(content.parts, name) ?? recognisePart(form.getAll(name))), name };
    const isTaken = (key: string) => parts.some((other) => other.name !== name && isPartOf(other, key));
    const value = await decodeParts(part, form, isTaken).catch((error) => note(errors, { in: "body", name }, error));
    if (value !== undefined) decoded[name] = value;
  }
  return decoded;
}

function isPartOf(value: NamedPart, key: string): boolean {
  return value.style ? claims(value, key) : value.name === key;
}

async function decodeParts(part: NamedPart, form: FormData, isTaken: (name: string) => boolean): Promise<unknown> {
  const { name } = part;
  if (part.style) {
    const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
    const pairs = texts.map(([key, text]) => ({ name: key, raw: text.replaceAll("%", "%25") }));
    return pairsDecoder("query", part, isTaken)(pairs);
  }
  const values = await Promise.all(form.getAll(name).map((entry) => decodePart(part, entry)));
  if (part.repeated) return values.length === 0 ? undefined : values;
  if (values.length > 1) throw new WireError("is given more than once");
  return values[0];
}

/** The value of one part. Rejects with a `WireError`. */
export async function decodePart(
  { codec = "text", mediaTypes, repeated, shape = "string", json }: PartSpec,
  entry: File | string,
): Promise<unknown> {
  if (codec === "binary" && typeof entry === "string") throw new WireError("must be a file: a part with a file name");
  if (entry instanceof File) checkType(entry.type, codec, mediaTypes);
  if (codec === "binary") return entry;
  const text = typeof entry === "string" ? entry : await entry.text();
  if (codec === "json") return parseJson(text, json);
  return textToScalar(text, primitives((repeated && arrayIn(shape)?.items) || shape));
}

/** A type that is none, or that of any bytes, says nothing. Throws a `WireError`. */
function checkType(given: string, codec: NonNullable<PartSpec["codec"]>, mediaTypes?: readonly string[]): void {
  const type = parseMediaType(given);
  const usual = { json: ["application/json"], text: ["text/*"], binary: ["*/*"] }[codec];
  const wanted = mediaTypes ?? usual;
  // JSON comes as text from those who cannot name a type
  const accepted = [
    ...wanted,
    ...{ json: ["text/plain", "application/octet-stream"], text: ["application/octet-stream"], binary: [] }[codec],
  ];
  if (!type) return;
  if (
    !pickContent(
      accepted.map((mediaType) => ({ mediaType })),
      type,
    )
  ) {
    throw new WireError(`must be of type ${wanted.join(" or ")}`);
  }
  const charset = type.parameters.get("charset") ?? "utf-8";
  if (codec !== "binary" && !/^(?:utf-?8|us-ascii)$/i.test(charset)) throw new WireError("must be in UTF-8");
}

/** Of a property that the description does not name: files, or texts. */
function recognisePart(entries: readonly (File | string)[]): PartSpec {
  return { codec: entries[0] instanceof File ? "binary" : "text", repeated: entries.length > 1 };
}
