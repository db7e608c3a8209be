/** The parts of a multipart body, one by one as their bytes arrive, within limits. RFC 2046 §5.1.1, RFC 7578. */
import type { MediaType } from "../runtime/media-type.js";
import { WireError } from "../runtime/wire-error.js";
import type { Limits } from "./limits.js";
import { type Bytes, Scanner } from "./scanner.js";

export interface ReceivedPart {
  readonly name: string;
  /** Undefined for a field. */
  readonly fileName: string | undefined;
  /** Empty where the part names none. */
  readonly type: string;
  /** To be read to its end before the next part is asked for. */
  readonly chunks: AsyncGenerator<Bytes>;
}

/** No more than a chunk of the source is held at a time. Throws a `WireError` in the loop. */
export async function* parseParts(
  source: AsyncIterator<Bytes>,
  { essence, parameters }: MediaType,
  { parts, partHeaderBytes }: Pick<Limits, "parts" | "partHeaderBytes">,
): AsyncGenerator<ReceivedPart> {
  const boundary = parameters.get("boundary") ?? "";
  if (!/^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary)) {
    throw new WireError("needs a boundary of 1 to 70 characters");
  }
  const delimiter = ENCODER.encode(`\r\n--${boundary}`);
  const scanner = new Scanner(source, "\r\n"); // the first delimiter begins a line like the others
  for await (const _ of scanner.until(delimiter)); // what comes before the first part means nothing
  for (let count = 0; ; count++) {
    const mark = textOf(await scanner.take(2));
    if (mark === "--") return;
    if (count === parts) throw new WireError(`has more than ${parts} parts`);
    let head = mark; // a line break, after blanks perhaps, and the headers
    for await (const chunk of scanner.until(END_OF_HEADERS)) {
      head += textOf(chunk);
      if (head.length > partHeaderBytes) {
        throw new WireError(`has a part with more than ${partHeaderBytes} bytes of headers`);
      }
    }
    // no part may have such a line: some take it for a delimiter, others for text
    if (!/^[ \t]*\r\n/.test(head)) throw new WireError("has a line that begins like a delimiter, and is none");
    yield { ...describePart(head, essence), chunks: scanner.until(delimiter) };
  }
}

const ENCODER = new TextEncoder();
const END_OF_HEADERS = ENCODER.encode("\r\n\r\n");

/** A character for each byte: chunks may end within a character of UTF-8. */
function textOf(bytes: Bytes): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function describePart(head: string, essence: string): Pick<ReceivedPart, "name" | "fileName" | "type"> {
  const text = new TextDecoder().decode(Uint8Array.from(head, (character) => character.charCodeAt(0)));
  const lines = text.split("\r\n");
  const disposition = fieldOf(lines, "content-disposition");
  // RFC 7578 §4.2 of forms; other types have dispositions of other kinds, RFC 2183
  const isNamed = essence !== "multipart/form-data" || /^form-data[ \t]*(?:;|$)/i.test(disposition);
  const parameters = parametersOf(isNamed ? disposition : "");
  const name = parameters.get("name");
  if (name === undefined) throw new WireError("has a part without a name");
  return { name, fileName: parameters.get("filename"), type: fieldOf(lines, "content-type") };
}

/** The value of a header field; empty where there is none. */
function fieldOf(lines: readonly string[], name: string): string {
  const line = lines.find((one) => one.toLowerCase().startsWith(`${name}:`)) ?? "";
  return line.slice(name.length + 1).trim();
}

/**
 * Of `form-data; name="…"; filename="…"`, the first of each name, as browsers write them: of all characters, quotes and
 * line breaks alone are escaped; others write `\"`.
 */
function parametersOf(disposition: string): ReadonlyMap<string, string> {
  const [, list = ""] = /^[\w-]+[ \t]*(;[^]*)$/.exec(disposition) ?? [];
  const parameters = new Map<string, string>();
  for (const [, name = "", quoted, token = ""] of list.matchAll(PARAMETER)) {
    const value = (quoted ?? token).replaceAll('\\"', '"').replaceAll(/%0a|%0d|%22/gi, decodeURIComponent);
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, value);
  }
  return parameters;
}

/** One after another: what stands within quotes is no parameter. */
const PARAMETER = /;[ \t]*([^=;"\s]+)=(?:"((?:\\"|[^"])*)"|([^;"\s]*))[ \t]*/gy;
