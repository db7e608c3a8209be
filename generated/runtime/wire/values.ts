/**
 * One named value at its place, to the wire and back, whatever serialises it: a style, `deepObject`, a media type.
 * Parameters, response headers and the properties of forms are all such values.
 */
import { defaultStyleOf, explodesByDefault, type ParameterIn } from "./parameter-places.js";
import type { ValueSpec } from "./specs.js";
import { codecOf, type EncodePieces, type Encoders, type NamedValue } from "./codec.js";
import { decodeContent, encodeContent } from "./content.js";
import { decodeDeepObject, encodeNested } from "./deep-object.js";
import {
  crumb,
  encodeCrumb,
  encodeVerbatim,
  type Escape,
  percent,
  percentDecode,
  percentEncode,
  reservedInCookie,
  reservedInPath,
  reservedInQuery,
  verbatim,
} from "./escapes.js";
import { splitPair } from "./query.js";
import { scalarToText } from "./scalars.js";
import { alternatives, isAbsent, isOpen, knows } from "./shapes.js";
import {
  decodePieces,
  encodePieces,
  joinPieces,
  type Pair,
  readPairs,
  readWhole,
  type Slot,
  STYLES,
} from "./styles.js";
import { collect, WireError } from "./wire-error.js";

export type { NamedValue } from "./codec.js";

/** A form's properties travel as a query's do. */
export type ValueLocation = ParameterIn;

/**
 * The pieces for the caller to join: none where nothing travels. What is more than a single value in the default style
 * of its place is for the encoders that the operation brings. Throws a `WireError`.
 */
export function encodeValue(
  place: ValueLocation,
  spec: NamedValue,
  value: unknown,
  encoders: Encoders = {},
): readonly string[] {
  const { name, style, content, allowReserved, shape = "string" } = spec;
  if (style === "deepObject") return codecOf(encoders, style)(place, spec, value);
  if (content !== undefined) return codecOf(encoders, "content")(place, spec, value);
  const isPlain = style === undefined || style === "form" || style === "cookie";
  if (!isPlain || allowReserved || typeof shape === "object" || shape === "any" || shape === "null") {
    return codecOf(encoders, "styled")(place, spec, value);
  }
  if (value === undefined || value === null) return [];
  const encode = encoderOf(place, spec);
  const text = encode(scalarToText(value), "");
  return [isNamed(place) ? `${encode(name, "=")}=${text}` : text];
}

/** A value of any shape by any style of the table. An expression of a path comes as one piece. Throws a `WireError`. */
export const encodeStyled: EncodePieces = (place, spec, value) => {
  const slot = { ...slotOf(place, spec), ...(spec.allowReserved && { escape: reservedIn(place) }) };
  const pieces = encodePieces(slot, value);
  return place === "path" && pieces.length > 0 ? [joinPieces(slot, pieces)] : pieces;
};

/** A value by the media type that the description gives it. Throws a `WireError`. */
export const encodeContentValue: EncodePieces = (place, { name, content = "text", shape = "any", ...spec }, value) => {
  if (content === "text" ? isAbsent(value, shape) : value === undefined) return [];
  const text = encodeContent(content, value, shape, spec.json);
  if (place === "querystring") return [content === "form" ? text : percent.encode(text, "")];
  const escape = spec.allowReserved ? reservedIn(place) : escapeOf(place, spec);
  const encoded = escape.encode(place === "header" && content === "json" ? escapeUnicode(text) : text, "");
  return [isNamed(place) ? `${escape.encode(name, "=")}=${encoded}` : encoded];
};

/** `filter[name]=x`, whatever the place. Throws a `WireError`. */
export const encodeDeepObject: EncodePieces = (place, spec, value) => {
  const escape = spec.allowReserved ? reservedIn(place) : percent;
  return encodeNested({ name: spec.name, escape, shape: spec.shape ?? "any" }, value);
};

// Decoders are made of what the description says, and used for as many requests as there are. All throw a `WireError`.

/** Of the text of a header. */
export function headerDecoder(spec: ValueSpec): (text: string) => unknown {
  const { content, json } = spec;
  const slot = slotOf("header", { ...spec, name: "" });
  if (content !== undefined) return (text) => decodeContent(content, text, slot.shape, json);
  const shapes = alternatives(slot.shape);
  return (text) => decodePieces(shapes, readWhole(slot, text));
}

