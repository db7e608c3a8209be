/** JSON item by item: JSON Lines and NDJSON, and RFC 7464's json-seq, whose items begin with a record separator. */
import type { ContentSpec } from "./specs.js";
import { parseJson } from "./content.js";
import { encodeSequence, splitTexts, textsOf } from "./sequences.js";

/** An iterable of values as a body. Throws a `WireError` for what is none. */
export function encodeLines({ mediaType, json = JSON }: ContentSpec, items: unknown): ReadableStream<Uint8Array> {
  const start = isJsonSeq(mediaType) ? "\x1e" : "";
  return encodeSequence(items, (item) => `${start}${json.stringify(item)}\n`);
}

/** The counterpart of `encodeLines`. Throws a `WireError` in the loop. */
export async function decodeLines(
  { mediaType, json }: ContentSpec,
  source: Response,
): Promise<AsyncGenerator<unknown>> {
  return readLines(mediaType, source, (line) => parseJson(line, json));
}

/** What `parse` makes of each item of a body. */
export async function* readLines(
  mediaType: string,
  source: Response,
  parse: (line: string) => unknown,
): AsyncGenerator<unknown> {
  const lines = splitTexts(textsOf(source), isJsonSeq(mediaType) ? "\x1e" : "\n");
  for await (const line of lines) if (line.trim() !== "") yield parse(line);
}

function isJsonSeq(mediaType: string): boolean {
  return /[/+]json-seq\b/i.test(mediaType);
}
