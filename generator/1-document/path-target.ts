/** Keys of the Paths Object that have a query or a fragment, which OpenAPI does not define. OpenAPI 3.2 §4.8 */

/** The parts of a key of the Paths Object that are sent, such as those of `/?Action=List#v2`. */
export interface PathTarget {
  /** The path template. */
  readonly path: string;
  /** The query of all requests, without the question mark. */
  readonly query?: string;
}

/** Returns the parts of a key that are sent, or undefined if the key is a path template alone. */
export function pathTargetOf(key: string): PathTarget | undefined {
  const [whole, path = "", query] = KEY.exec(key) ?? [];
  if (whole === path) return undefined;
  return { path, ...(query !== undefined && { query }) };
}

/** Path template, query and fragment. Expressions in braces can contain any character. */
const KEY = /^((?:\{[^{}]*\}|[^?#])*)(?:\?([^#]*))?(?:#.*)?$/s;
