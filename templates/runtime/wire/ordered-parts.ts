/**
 * Multipart bodies whose parts are identified by position: an array of parts, or a stream of parts. OpenAPI 3.2
 * §4.14.4.2. A file keeps its name as an attachment (RFC 2183 §2.2).
 */
import type { ContentSpec, PartSpec } from "./specs.js";
import type { Decoders, Encoders, TypedBody } from "./codec.js";
import { limitBody } from "./limit-body.js";
import { readWholePart, readResponseParts, type ReceivedPart } from "./part-reader.js";
import { streamParts, writeParts, type WrittenPart } from "./part-writer.js";
import { decodePart, encodePart, encodePartHeaders, splitValueAndHeaders } from "./part-value.js";
import { isIterable, mapItems } from "./sequences.js";
import { type InputError, WireError } from "./wire-error.js";

/** Encodes an array of parts. Throws a `WireError`. */
export function encodeParts(content: ContentSpec, value: unknown, encoders: Encoders): TypedBody {
  if (!Array.isArray(value)) throw new WireError("body must be an array of parts");
  const items: readonly unknown[] = value;
  return writeParts(
    content.mediaType,
    items.map((item, index) => encodeItem(partSpecAt(content, index), item, encoders)),
  );
}

/** Encodes an iterable of parts, each one as it is needed. Throws a `WireError` if the value is not iterable. */
export function encodePartStream(content: ContentSpec, items: unknown, encoders: Encoders): TypedBody {
  if (!isIterable(items)) throw new WireError("body must be an iterable of parts");
  let index = 0;
  return streamParts(
    content.mediaType,
    mapItems(items, (item) => encodeItem(partSpecAt(content, index++), item, encoders)),
  );
}

/** Decodes an array of parts. */
export async function decodeParts(
  content: ContentSpec,
  source: Response,
  errors: InputError[],
  decoders: Decoders = {},
  limit: number = Infinity,
): Promise<unknown[]> {
  return decodePartArray(content, readResponseParts(limitBody(source, limit), true), { errors, decoders });
}

/** Decodes a stream of parts. The iterable throws a `WireError` for an invalid part. */
export async function decodePartStream(
  content: ContentSpec,
  source: Response,
  _errors: InputError[],
  decoders: Decoders = {},
): Promise<AsyncGenerator<unknown>> {
  return readPartStream(content, readResponseParts(source, true), decoders);
}

interface SequenceReading {
  readonly errors: InputError[];
  readonly decoders: Decoders;
}

/** Decodes all parts. Adds an error per invalid part, with its position as the name. */
export async function decodePartArray(
  content: ContentSpec,
  parts: AsyncIterable<ReceivedPart>,
  { errors, decoders }: SequenceReading,
): Promise<unknown[]> {
  const decoded: unknown[] = [];
  for await (const part of parts) {
    const name = String(decoded.length);
    const value = await decodeItem(partSpecAt(content, decoded.length), part, decoders).catch((error) => {
      if (!(error instanceof WireError)) throw error;
      errors.push({ in: "body", name, message: error.message });
    });
    decoded.push(value);
  }
  return decoded;
}

/** Iterates over decoded parts. Holds one part in memory. Throws a `WireError` in the loop. */
export async function* readPartStream(
  content: ContentSpec,
  parts: AsyncIterable<ReceivedPart>,
  decoders: Decoders,
): AsyncGenerator<unknown> {
  let index = 0;
  for await (const part of parts) yield await decodeItem(partSpecAt(content, index++), part, decoders);
}

function partSpecAt({ prefix = [], item = {} }: ContentSpec, index: number): PartSpec {
  return prefix[index] ?? item;
}

async function decodeItem(spec: PartSpec, part: ReceivedPart, decoders: Decoders): Promise<unknown> {
  return decodePart(spec, await readWholePart(part, spec.codec === "binary" || spec.within !== undefined), decoders);
}

function encodeItem(spec: PartSpec, given: unknown, encoders: Encoders): WrittenPart {
  const { value, headers } = splitValueAndHeaders(spec, given);
  const part = encodePart(spec, value, encoders);
  const lines = encodePartHeaders(spec, headers, encoders);
  if (typeof part.content !== "string") return { ...part, headers: lines };
  const [type = "text/plain"] = spec.mediaTypes ?? [];
  return { ...part, type: /;\s*charset=/i.test(type) ? type : `${type}; charset=utf-8`, headers: lines };
}
