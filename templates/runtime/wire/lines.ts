/** Sequences of JSON items: JSON Lines, NDJSON, and json-seq, whose items begin with a record separator (RFC 7464). */
import type { ContentSpec } from "./specs.js";
import { parseJson } from "./content.js";
import { encodeSequence, splitAtSeparator, readTextChunks } from "./sequences.js";

/** Encodes an iterable of values as a body. Throws a `WireError` if the value is not iterable. */
export function encodeLines({ mediaType, json = JSON }: ContentSpec, items: unknown): ReadableStream<Uint8Array> {
  const start = isJsonSeq(mediaType) ? "\x1e" : "";
  return encodeSequence(items, (item) => `${start}${json.stringify(item)}\n`);
}

/** Decodes a body as an iterable of values. The iterable throws a `WireError` for an invalid item. */
export async function decodeLines(
  { mediaType, json }: ContentSpec,
  source: Response,
): Promise<AsyncGenerator<unknown>> {
  return readLines(mediaType, source, (line) => parseJson(line, json));
}

/** Iterates over the items of a body, each parsed with `parse`. */
export async function* readLines(
  mediaType: string,
  source: Response,
  parse: (line: string) => unknown,
): AsyncGenerator<unknown> {
  const lines = splitAtSeparator(readTextChunks(source), isJsonSeq(mediaType) ? "\x1e" : "\n");
  for await (const line of lines) if (line.trim() !== "") yield parse(line);
}

function isJsonSeq(mediaType: string): boolean {
  return /[/+]json-seq\b/i.test(mediaType);
}
