/**
 * Values to text by the styles of OpenAPI 3.2 §4.12.3: written for the tests alone, so that it and the runtime of
 * generated code can be held against each other.
 */
import { type Json, isObject } from "../../1-document/json.ts";
import type { Serialisation } from "../description/description.ts";

/** Neither the specification nor HTTP has a form for the value here. */
export class Uncarriable extends Error {
  override readonly name = "Uncarriable";
}

/** Undefined where nothing can carry it. */
export async function carried<T>(made: Promise<T>): Promise<T | undefined> {
  return made.catch((error: unknown) => {
    if (error instanceof Uncarriable) return undefined;
    throw error;
  });
}

/** What stands between `&`, `;` or `,`: with its name in the styles that have names. Nothing is percent-encoded yet. */
export interface Piece {
  readonly name: string | undefined;
  /** Items between which `delimiter` stands, unencoded. */
  readonly items: readonly string[];
  readonly delimiter: string;
}

/** Nothing travels where the value is empty, or null. */
export function piecesOf(name: string, { style, explode, mediaType }: Serialisation, value: Json): readonly Piece[] {
  const named = style !== "simple" && style !== "label";
  const single = (text: string, label: string | undefined = named ? name : undefined): Piece => {
    return { name: label, items: [text], delimiter: "" };
  };
  if (mediaType !== undefined) return [single(contentOf(mediaType, value))];
  if (style === "deepObject" && typeof value !== "object") throw new Uncarriable("a single value as a deep object");
  if (style === "deepObject") return deep(name, value).map(([key, text]) => single(text, key));
  if (value === null) return [];
  const delimiter = { spaceDelimited: " ", pipeDelimited: "|" }[style] ?? ",";
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => scalar(item));
    if (items.length === 0) return [];
    return explode ? items.map((item) => single(item)) : [{ name: named ? name : undefined, items, delimiter }];
  }
  if (isObject(value)) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== null);
    if (entries.length === 0) return [];
    if (explode) return entries.map(([key, entry]) => single(scalar(entry), key));
    const items = entries.flatMap(([key, entry]) => [key, scalar(entry)]);
    return [{ name: named ? name : undefined, items, delimiter }];
  }
  return [single(scalar(value))];
}

/** The specification goes one level deep; beyond that, brackets go on as PHP, Rails and qs read them. */
function deep(name: string, value: Json): readonly (readonly [key: string, text: string])[] {
  if (value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) => {
      return deep(`${name}[${typeof item === "object" && item !== null ? index : ""}]`, item);
    });
  }
  if (!isObject(value)) return [[name, scalar(value)]];
  return Object.entries(value).flatMap(([key, entry]) => {
    if (/[[\]]/.test(key) || key === "") throw new Uncarriable("a key with brackets");
    return deep(`${name}[${key}]`, entry);
  });
}

function contentOf(mediaType: string, value: Json): string {
  if (/[/+]json\s*(?:;|$)/i.test(mediaType)) return JSON.stringify(value);
  if (typeof value === "object") throw new Uncarriable(`a structure as ${mediaType}`);
  return scalar(value);
}

/** Numbers are plain decimals: few readers know exponents. */
export function scalar(value: Json): string {
  if (typeof value === "object") throw new Uncarriable("a value within a value, or null among others");
  if (typeof value === "number" && /e/.test(String(value))) {
    const decimal = value.toFixed(20).replace(/\.?0+$/, "");
    if (Number(decimal) === value) return decimal;
    throw new Uncarriable("a number that is too small to be written out");
  }
  return String(value);
}

/** RFC 3986 §2.3: everything but unreserved characters. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
