/** What a header may be made of, RFC 9110 §5: with CR, LF or NUL in it, it would end and begin another. */

export type HeaderLine = readonly [name: string, value: string];

export function isHeaderName(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name);
}

export function isHeaderValue(value: string): boolean {
  return !/[^\t\x20-\x7e\x80-\xff]/.test(value);
}

/** Throws a `TypeError` where one is no header. */
export function checkLines(lines: readonly HeaderLine[]): void {
  for (const [name, value] of lines) {
    if (isHeaderName(name) && isHeaderValue(value)) continue;
    throw new TypeError(`a header has a character that none can carry: ${JSON.stringify(name.slice(0, 200))}`);
  }
}
