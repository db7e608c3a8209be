/**
 * Multipart bodies whose parts have names. OpenAPI 3.2 §4.15.4.
 *
 * An object is encoded as `FormData`, or as bytes if a part has headers or a media type without being a file: a blob in
 * `FormData` has a file name. An array with repeated parts is one part per item; the name `documents[]` keeps its
 * brackets. A part with a style is encoded like a
 * query parameter, without percent-encoding. The platform converts line breaks in strings and names to CRLF (HTML
 * §4.10.21.8), but not in JSON and files. Other multipart types have the same parts with names (§4.14.4.3).
 */
import type { ContentSpec, PartSpec } from "./specs.js";
import type { Decoders, Encoders, TypedBody } from "./codec.js";
import { percentDecode } from "./escapes.js";
import { limitBody } from "./limit-body.js";
import { readWholePart, readResponseParts, type WholePart } from "./part-reader.js";
import { isStreamedFile, writeParts, type WrittenPart } from "./part-writer.js";
import { decodePart, encodePart, encodePartHeaders, formDataParts, splitValueAndHeaders } from "./part-value.js";
import { splitPair } from "./query.js";
import { isRecord, own } from "./records.js";
import { decodeScalar } from "./scalars.js";
import { type Attempts, arrayShapeOf, candidateTypes, encodesNull, isAbsent, primitivesOf } from "./shapes.js";
import type { Pair } from "./styles.js";
import { claimsPair, claimsOtherPairs, encodeValue, pairsDecoder } from "./values.js";
import { type InputError, recordError, WireError } from "./wire-error.js";

interface NamedPart extends PartSpec {
  readonly name: string;
}

/** Encodes an object, or sends the parts of a `FormData` unchanged. Throws a `WireError`. */
export function encodeMultipart(content: ContentSpec, value: unknown, encoders: Encoders): FormData | TypedBody {
  const parts = value instanceof FormData ? formDataParts(value) : encodeProperties(content, value, encoders);
  const { mediaType } = content;
  const isByHand = parts.some(
    (part) => isStreamedFile(part.content) || part.type !== undefined || part.headers?.length,
  );
  if (isByHand || !isFormData(mediaType)) return writeParts(mediaType, parts);
  if (value instanceof FormData) return value;
  const form = new FormData();
  for (const part of parts) form.append(part.name ?? "", part.content);
  return form;
}

/** Returns true for `multipart/form-data` and for the range `multipart/*`, which most servers read as form data. */
function isFormData(mediaType: string): boolean {
  return /^multipart\/(?:form-data|\*)/i.test(mediaType);
}

function encodeProperties(content: ContentSpec, value: unknown, encoders: Encoders): readonly WrittenPart[] {
  if (!isRecord(value)) throw new WireError("body must be an object or a FormData");
  const entries = Object.entries(value).map(
    ([name, entry]) => [{ ...(own(content.parts, name) ?? guessPart(entry)), name }, entry] as const,
  );
  // files come last, so that a server can read the fields first
  const ordered = [
    ...entries.filter(([{ codec }]) => codec !== "binary"),
    ...entries.filter(([{ codec }]) => codec === "binary"),
  ];
  return ordered.flatMap(([part, entry]) => encodeProperty(part, entry, encoders));
}

function encodeProperty(part: NamedPart, value: unknown, encoders: Encoders): readonly WrittenPart[] {
  const { name, shape = "string" } = part;
  if (part.style) {
    // nothing is percent-encoded: no character is reserved, and a comma cannot be escaped
    const pairs = encodeValue("query", { ...part, allowReserved: false }, value, encoders).map(splitPair);
    const isJoined = part.style === "form" && part.explode === false && typeof value === "object";
    if (isJoined && pairs.some(({ raw }) => raw.includes("%2C"))) {
      throw new WireError(`body part "${name}" contains ",", which separates values here`);
    }
    return pairs.map((pair) => ({ name: pair.name, content: percentDecode(pair.raw) }));
  }
  if (!part.repeated || !Array.isArray(value)) return encodeSinglePart(part, value, encoders);
  const items: readonly unknown[] = value;
  const ofItem = { ...part, repeated: false, shape: arrayShapeOf(shape)?.items ?? shape };
  return items.flatMap((item) => {
    const isNull = item === null && encodesNull(ofItem.shape);
    const written = encodeSinglePart(ofItem, isNull ? "null" : item, encoders);
    if (written.length === 0) throw new WireError(`body part "${name}" contains null, which cannot be encoded`);
    return written;
  });
}

/** Encodes a value as one part. Returns no part for an absent value. Throws a `WireError`. */
function encodeSinglePart(part: NamedPart, given: unknown, encoders: Encoders): readonly WrittenPart[] {
  const { name, codec, repeated } = part;
  const { value, headers } = splitValueAndHeaders(part, given);
  if (codec === "json" && !repeated ? value === undefined : isAbsent(value)) return [];
  return [{ name, ...encodePart(part, value, encoders), headers: encodePartHeaders(part, headers, encoders) }];
}

/** Returns the encoding of an undocumented property. */
function guessPart(value: unknown): PartSpec {
  if (Array.isArray(value)) return { ...guessPart(value[0]), repeated: true };
  if (isRecord(value)) return { codec: "json" };
  return typeof value === "object" && value !== null ? { codec: "binary" } : {};
}

