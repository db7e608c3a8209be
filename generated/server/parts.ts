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
  { parameters }: MediaType,
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
    yield { ...describePart(head), chunks: scanner.until(delimiter) };
  }
}

const ENCODER = new TextEncoder();
const END_OF_HEADERS = ENCODER.encode("\r\n\r\n");

/** A character for each byte: chunks may end within a character of UTF-8. */
function textOf(bytes: Bytes): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function describePart(head: string): Pick<ReceivedPart, "name" | "fileName" | "type"> {
  const text = new TextDecoder().decode(Uint8Array.from(head, (character) => character.charCodeAt(0)));
  const disposition = /^content-disposition:[ \t]*form-data(;.*)$/im.exec(text)?.[1] ?? "";
  const name = valueOf("name", disposition);
  if (name === undefined) throw new WireError("has a part without a name");
  const type = /^content-type:[ \t]*(.*?)[ \t\r]*$/im.exec(text)?.[1] ?? "";
  return { name, fileName: valueOf("filename", disposition), type };
}

/** As browsers write it: of all characters, quotes and line breaks alone are escaped; others write `\"`. */
function valueOf(parameter: string, disposition: string): string | undefined {
  const pattern = new RegExp(`;[ \\t]*${parameter}=(?:"((?:\\\\"|[^"])*)"|([^;"\\s]+))`, "i");
  const [, quoted, token] = pattern.exec(disposition) ?? [];
  return (quoted ?? token)?.replaceAll('\\"', '"').replaceAll(/%0a|%0d|%22/gi, decodeURIComponent);
}
