/**
 * `multipart/form-data` from strangers: measured before the platform parses it, which has no limits of its own.
 * RFC 7578, RFC 2046 §5.1.1.
 */
import type { MediaType } from "../runtime/media-type.js";
import { WireError } from "../runtime/wire-error.js";
import type { Limits } from "./limits.js";

/** Rejects with a `WireError`. */
export async function readMultipart(
  bytes: Uint8Array<ArrayBuffer>,
  type: MediaType,
  limits: Pick<Limits, "parts" | "partHeaderBytes">,
): Promise<FormData> {
  const boundary = type.parameters.get("boundary") ?? "";
  if (!/^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary)) {
    throw new WireError("needs a boundary of 1 to 70 characters");
  }
  // windows-1252 has a character for each byte, so that places in the text are places in the bytes
  measure(new TextDecoder("windows-1252").decode(bytes), `--${boundary}`, limits);
  try {
    const headers = { "content-type": `multipart/form-data; boundary="${boundary}"` };
    return await new Response(bytes, { headers }).formData();
  } catch {
    throw new WireError("is not valid multipart/form-data");
  }
}

/** One pass over the delimiters; throws a `WireError` beyond a limit, or where the last delimiter is missing. */
function measure(
  text: string,
  delimiter: string,
  { parts, partHeaderBytes }: Pick<Limits, "parts" | "partHeaderBytes">,
) {
  let at = text.startsWith(delimiter) ? 0 : next(text, delimiter, 0);
  for (let count = 0; !text.startsWith("--", at + delimiter.length); count++) {
    if (count === parts) throw new WireError(`has more than ${parts} parts`);
    const headers = at + delimiter.length;
    const end = text.slice(headers, headers + partHeaderBytes + 4).indexOf("\r\n\r\n");
    if (end === -1) throw new WireError(`has a part with more than ${partHeaderBytes} bytes of headers`);
    at = next(text, delimiter, headers + end);
  }
}

/** Where the next line begins with the delimiter. */
function next(text: string, delimiter: string, from: number): number {
  const at = text.indexOf(`\r\n${delimiter}`, from);
  if (at === -1) throw new WireError("ends before its last part does");
  return at + 2;
}
