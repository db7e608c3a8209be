/**
 * One named value at its place, to the wire and back, whatever serialises it: a style, `deepObject`, a media type.
 * Parameters, response headers and the properties of forms are all such values.
 */
import { decodeContent, encodeContent } from "./content.js";
import { decodeDeepObject, encodeDeepObject } from "./deep-object.js";
import { crumb, type Escape, percent, reservedInPath, reservedInQuery, verbatim } from "./escapes.js";
import type { ParameterIn, ValueSpec } from "./operation.js";
import { splitPair } from "./query.js";
import { decodePieces, encodePieces, type Pair, type Slot, STYLES } from "./styles.js";
import { WireError } from "./wire-error.js";

/** A form's properties travel as a query's do. */
export type Place = Exclude<ParameterIn, "querystring">;

export interface NamedValue extends ValueSpec {
  readonly name: string;
}

/** The pieces for the caller to join: none where nothing travels. Throws a `WireError`. */
export function encodeValue(place: Place, spec: NamedValue, value: unknown): readonly string[] {
  const slot = slotOf(place, spec);
  if (spec.content !== undefined) {
    if (value === undefined) return [];
    const text = encodeContent(spec.content, value, slot.shape);
    const encoded = slot.escape.encode(place === "header" ? escapeUnicode(text) : text, "");
    return [isNamed(place) ? `${slot.escape.encode(spec.name, "=")}=${encoded}` : encoded];
  }
  return spec.style === "deepObject" ? encodeDeepObject(spec.name, value, slot.shape) : encodePieces(slot, value);
}

/** A value of a path or header, from the whole of its text. Throws a `WireError`. */
export function decodeText(place: "path" | "header", spec: NamedValue, text: string): unknown {
  const slot = slotOf(place, spec);
  if (spec.content !== undefined) return decodeContent(spec.content, slot.escape.decode(text), slot.shape);
  const { start, between, named } = STYLES[slot.style];
  if (!text.startsWith(start)) throw new WireError(`must begin with "${start}"`);
  const raw = text.slice(start.length);
  return decodePieces(slot, named ? raw.split(between).map(splitPair) : raw, () => false);
}

/** A value of a query, cookie or form, from all its pairs. Throws a `WireError`. */
export function decodePairs(
  place: "query" | "cookie",
  spec: NamedValue,
  pairs: readonly Pair[],
  isTaken: (name: string) => boolean,
): unknown {
  const slot = slotOf(place, spec);
  if (spec.style === "deepObject") return decodeDeepObject(spec.name, pairs, slot.shape);
  if (spec.content === undefined) return decodePieces(slot, pairs, isTaken);
  const text = decodePieces({ ...slot, shape: "string" }, pairs, isTaken);
  return typeof text === "string" ? decodeContent(spec.content, text, slot.shape) : undefined;
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
