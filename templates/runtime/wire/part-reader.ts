/** Streaming parser of multipart bodies, with limits. RFC 2046 §5.1.1, RFC 7578. */
import { type MediaType, parseMediaType } from "./media-type.js";
import { type Bytes, Scanner } from "./scanner.js";
import { readChunks } from "./sequences.js";
import { WireError } from "./wire-error.js";

export interface ReceivedPart {
  /** Empty if the part has no name, which only bodies with ordered parts permit. */
  readonly name: string;
  /** Undefined for a field of a form. */
  readonly fileName: string | undefined;
  /** The media type. Empty if the part has none. */
  readonly type: string;
  readonly headers: PartHeaders;
  /** The content. It must be read to its end before the next part is requested. */
  readonly chunks: AsyncGenerator<Bytes>;
}

/** Headers by name in lower case. */
export type PartHeaders = Pick<ReadonlyMap<string, string>, "get">;

export interface PartLimits {
  readonly parts: number;
  readonly partHeaderBytes: number;
  /** True if parts need no names. Default: false. */
  readonly isUnnamed?: boolean;
}

/** Iterates over parts. Holds at most one chunk of the source in memory. Throws a `WireError` in the loop. */
export async function* parseParts(
  source: AsyncIterator<Bytes>,
  { essence, parameters }: MediaType,
  { parts, partHeaderBytes, isUnnamed = false }: PartLimits,
): AsyncGenerator<ReceivedPart> {
  const boundary = parameters.get("boundary") ?? "";
  if (!/^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary)) {
    throw new WireError("needs a boundary of 1 to 70 characters");
  }
  const delimiter = ENCODER.encode(`\r\n--${boundary}`);
  const scanner = new Scanner(source, "\r\n"); // the first delimiter needs a line break in front, as the others have
  for await (const _ of scanner.until(delimiter)); // the preamble is ignored
  const tooLong = () => new WireError(`has a part with more than ${partHeaderBytes} bytes of headers`);
  for (let count = 0; ; count++) {
    let line = latin1Of(await scanner.take(2)); // the characters after the delimiter
    if (line === "--") return;
    if (count === parts) throw new WireError(`has more than ${parts} parts`);
    while (!line.endsWith("\r\n")) {
      line += latin1Of(await scanner.take(1));
      // rejected, because some parsers read such a line as a delimiter and others as content
      if (!/^[ \t]*\r?\n?$/.test(line)) throw new WireError("has a line that begins like a delimiter");
      if (line.length > partHeaderBytes) throw tooLong();
    }
    let head = latin1Of(await scanner.take(2));
    if (head !== "\r\n") {
      for await (const chunk of scanner.until(END_OF_HEADERS)) {
        head += latin1Of(chunk);
        if (head.length > partHeaderBytes) throw tooLong();
      }
    }
    const part = describePart(head, essence, scanner.until(delimiter));
    if (part.name === undefined && !isUnnamed) throw new WireError("has a part without a name");
    yield { ...part, name: part.name ?? "" };
  }
}

const ENCODER = new TextEncoder();
const END_OF_HEADERS = ENCODER.encode("\r\n\r\n");

/** Returns one character per byte, because a chunk can end within a UTF-8 character. */
function latin1Of(bytes: Bytes): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function describePart(head: string, essence: string, chunks: ReceivedPart["chunks"]) {
  const text = new TextDecoder().decode(Uint8Array.from(head, (character) => character.charCodeAt(0)));
  const headers = new Map<string, string>();
  for (const line of text.split("\r\n")) {
    const [, name = "", value = ""] = /^([^\s:]+):([^]*)$/.exec(line) ?? [];
    const key = name.toLowerCase();
    if (name !== "" && !headers.has(key)) headers.set(key, value.trim());
  }
  const disposition = headers.get("content-disposition") ?? "";
  // RFC 7578 §4.2 for forms; parts of other types have other dispositions, RFC 2183
  const isNamed = essence !== "multipart/form-data" || /^form-data[ \t]*(?:;|$)/i.test(disposition);
  const parameters = dispositionParameters(isNamed ? disposition : "");
  return {
    name: parameters.get("name"),
    fileName: parameters.get("filename"),
    type: headers.get("content-type") ?? "",
    headers,
    chunks,
  };
}

/**
 * Parses the parameters of `form-data; name="…"; filename="…"`, the first one of each name. Browsers escape only quotes
 * and line breaks; other clients write `\"`.
 */
function dispositionParameters(disposition: string): ReadonlyMap<string, string> {
  const [, list = ""] = /^[\w-]+[ \t]*(;[^]*)$/.exec(disposition) ?? [];
  const parameters = new Map<string, string>();
  for (const [, name = "", quoted, token = ""] of list.matchAll(PARAMETER)) {
    const value = (quoted ?? token).replaceAll('\\"', '"').replaceAll(/%0a|%0d|%22/gi, decodeURIComponent);
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, value);
  }
  return parameters;
}

/** Matches a parameter at the current position, so that text in quotes is never a parameter. */
const PARAMETER = /;[ \t]*([^=;"\s]+)=(?:"((?:\\"|[^"])*)"|([^;"\s]*))[ \t]*/gy;

/** Reads the bytes of a part into memory. Rejects with a `WireError`. */
export async function readPartBytes({ chunks }: Pick<ReceivedPart, "chunks">): Promise<readonly Bytes[]> {
  const bytes: Bytes[] = [];
  for await (const chunk of chunks) bytes.push(chunk.slice());
  return bytes;
}

/** Reads the text of a part. Rejects with a `WireError` if it is not UTF-8. */
export async function readPartText({ chunks }: Pick<ReceivedPart, "chunks">): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  try {
    for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
    return text + decoder.decode();
  } catch (error) {
    throw error instanceof TypeError && !(error instanceof WireError) ? new WireError("is not valid UTF-8") : error;
  }
}

/** A part in memory. Its content is a `File` if it has a file name, otherwise a string or a `Blob`. */
export interface WholePart extends Pick<ReceivedPart, "name" | "type" | "headers"> {
  readonly content: string | Blob;
}

/** Reads a part into memory: a string, unless it is a file or `isBytes` is true. Rejects with a `WireError`. */
export async function readWholePart(part: ReceivedPart, isBytes: boolean): Promise<WholePart> {
  const { name, fileName, type, headers } = part;
  if (fileName === undefined && !isBytes) return { name, type, headers, content: await readPartText(part) };
  const bytes = [...(await readPartBytes(part))];
  const content = fileName === undefined ? new Blob(bytes, { type }) : new File(bytes, fileName, { type });
  return { name, type, headers, content };
}

/** Iterates over the parts of a response. Throws a `WireError` in the loop. */
export async function* readResponseParts(source: Response, isUnnamed = false): AsyncGenerator<ReceivedPart> {
  const type = parseMediaType(source.headers.get("content-type") ?? "");
  if (!type || !source.body) throw new WireError("is not valid multipart");
  const chunks = readChunks(source.body) as AsyncGenerator<Bytes>; // buffers of the platform are not shared
  yield* parseParts(chunks, type, { parts: Infinity, partHeaderBytes: 16_384, isUnnamed });
}
