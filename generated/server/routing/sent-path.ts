/**
 * Reads the path of a request as it was sent. Proxies, frameworks and middleware in front of the server can guard paths.
 * A guard can be bypassed if it reads a path in another way than the router. So the router resolves nothing, and
 * rejects paths that other software reads in different ways.
 */

/** Matches paths that need a closer look: unusual characters, percent-encoding, and dot segments. */
const UNUSUAL = /[^\w~!$&'()*+,;=:@/.-]|\/\.\.?(?:\/|$)/;

/**
 * Returns the path with unusual characters percent-encoded and upper-case hexadecimal digits (RFC 3986 §6.2.2.1).
 * Returns undefined if the path is unsafe. A path is unsafe in these cases:
 *
 * - A segment is `.` or `..`, encoded or not. URL parsers resolve dot segments, routers do not.
 * - The path has a backslash, which URL parsers read as a slash, a `#`, or a character that is not printable ASCII.
 * - The path has an encoded slash or backslash, and `allowEncodedSlashes` is false.
 */
export function readSentPath(path: string, allowEncodedSlashes = true): string | undefined {
  if (!UNUSUAL.test(path)) return path;
  if (/[^!-~]|[\\#]/.test(path) || path.split("/").some(isDotSegment)) return undefined;
  if (!allowEncodedSlashes && /%2f|%5c/i.test(path)) return undefined;
  return escapePath(path);
}

/** Returns the path with unusual characters percent-encoded. Existing escapes stay, with upper-case digits. */
export function escapePath(path: string): string {
  if (!UNUSUAL.test(path)) return path;
  return path
    .replaceAll(/[^\w.~!$&'()*+,;=:@%/-]+/g, encodeURIComponent)
    .replaceAll(/%[\da-f]{2}/gi, (escape) => escape.toUpperCase());
}

function isDotSegment(segment: string): boolean {
  return /^(?:\.|%2e){1,2}$/i.test(segment);
}

/** Decodes the escapes that no URL needs: letters, digits, `-`, `.`, `_` and `~` (RFC 3986 §6.2.2.2). */
export function decodeUnreserved(segment: string): string {
  return segment.replaceAll(/%(?:2[DE]|3\d|[46][1-9A-F]|[57][\dA]|5F|7E)/g, decodeURIComponent);
}
