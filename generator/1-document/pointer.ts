/** JSON Pointer (RFC 6901) in its URI fragment form: `#/paths/~1clients/get`. */

/** The fragment that leads through `segments` from the root. */
export function formatPointer(segments: readonly (string | number)[]): string {
  return `#${segments.map((segment) => `/${escapeSegment(String(segment))}`).join("")}`;
}

/** One more step below `pointer`. */
export function childPointer(pointer: string, ...segments: readonly (string | number)[]): string {
  return `${pointer}${segments.map((segment) => `/${escapeSegment(String(segment))}`).join("")}`;
}

/** The segments of a fragment, unescaped and percent-decoded; a segment that cannot be decoded stays as it is. */
export function parsePointer(pointer: string): readonly string[] {
  const body = pointer.startsWith("#") ? pointer.slice(1) : pointer;
  if (body === "") return [];
  const segments = body.slice(1).split("/");
  return ESCAPED.test(body) ? segments.map(unescapeSegment) : segments;
}

/** The one spelling of a pointer that `$ref`s of every spelling (`%7B`, `~1`) share. */
export function canonicalPointer(pointer: string): string {
  return formatPointer(parsePointer(pointer));
}

/** What stands at `pointer` in `root`, or undefined. Own properties only. */
export function resolvePointer(root: unknown, pointer: string): unknown {
  let node = root;
  for (const segment of parsePointer(pointer)) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, segment)) return undefined;
    node = (node as Readonly<Record<string, unknown>>)[segment]; // hasOwn says that it is there
  }
  return node;
}

/** `%` too: a fragment is percent-decoded when it is read. Everything else may stand as it is. */
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
    // a lone `%` is a character of the name
  }
  return decoded.replaceAll("~1", "/").replaceAll("~0", "~");
}
