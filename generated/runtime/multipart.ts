/**
 * `multipart/form-data`: an object in, `FormData` out, and back. A repeated part is an array, `documents[]` keeps its
 * brackets, JSON parts are typed blobs. A part with a style travels as its query pieces would, without their
 * percent-encoding. OpenAPI 3.2 §4.15.4; there is no place for further headers of a part.
 */
import type { Encoders, TypedBody } from "./codec.js";
import { parseJson } from "./content.js";
import { percentDecode } from "./escapes.js";
import { parseMediaType, pickContent } from "./media-type.js";
import type { ContentSpec, PartSpec } from "./operation.js";
import { splitPair } from "./query.js";
import { isRecord, own } from "./records.js";
import { scalarToText, textToScalar } from "./scalars.js";
import { chunksOf, toStream } from "./sequences.js";
import { arrayIn, isAbsent, primitives } from "./shapes.js";
import { StreamedFile } from "./streamed-file.js";
import { claims, decodePairs, encodeValue } from "./values.js";
import { type InputError, note, WireError } from "./wire-error.js";

interface NamedPart extends PartSpec {
  readonly name: string;
}

/** A `FormData` is sent as it is. Throws a `WireError`. */
export function encodeMultipart(content: ContentSpec, value: unknown, encoders: Encoders): FormData | TypedBody {
  if (value instanceof FormData) return value;
  if (!isRecord(value)) throw new WireError("body must be an object or a FormData");
  const entries = Object.entries(value).map(
    ([name, entry]) => [{ ...(own(content.parts, name) ?? guessPart(entry)), name }, entry] as const,
  );
  // files last, so that a server can look at the fields before it takes in the files
  const ordered = [
    ...entries.filter(([{ codec }]) => codec !== "binary"),
    ...entries.filter(([{ codec }]) => codec === "binary"),
  ];
  const parts = ordered.flatMap(([part, entry]) => encodeParts(part, entry, encoders));
  if (parts.some(([, item]) => item instanceof StreamedFile)) return streamParts(content.mediaType, parts);
  const form = new FormData();
  for (const [name, item] of parts) form.append(name, item);
  return form;
}

type EncodedPart = readonly [name: string, content: string | Blob];

/** The platform's `FormData` would hold every part; these are read one by one, as they are sent. */
function streamParts(mediaType: string, parts: readonly EncodedPart[]): TypedBody {
  const boundary = `part-${crypto.randomUUID()}`;
  return { body: toStream(writeParts(boundary, parts)), contentType: `${mediaType}; boundary=${boundary}` };
}

async function* writeParts(boundary: string, parts: readonly EncodedPart[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const [name, item] of parts) {
    const file =
      typeof item === "string" ? "" : `; filename="${escapeName(item instanceof File ? item.name : "blob")}"`;
    const type = typeof item === "string" ? "" : `\r\nContent-Type: ${item.type || "application/octet-stream"}`;
    const disposition = `Content-Disposition: form-data; name="${escapeName(name)}"${file}`;
    yield encoder.encode(`--${boundary}\r\n${disposition}${type}\r\n\r\n`);
    if (typeof item === "string") yield encoder.encode(item);
    else yield* chunksOf(item.stream());
    yield encoder.encode("\r\n");
  }
  yield encoder.encode(`--${boundary}--\r\n`);
}

/** HTML §4.10.21.8: quotes and line breaks, and nothing else. */
function escapeName(name: string): string {
  return name.replaceAll(/["\r\n]/g, encodeURIComponent);
}

function encodeParts(part: NamedPart, value: unknown, encoders: Encoders): readonly EncodedPart[] {
  const { name } = part;
  if (part.style) {
    const pairs = encodeValue("query", part, value, encoders).map(splitPair);
    return pairs.map((pair) => [pair.name, percentDecode(pair.raw)]);
  }
  const items = part.repeated && Array.isArray(value) ? value : [value];
  const absent = (item: unknown) =>
    part.codec === "json" ? item === undefined : isAbsent(item, part.shape ?? "string");
  return items.filter((item) => !absent(item)).map((item) => [name, encodePart(part, item)]);
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
  const form = await source.formData().catch(() => {
    throw new WireError("is not valid multipart/form-data");
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
  const parts = Object.entries(content.parts ?? {});
  const isStyled = (key: string) => parts.some(([name, part]) => part.style && claims({ ...part, name }, key));
  const names = [...parts.map(([name]) => name), ...[...form.keys()].filter((key) => !isStyled(key))];
  for (const name of new Set(names)) {
    const part = own(content.parts, name) ?? recognisePart(form.getAll(name));
    const value = await decodeParts(name, part, form).catch((error) => note(errors, { in: "body", name }, error));
    if (value !== undefined) decoded[name] = value;
  }
  return decoded;
}

async function decodeParts(name: string, part: PartSpec, form: FormData): Promise<unknown> {
  if (part.style) {
    const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
    const pairs = texts.map(([key, text]) => ({ name: key, raw: text.replaceAll("%", "%25") }));
    return decodePairs("query", { ...part, name }, pairs, () => true);
  }
  const values = await Promise.all(form.getAll(name).map((entry) => decodePart(part, entry)));
  if (part.repeated) return values.length === 0 ? undefined : values;
  if (values.length > 1) throw new WireError("is given more than once");
  return values[0];
}

/** The value of one part. Rejects with a `WireError`. */
export async function decodePart(
  { codec, mediaTypes, repeated, shape = "string", json }: PartSpec,
  entry: File | string,
): Promise<unknown> {
  if (codec === "binary") {
    if (typeof entry === "string") throw new WireError("must be a file: a part with a file name");
    const type = parseMediaType(entry.type);
    const accepted = mediaTypes?.map((mediaType) => ({ mediaType }));
    if (!accepted || !type || pickContent(accepted, type)) return entry;
    throw new WireError(`must be of type ${mediaTypes?.join(" or ")}`);
  }
  const text = typeof entry === "string" ? entry : await entry.text();
  if (codec === "json") return parseJson(text, json);
  return textToScalar(text, primitives((repeated && arrayIn(shape)?.items) || shape));
}

/** Of a property that the description does not name: files, or texts. */
function recognisePart(entries: readonly (File | string)[]): PartSpec {
  return { codec: entries[0] instanceof File ? "binary" : "text", repeated: entries.length > 1 };
}
