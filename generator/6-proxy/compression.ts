/** Bodies as they were before they were compressed for the way. RFC 9110 §8.4 */
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

const MOST_BYTES = 64 * 1_024 * 1_024;

const DECODERS: ReadonlyMap<string, (bytes: Uint8Array, limits: { readonly maxOutputLength: number }) => Buffer> =
  new Map([
    ["gzip", gunzipSync],
    ["x-gzip", gunzipSync],
    ["deflate", inflateSync],
    ["br", brotliDecompressSync],
  ]);

/** `coding` is the header. What is in a coding that we do not know, or broken, stays as it is. */
export function uncompressed(bytes: Uint8Array<ArrayBuffer>, coding: string | null): Uint8Array<ArrayBuffer> {
  let found = bytes;
  try {
    for (const name of (coding ?? "").split(",").toReversed()) {
      const decode = DECODERS.get(name.trim().toLowerCase());
      if (decode) found = new Uint8Array(decode(found, { maxOutputLength: MOST_BYTES }));
    }
    return found;
  } catch {
    return bytes;
  }
}
