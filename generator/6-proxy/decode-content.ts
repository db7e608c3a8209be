/** Decompression of bodies. RFC 9110 §8.4 */
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

const MAX_DECODED_BYTES = 64 * 1_024 * 1_024;

const DECODERS: ReadonlyMap<string, (bytes: Uint8Array, limits: { readonly maxOutputLength: number }) => Buffer> =
  new Map([
    ["gzip", gunzipSync],
    ["x-gzip", gunzipSync],
    ["deflate", inflateSync],
    ["br", brotliDecompressSync],
  ]);

/** Decodes a body by its `Content-Encoding`. Returns it unchanged if the coding is unknown or the body is damaged. */
export function decodeContent(bytes: Uint8Array<ArrayBuffer>, coding: string | null): Uint8Array<ArrayBuffer> {
  let found = bytes;
  try {
    for (const name of (coding ?? "").split(",").toReversed()) {
      const decode = DECODERS.get(name.trim().toLowerCase());
      if (decode) found = new Uint8Array(decode(found, { maxOutputLength: MAX_DECODED_BYTES }));
    }
    return found;
  } catch {
    return bytes;
  }
}
