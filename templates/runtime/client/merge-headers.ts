/** Headers of a request on several levels: of the client, of an operation and of a call. */

/** Headers as callers give them. An array is sent as one field per item. The value null removes a header of lower rank. */
export type HeadersOptions =
  | Required<RequestInit>["headers"]
  | Readonly<Record<string, HeaderValue | readonly HeaderValue[] | null | undefined>>;

type HeaderValue = string | number | boolean;

/** Merges levels of headers. A header of a later level replaces the one of an earlier level. */
export function mergeHeaders(...levels: readonly (HeadersOptions | undefined)[]): Headers {
  const merged = new Headers();
  for (const level of levels) {
    for (const [name, value] of level === undefined ? [] : linesOf(level)) {
      if (value === undefined) continue;
      merged.delete(name);
      for (const item of value === null ? [] : [value].flat()) merged.append(name, String(item));
    }
  }
  return merged;
}

type HeaderField = readonly [name: string, value: HeaderValue | readonly HeaderValue[] | null | undefined];

/** Returns the fields of one level. Fields of one name in an array of pairs become one field with several values. */
function linesOf(level: HeadersOptions): Iterable<HeaderField> {
  if (level instanceof Headers) {
    const fields: HeaderField[] = [];
    level.forEach((value, name) => fields.push([name, value])); // the library `dom` alone has no iterator
    return fields;
  }
  if (!Array.isArray(level)) return Object.entries(level as Readonly<Record<string, HeaderField[1]>>); // neither `Headers` nor pairs
  const values = new Map<string, string[]>();
  for (const [name = "", value = ""] of level as readonly (readonly string[])[]) {
    const key = name.toLowerCase();
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return values;
}
