/** What tells texts apart. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/** sha-256 of a text or of its bytes, in hexadecimal: the same whether its lines end as on Unix or as on Windows. */
export function contentHash(content: string | Buffer): string {
  const text = content.includes("\r\n") ? content.toString().replaceAll("\r\n", "\n") : content;
  return createHash("sha256").update(text).digest("hex");
}

/** The same of a file, which is read piece by piece: its memory would cost more than its bytes. Throws what the system refuses. */
export function fileContentHash(path: string): string {
  const hash = createHash("sha256");
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const file = openSync(path, "r");
  try {
    for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
      const bytes = chunk.subarray(0, length);
      if (bytes.includes(CARRIAGE_RETURN)) return contentHash(readFileSync(path)); // perhaps the line ends of Windows
      hash.update(bytes);
    }
    return hash.digest("hex");
  } finally {
    closeSync(file);
  }
}

const CHUNK_BYTES = 2 ** 18;
const CARRIAGE_RETURN = 0x0d;