/** The same for answers, whose headers are read at times. */
export function decodeHeader(spec: ValueSpec, text: string): unknown {
  return headerDecoder(spec)(text);
}

/** Of the text that a path expression matched. */
export function expressionDecoder(spec: NamedValue): (text: string) => unknown {
  const { content, json } = spec;
  const slot = slotOf("path", spec);
  if (content !== undefined) return (text) => decodeContent(content, slot.escape.decode(text), slot.shape, json);
  const shapes = alternatives(slot.shape);
  const { start, between, named } = STYLES[slot.style];
  return (text) => {
    if (!text.startsWith(start)) throw new WireError(`must begin with "${start}"`);
    const raw = text.slice(start.length);
    const reader = named ? readPairs(slot, raw.split(between).map(splitPair), () => false) : readWhole(slot, raw);
    return decodePieces(shapes, reader);
  };
}

/**
 * Of a value of a query, cookie or form, from all its pairs, of which `isTaken` are others'; `depth`: levels that it
 * may have in style `deepObject`.
 */
export function pairsDecoder(
  place: "query" | "cookie",
  spec: NamedValue,
  isTaken: (name: string) => boolean,
  depth?: number,
): (pairs: readonly Pair[]) => unknown {
  const { name, style, content, json } = spec;
  const slot = slotOf(place, spec);
  if (style === "deepObject") return (pairs) => decodeDeepObject(name, pairs, slot.shape, depth);
  const shapes = alternatives(slot.shape);
  const isEscaped = slot.escape === percent && place === "cookie";
  return (pairs) => {
    const reader = readPairs(slot, isEscaped ? pairs.map(decodeName) : pairs, isTaken);
    if (content === undefined) return decodePieces(shapes, reader);
    const text = reader.text();
    return text === undefined ? undefined : decodeContent(content, text, slot.shape, json);
  };
}

/** Whether a pair of that name is part of the value, as far as names tell. */
export function claims(spec: NamedValue, pair: string): boolean {
  const { name, explode, shape } = slotOf("query", spec);
  if (spec.style === "deepObject") return pair === name || pair.startsWith(`${name}[`);
  return name === pair || (explode && spec.content === undefined && knows(shape, pair));
}

/** Whether a pair that no other value claims is part of it: of an exploded object of any names. */
export function claimsRest(spec: NamedValue): boolean {
  const { explode, shape } = slotOf("query", spec);
  return explode && spec.style !== "deepObject" && spec.content === undefined && isOpen(shape);
}

/** A name that is malformed is another's. */
function decodeName(pair: Pair): Pair {
  return { ...pair, name: collect([], { in: "cookie", name: pair.name }, () => percentDecode(pair.name)) ?? pair.name };
}

/** The style that a value has where the description names none. OpenAPI 3.2 §4.12.2.1. */
function slotOf(place: ValueLocation, spec: NamedValue): Slot {
  const style = spec.style ?? defaultStyleOf(place);
  return {
    name: spec.name,
    style: style === "deepObject" ? "form" : style,
    explode: spec.explode ?? explodesByDefault(style),
    escape: escapeOf(place, spec),
    shape: spec.shape ?? "string",
  };
}

/** How `escapeOf` encodes, without its inverse. */
function encoderOf(place: ValueLocation, { style }: Pick<ValueSpec, "style">): Escape["encode"] {
  if (place === "header") return encodeVerbatim;
  return style === "cookie" ? encodeCrumb : percentEncode;
}

function escapeOf(place: ValueLocation, { style }: Pick<ValueSpec, "style">): Escape {
  if (place === "header") return verbatim;
  return style === "cookie" ? crumb : percent;
}

/** Of `allowReserved`, which is undressed as everything percent-encoded is. */
function reservedIn(place: ValueLocation): Escape {
  if (place === "header") return verbatim;
  if (place === "cookie") return reservedInCookie;
  return place === "path" ? reservedInPath : reservedInQuery;
}

function isNamed(place: ValueLocation): boolean {
  return place === "query" || place === "cookie";
}

/** JSON in a header: only ASCII can be there. */
function escapeUnicode(json: string): string {
  return json.replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
