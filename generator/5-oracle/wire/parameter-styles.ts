/**
 * The oracle's encoder of parameter styles. OpenAPI 3.2 §4.12.3
 *
 * The runtime of generated code has another implementation. Tests compare the results of both.
 */
import { type Json, isObject } from "../../1-document/json.ts";
import type { Serialization } from "../description/described-operation.ts";

/** Error for a value that cannot be encoded: neither OpenAPI nor HTTP defines how. The message names the obstacle. */
export class UnencodableValue extends Error {
  override readonly name = "Uncarriable";
}

/** Returns the result of an encoder, or undefined if the value cannot be encoded. */
export async function unlessUnencodable<T>(made: Promise<T>): Promise<T | undefined> {
  return made.catch((error: unknown) => {
    if (error instanceof UnencodableValue) return undefined;
    throw error;
  });
}

/** One element between the separators of a style, such as `&` or `;`. It is not yet percent-encoded. */
export interface StyledPiece {
  /** Undefined in styles without names. */
  readonly name: string | undefined;
  /** Items that `delimiter` separates. */
  readonly items: readonly string[];
  readonly delimiter: string;
}

/** Returns the elements of a value in a style. Null, an empty array and an empty object have no elements. */
export function encodeStyle(
  name: string,
  { style, explode, mediaType }: Serialization,
  value: Json,
): readonly StyledPiece[] {
  const named = style !== "simple" && style !== "label";
  const single = (text: string, label: string | undefined = named ? name : undefined): StyledPiece => {
    return { name: label, items: [text], delimiter: "" };
  };
  if (mediaType !== undefined) return [single(encodeParameterContent(mediaType, value))];
  if (style === "deepObject" && typeof value !== "object") {
    throw new UnencodableValue("a scalar in the style deepObject");
  }
  if (style === "deepObject") return deepObjectPairs(name, value).map(([key, text]) => single(text, key));
  if (value === null) return [];
  const delimiter = { spaceDelimited: " ", pipeDelimited: "|" }[style] ?? ",";
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => encodeScalar(item));
    if (items.length === 0) return [];
    return explode ? items.map((item) => single(item)) : [{ name: named ? name : undefined, items, delimiter }];
  }
  if (isObject(value)) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== null);
    if (entries.length === 0) return [];
    if (explode) return entries.map(([key, entry]) => single(encodeScalar(entry), key));
    const items = entries.flatMap(([key, entry]) => [key, encodeScalar(entry)]);
    return [{ name: named ? name : undefined, items, delimiter }];
  }
  return [single(encodeScalar(value))];
}

/**
 * Returns the pairs of a `deepObject` parameter. The specification defines one level. Deeper levels add brackets in the
 * way that PHP, Rails and qs decode.
 */
function deepObjectPairs(name: string, value: Json): readonly (readonly [key: string, text: string])[] {
  if (value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) => {
      return deepObjectPairs(`${name}[${typeof item === "object" && item !== null ? index : ""}]`, item);
    });
  }
  if (!isObject(value)) return [[name, encodeScalar(value)]];
  return Object.entries(value).flatMap(([key, entry]) => {
    if (/[[\]]/.test(key) || key === "") {
      throw new UnencodableValue("a property name with brackets in the style deepObject");
    }
    return deepObjectPairs(`${name}[${key}]`, entry);
  });
}

function encodeParameterContent(mediaType: string, value: Json): string {
  if (/[/+]json\s*(?:;|$)/i.test(mediaType)) return JSON.stringify(value);
  if (typeof value === "object") throw new UnencodableValue(`an array or an object as ${mediaType}`);
  return encodeScalar(value);
}

/** Returns the string of a scalar. Numbers have no exponent, because many servers reject exponents. */
export function encodeScalar(value: Json): string {
  if (typeof value === "object") throw new UnencodableValue("a nested array or object, or null among items");
  if (typeof value === "number" && /e/.test(String(value))) {
    const decimal = value.toFixed(20).replace(/\.?0+$/, "");
    if (Number(decimal) === value) return decimal;
    throw new UnencodableValue("a number that is too small for decimal notation");
  }
  return String(value);
}

/** Returns a string with all characters percent-encoded except for unreserved ones. RFC 3986 §2.3 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
