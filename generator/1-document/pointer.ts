/** JSON Pointer (RFC 6901) in its URI fragment form: `#/paths/~1clients/get`. */

/** Returns the pointer that leads through `segments` from the root. */
export function formatPointer(segments: readonly (string | number)[]): string {
  return `#${segments.map((segment) => `/${escapeSegment(String(segment))}`).join("")}`;
}

/** Returns `pointer` extended by segments. */
export function childPointer(pointer: string, ...segments: readonly (string | number)[]): string {
  return `${pointer}${segments.map((segment) => `/${escapeSegment(String(segment))}`).join("")}`;
}

/**
 * Returns the segments of a pointer, unescaped and percent-decoded. A segment that cannot be decoded is returned
 * unchanged.
 */
export function parsePointer(pointer: string): readonly string[] {
  const body = pointer.startsWith("#") ? pointer.slice(1) : pointer;
  if (body === "") return [];
  const segments = body.slice(1).split("/");
  return ESCAPED.test(body) ? segments.map(unescapeSegment) : segments;
}

/**
 * Returns the canonical form of a pointer, so that `$ref`s that are encoded differently (`%7B`, `~1`) compare equal.
 */
export function canonicalPointer(pointer: string): string {
  return formatPointer(parsePointer(pointer));
}

/** Returns the value at `pointer` in `root`, or undefined if there is none. Looks at own properties only. */
export function resolvePointer(root: unknown, pointer: string): unknown {
  let node = root;
  for (const segment of parsePointer(pointer)) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, segment)) return undefined;
    node = (node as Readonly<Record<string, unknown>>)[segment]; // `hasOwn` has checked that the property exists
  }
  return node;
}

/** Escapes `~` and `/`, and `%` because readers percent-decode a fragment. All other characters stay unchanged. */
function escapeSegment(segment: string): string {
  if (!/[~/%]/.test(segment)) return segment;
  return segment.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("%", "%25");
}

const ESCAPED = /[~%]/;

function unescapeSegment(segment: string): string {
  if (!ESCAPED.test(segment)) return segment;
  let decoded = segment;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    // a `%` that begins no percent-encoding is part of the name
  }
  return decoded.replaceAll("~1", "/").replaceAll("~0", "~");
}
