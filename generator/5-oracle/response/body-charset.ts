/** Character encodings of bodies. JSON and events are always UTF-8. RFC 8259 §8.1, WHATWG HTML §9.2.5 */
import type { DescribedContent } from "../description/described-operation.ts";
import type { Problem } from "./problem.ts";

/** Returns a problem if JSON, JSON lines or events are not UTF-8. */
export function problemOfCharset(
  { kind, pointer }: DescribedContent,
  contentType: string,
  bytes: Uint8Array,
): Problem | undefined {
  if (!/json|lines|events/.test(kind)) return undefined;
  const charset = charsetOf(contentType);
  if (charset !== undefined && !/^utf-?8$|^us-ascii$/.test(charset)) {
    const message = `The content type of the response is ${contentType}, but this format must be UTF-8.`;
    return { kind: "wrong-content-type", message, place: { in: "header", name: "Content-Type" }, pointer };
  }
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return { kind: "malformed-body", message: "The body is not UTF-8.", place: { in: "body" }, pointer };
  }
}

/** Decodes a body as a string. Replaces invalid bytes. An unknown character encoding is read as UTF-8. */
export function decodeBody(contentType: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(charsetOf(contentType) ?? "utf-8").decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes); // unknown character encoding
  }
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset="?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase();
}
