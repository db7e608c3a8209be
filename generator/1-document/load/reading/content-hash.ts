/** Hashes the contents of files. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/** Returns the SHA-256 hash of a file's content in hexadecimal. Windows and Unix line ends give the same hash. */
export function contentHash(content: string | Buffer): string {
  const text = content.includes("\r\n") ? content.toString().replaceAll("\r\n", "\n") : content;
  return createHash("sha256").update(text).digest("hex");
}

/** Returns the content hash of a file. Reads it in chunks, to use less memory. Throws errors of the file system. */
export function fileContentHash(path: string): string {
  const hash = createHash("sha256");
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const file = openSync(path, "r");
  try {
    for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
      const bytes = chunk.subarray(0, length);
      if (bytes.includes(CARRIAGE_RETURN)) return contentHash(readFileSync(path)); // the file may have Windows line ends
      hash.update(bytes);
    }
    return hash.digest("hex");
  } finally {
    closeSync(file);
  }
}

const CHUNK_BYTES = 2 ** 18;
const CARRIAGE_RETURN = 0x0d;
