/**
 * One named value at its place, to the wire and back, whatever serialises it: a style, `deepObject`, a media type.
 * Parameters, response headers and the properties of forms are all such values.
 */
import { codecOf, type Encoders } from "./codec.js";
import { decodeContent, encodeContent } from "./content.js";
import { decodeDeepObject } from "./deep-object.js";
import { crumb, type Escape, percent, percentDecode, reservedInPath, reservedInQuery, verbatim } from "./escapes.js";
import type { ParameterIn, ValueSpec } from "./operation.js";
import { splitPair } from "./query.js";
import { knows } from "./shapes.js";
import { decodePieces, encodePieces, type Pair, readPairs, readWhole, type Slot, STYLES } from "./styles.js";
import { collect, WireError } from "./wire-error.js";

/** A form's properties travel as a query's do. */
export type Place = Exclude<ParameterIn, "querystring">;

export interface NamedValue extends ValueSpec {
  readonly name: string;
}

/** The pieces for the caller to join: none where nothing travels. Throws a `WireError`. */
export function encodeValue(
  place: Place,
  spec: NamedValue,
  value: unknown,
  encoders: Encoders = {},
): readonly string[] {
  const slot = slotOf(place, spec);
  if (spec.style === "deepObject") return codecOf(encoders, "deepObject")(slot, value);
  if (spec.content === undefined) return encodePieces(slot, value);
  if (value === undefined) return [];
  const text = encodeContent(spec.content, value, slot.shape);
  const encoded = slot.escape.encode(place === "header" ? escapeUnicode(text) : text, "");
  return [isNamed(place) ? `${slot.escape.encode(spec.name, "=")}=${encoded}` : encoded];
}

/** The value of a header, from its text. Throws a `WireError`. */
export function decodeHeader(spec: ValueSpec, text: string): unknown {
  const slot = slotOf("header", { ...spec, name: "" });
  if (spec.content !== undefined) return decodeContent(spec.content, text, slot.shape);
  return decodePieces(slot.shape, readWhole(slot, text));
}

/** The value of a path expression, from the text that it matched. Throws a `WireError`. */
export function decodeExpression(spec: NamedValue, text: string): unknown {
  const slot = slotOf("path", spec);
  if (spec.content !== undefined) return decodeContent(spec.content, slot.escape.decode(text), slot.shape);
  const { start, between, named } = STYLES[slot.style];
  if (!text.startsWith(start)) throw new WireError(`must begin with "${start}"`);
  const raw = text.slice(start.length);
  const reader = named ? readPairs(slot, raw.split(between).map(splitPair), () => false) : readWhole(slot, raw);
  return decodePieces(slot.shape, reader);
}

/**
 * A value of a query, cookie or form, from all its pairs, of which `isTaken` are others'; `depth`: levels that it may
 * have in style `deepObject`. Throws a `WireError`.
 */
export function decodePairs(
  place: "query" | "cookie",
  spec: NamedValue,
  pairs: readonly Pair[],
  isTaken: (name: string) => boolean,
  depth?: number,
): unknown {
  const slot = slotOf(place, spec);
  if (spec.style === "deepObject") return decodeDeepObject(spec.name, pairs, slot.shape, depth);
  const named = slot.escape === percent && place === "cookie" ? pairs.map(decodeName) : pairs;
  const reader = readPairs(slot, named, isTaken);
  if (spec.content === undefined) return decodePieces(slot.shape, reader);
  const text = reader.text();
  return text === undefined ? undefined : decodeContent(spec.content, text, slot.shape);
}

/** Whether a pair of that name is part of the value, as far as names tell. */
export function claims(spec: NamedValue, pair: string): boolean {
  const { name, explode, shape } = slotOf("query", spec);
  if (spec.style === "deepObject") return pair.startsWith(`${name}[`);
  return name === pair || (explode && spec.content === undefined && knows(shape, pair));
}

/** A name that is malformed is another's. */
function decodeName(pair: Pair): Pair {
  return { ...pair, name: collect([], { in: "cookie", name: pair.name }, () => percentDecode(pair.name)) ?? pair.name };
}

/** The style that a value has where the description names none. OpenAPI 3.2 §4.12.2.1. */
function slotOf(place: Place, spec: NamedValue): Slot {
  const style = spec.style ?? (isNamed(place) ? "form" : "simple");
  return {
    name: spec.name,
    style: style === "deepObject" ? "form" : style,
    explode: spec.explode ?? (style === "form" || style === "cookie"),
    escape: escapeOf(place, spec),
    shape: spec.shape ?? "string",
  };
}

function escapeOf(place: Place, { style, allowReserved }: NamedValue): Escape {
  if (place === "header") return verbatim;
  if (style === "cookie") return crumb;
  if (!allowReserved) return percent;
  return place === "path" ? reservedInPath : reservedInQuery;
}

function isNamed(place: Place): boolean {
  return place === "query" || place === "cookie";
}

/** JSON in a header: only ASCII can be there. */
function escapeUnicode(json: string): string {
  return json.replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
