/** What tells texts apart. */
import { createHash } from "node:crypto";

/** sha-256 of a text or of its bytes, in hexadecimal: the same whether its lines end as on Unix or as on Windows. */
export function hashOf(content: string | Buffer): string {
  const text = content.includes("\r\n") ? content.toString().replaceAll("\r\n", "\n") : content;
  return createHash("sha256").update(text).digest("hex");
}