/** Decodes a multipart body. Adds an error per invalid part. */
export async function decodeMultipart(
  content: ContentSpec,
  source: Response,
  errors: InputError[],
  decoders: Decoders = {},
  limit: number = Infinity,
): Promise<unknown> {
  const arrived: WholePart[] = [];
  for await (const part of readResponseParts(limitBody(source, limit))) {
    arrived.push(await readWholePart(part, hasNestedBody(content, part.name)));
  }
  return decodeNamedParts(content, arrived, { errors, decoders });
}

/** Returns true if a part without a file name is bytes, because it is a nested body. */
export function hasNestedBody({ parts }: ContentSpec, name: string): boolean {
  return own(parts, name)?.within !== undefined;
}

interface PartReading {
  readonly errors: InputError[];
  readonly decoders: Decoders;
}

/** Decodes parts in memory. Returns an object without a prototype and without the parts that `errors` name. */
export async function decodeNamedParts(
  content: ContentSpec,
  arrived: readonly WholePart[],
  { errors, decoders }: PartReading,
): Promise<Record<string, unknown>> {
  const decoded: Record<string, unknown> = Object.create(null);
  const parts = Object.entries(content.parts ?? {}).map(([name, part]): NamedPart => ({ ...part, name }));
  const isRest = (key: string) => !parts.some((part) => (part.style && claimsOtherPairs(part)) || belongsTo(part, key));
  const names = [...parts.map(({ name }) => name), ...arrived.map(({ name }) => name).filter(isRest)];
  for (const name of new Set(names)) {
    const mine = arrived.filter((part) => part.name === name);
    const known = own(content.parts, name);
    const isTaken = (key: string) => parts.some((other) => other.name !== name && belongsTo(other, key));
    const found = known
      ? decodeProperty({ ...known, name }, { mine, arrived, isTaken, decoders })
      : decodeUndocumented(mine);
    const value = await found.catch((error) => recordError(errors, { in: "body", name }, error));
    if (value !== undefined) decoded[name] = value;
  }
  return decoded;
}

/**
 * Decodes the fields of a form again, with other alternatives of their shapes. Keeps the values of all other parts.
 * Throws a `WireError`.
 */
export function redecodeFields(
  content: ContentSpec,
  arrived: readonly WholePart[],
  { value, attempts }: { readonly value: Readonly<Record<string, unknown>>; readonly attempts: Attempts },
): Record<string, unknown> {
  const decoded: Record<string, unknown> = Object.assign(Object.create(null), value);
  const parts = Object.entries(content.parts ?? {}).map(([name, part]): NamedPart => ({ ...part, name }));
  for (const part of parts.filter(({ name }) => Object.hasOwn(value, name))) {
    const { name, style, codec = "text", repeated, headers, shape = "string" } = part;
    const isTaken = (key: string) => parts.some((other) => other.name !== name && belongsTo(other, key));
    const texts = arrived.filter((one) => one.name === name).map((one) => one.content);
    if (style) decoded[name] = pairsDecoder("query", part, isTaken)(textPairs(arrived), attempts.at(name));
    else if (codec === "text" && !headers && texts.every((text) => typeof text === "string")) {
      const types = candidateTypes(primitivesOf((repeated && arrayShapeOf(shape)?.items) || shape));
      const read = (text: string, place: Attempts) =>
        place.choose(types.map((candidate) => () => decodeScalar(text, candidate)));
      const at = attempts.at(name);
      decoded[name] = repeated ? texts.map((text, index) => read(text, at.at(index))) : read(texts[0] ?? "", at);
    }
  }
  return decoded;
}

/** Returns the parts without a file name as pairs. Nothing in them is percent-encoded. */
function textPairs(arrived: readonly WholePart[]): readonly Pair[] {
  return arrived.flatMap(({ name, content }) =>
    typeof content === "string" ? [{ name, raw: content.replaceAll("%", "%25") }] : [],
  );
}

function belongsTo(value: NamedPart, key: string): boolean {
  return value.style ? claimsPair(value, key) : value.name === key;
}

interface ArrivedParts {
  /** The parts with the name of the property. `arrived` has all parts. */
  readonly mine: readonly WholePart[];
  readonly arrived: readonly WholePart[];
  readonly isTaken: (name: string) => boolean;
  readonly decoders: Decoders;
}

async function decodeProperty(part: NamedPart, { mine, arrived, isTaken, decoders }: ArrivedParts): Promise<unknown> {
  if (part.style) {
    return pairsDecoder("query", part, isTaken)(textPairs(arrived));
  }
  const values = await Promise.all(mine.map((one) => decodePart(part, one, decoders)));
  if (part.repeated) return values.length === 0 ? undefined : values;
  if (values.length > 1) throw new WireError("is given more than once");
  return values[0];
}

/** Decodes an undocumented property as files or as strings, ignoring media types. */
async function decodeUndocumented(mine: readonly WholePart[]): Promise<unknown> {
  const contents = await Promise.all(
    mine.map(({ content }) => (mine[0]?.content instanceof Blob ? content : readString(content))),
  );
  if (contents.some((content) => typeof content !== typeof contents[0])) {
    throw new WireError("must be a file: a part with a file name");
  }
  return contents.length > 1 ? contents : contents[0];
}

function readString(content: string | Blob): string | Promise<string> {
  return typeof content === "string" ? content : content.text();
}
