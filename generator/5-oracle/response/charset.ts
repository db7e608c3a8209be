/** In which characters a body is written: JSON in UTF-8, whatever else is said of it. RFC 8259 §8.1 */
import type { DescribedContent } from "../description/description.ts";
import type { Problem } from "../report/problem.ts";

/** What is wrong with the characters of JSON, of its lines, and of events. */
export function problemOfCharacters(
  { kind, pointer }: DescribedContent,
  contentType: string,
  bytes: Uint8Array,
): Problem | undefined {
  if (!/json|lines|events/.test(kind)) return undefined;
  const charset = charsetOf(contentType);
  if (charset !== undefined && !/^utf-?8$|^us-ascii$/.test(charset)) {
    const message = `The answer is of type ${contentType}, and what it holds is to be UTF-8.`;
    return { kind: "wrong-content-type", message, place: { in: "header", name: "Content-Type" }, pointer };
  }
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return { kind: "malformed-body", message: "The body is not UTF-8.", place: { in: "body" }, pointer };
  }
}

/** The text of a body; bytes that are no characters are replaced. */
export function textOf(contentType: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(charsetOf(contentType) ?? "utf-8").decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes); // a character set that nobody knows
  }
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset="?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase();
}
