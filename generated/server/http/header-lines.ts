/** Valid header names and values (RFC 9110 §5). A CR or LF in a value would start another header. */
import { withCode } from "../../runtime/error-codes.js";

export type HeaderLine = readonly [name: string, value: string];

export function isHeaderName(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name);
}

export function isHeaderValue(value: string): boolean {
  return !/[^\t\x20-\x7e\x80-\xff]/.test(value);
}

/** Throws a `TypeError` if a name or a value is invalid. */
export function checkHeaderLines(lines: readonly HeaderLine[]): void {
  for (const [name, value] of lines) {
    if (isHeaderName(name) && isHeaderValue(value)) continue;
    throw withCode(
      "invalid-header",
      new TypeError(`invalid character in the name or value of the header ${JSON.stringify(name.slice(0, 200))}`),
    );
  }
}
