/**
 * Encoding and decoding of one named value in its place, by a style, `deepObject` or a media type. Parameters, response
 * headers and properties of forms are such values.
 */
import { defaultStyleOf, explodesByDefault, type ParameterIn } from "./parameter-places.js";
import type { ValueSpec } from "./specs.js";
import { codecOf, type EncodePieces, type Encoders, type NamedValue } from "./codec.js";
import { decodeContent, encodeContent } from "./content.js";
import { decodeDeepObject, encodeNested } from "./deep-object.js";
import {
  cookieEscape,
  encodeCookieText,
  encodeHeaderText,
  type Escape,
  percentEscape,
  percentDecode,
  percentEncode,
  reservedInCookie,
  reservedInPath,
  reservedInQuery,
  headerEscape,
} from "./escapes.js";
import { splitPair } from "./query.js";
import { encodeScalar } from "./scalars.js";
import { type Attempts, shapeAlternatives, isAbsent, admitsOtherProperties, namesProperty } from "./shapes.js";
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
import { collectError, WireError } from "./wire-error.js";

export type { NamedValue } from "./codec.js";

/** The place of a value. Properties of a form are encoded as in a query. */
export type ValueLocation = ParameterIn;

/**
 * Encodes a value as pieces for the caller to join. Returns no pieces for an absent value. Single values in the default
 * style are built in; others need an encoder of the operation. Throws a `WireError`.
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
  const text = encode(encodeScalar(value), "");
  return [hasNamedPieces(place) ? `${encode(name, "=")}=${text}` : text];
}

/** Encodes a value of any shape in any style. A path expression is one piece. Throws a `WireError`. */
export const encodeStyled: EncodePieces = (place, spec, value) => {
  const slot = { ...resolveSlot(place, spec), ...(spec.allowReserved && { escape: reservedIn(place) }) };
  const pieces = encodePieces(slot, value);
  return place === "path" && pieces.length > 0 ? [joinPieces(slot, pieces)] : pieces;
};

/** Encodes a value by its media type. Throws a `WireError`. */
export const encodeContentValue: EncodePieces = (place, { name, content = "text", shape = "any", ...spec }, value) => {
  if (content === "json" ? value === undefined : isAbsent(value)) return [];
  const text = encodeContent(content, value, shape, spec.json);
  if (place === "querystring") return [content === "form" ? text : percentEscape.encode(text, "")];
  const escape = spec.allowReserved ? reservedIn(place) : escapeOf(place, spec);
  const encoded = escape.encode(place === "header" && content === "json" ? escapeUnicode(text) : text, "");
  return [hasNamedPieces(place) ? `${escape.encode(name, "=")}=${encoded}` : encoded];
};

/** Encodes a value in the style `deepObject`: `filter[name]=x`. Throws a `WireError`. */
export const encodeDeepObject: EncodePieces = (place, spec, value) => {
  const escape = spec.allowReserved ? reservedIn(place) : percentEscape;
  return encodeNested({ name: spec.name, escape, shape: spec.shape ?? "any" }, value);
};

// Decoders are created once per description and used for all requests. All of them throw a `WireError`.

/** Creates the decoder of a header. */
export function headerDecoder(spec: ValueSpec): (text: string, attempts?: Attempts) => unknown {
  const { content, json } = spec;
  const slot = resolveSlot("header", { ...spec, name: "" });
  if (content !== undefined) return (text) => decodeContent(content, text, slot.shape, json);
  const shapes = shapeAlternatives(slot.shape);
  return (text, attempts) => decodePieces(shapes, readWhole(slot, text), attempts);
}

/** Decodes a header of a response. Its decoder is not kept, because few headers of responses are read. */
export function decodeHeader(spec: ValueSpec, text: string): unknown {
  return headerDecoder(spec)(text);
}

/** Creates the decoder of a path expression. */
export function expressionDecoder(spec: NamedValue): (text: string, attempts?: Attempts) => unknown {
  const { content, json } = spec;
  const slot = resolveSlot("path", spec);
  if (content !== undefined) return (text) => decodeContent(content, slot.escape.decode(text), slot.shape, json);
  const shapes = shapeAlternatives(slot.shape);
  const { start, between, named } = STYLES[slot.style];
  return (text, attempts) => {
    if (!text.startsWith(start)) throw new WireError(`must begin with "${start}"`);
    const raw = text.slice(start.length);
    const reader = named ? readPairs(slot, raw.split(between).map(splitPair), () => false) : readWhole(slot, raw);
    return decodePieces(shapes, reader, attempts);
  };
}

/**
 * Creates the decoder of a value in a query, cookie or form, from all pairs there. `isTaken` returns true for names of
 * other values. `depth` limits the levels of style `deepObject`.
 */
export function pairsDecoder(
  place: "query" | "cookie",
  spec: NamedValue,
  isTaken: (name: string) => boolean,
  depth?: number,
): (pairs: readonly Pair[], attempts?: Attempts) => unknown {
  const { name, style, content, json } = spec;
  const slot = resolveSlot(place, spec);
  if (style === "deepObject") return (pairs, attempts) => decodeDeepObject(name, pairs, slot.shape, depth, attempts);
  const shapes = shapeAlternatives(slot.shape);
  const isEscaped = slot.escape === percentEscape && place === "cookie";
  return (pairs, attempts) => {
    const reader = readPairs(slot, isEscaped ? pairs.map(decodeName) : pairs, isTaken);
    if (content === undefined) return decodePieces(shapes, reader, attempts);
    const text = reader.text();
    return text === undefined ? undefined : decodeContent(content, text, slot.shape, json);
  };
}

/** Returns true if the value can own a pair of that name. */
export function claimsPair(spec: NamedValue, pair: string): boolean {
  const { name, explode, shape } = resolveSlot("query", spec);
  if (spec.style === "deepObject") return pair === name || pair.startsWith(`${name}[`);
  return name === pair || (explode && spec.content === undefined && namesProperty(shape, pair));
}

/** Returns true if the value owns the pairs of all other names: an exploded object with undocumented properties. */
export function claimsOtherPairs(spec: NamedValue): boolean {
  const { explode, shape } = resolveSlot("query", spec);
  return explode && spec.style !== "deepObject" && spec.content === undefined && admitsOtherProperties(shape);
}

/** Decodes the name of a pair. A malformed name belongs to another application and stays. */
function decodeName(pair: Pair): Pair {
  return {
    ...pair,
    name: collectError([], { in: "cookie", name: pair.name }, () => percentDecode(pair.name)) ?? pair.name,
  };
}

/** Returns a value's name and encoding with the defaults of its place. OpenAPI 3.2 §4.12.2.1. */
function resolveSlot(place: ValueLocation, spec: NamedValue): Slot {
  const style = spec.style ?? defaultStyleOf(place);
  return {
    name: spec.name,
    style: style === "deepObject" ? "form" : style,
    explode: spec.explode ?? explodesByDefault(style),
    escape: escapeOf(place, spec),
    shape: spec.shape ?? "string",
  };
}

/** Returns the encoder of `escapeOf` alone, so that clients need not bundle the decoder. */
function encoderOf(place: ValueLocation, { style }: Pick<ValueSpec, "style">): Escape["encode"] {
  if (place === "header") return encodeHeaderText;
  return style === "cookie" ? encodeCookieText : percentEncode;
}

function escapeOf(place: ValueLocation, { style }: Pick<ValueSpec, "style">): Escape {
  if (place === "header") return headerEscape;
  return style === "cookie" ? cookieEscape : percentEscape;
}

/** Returns the escaping of `allowReserved`. Decoding does not differ from other percent-encoding. */
function reservedIn(place: ValueLocation): Escape {
  if (place === "header") return headerEscape;
  if (place === "cookie") return reservedInCookie;
  return place === "path" ? reservedInPath : reservedInQuery;
}

function hasNamedPieces(place: ValueLocation): boolean {
  return place === "query" || place === "cookie";
}

/** Escapes non-ASCII characters of JSON in a header. */
function escapeUnicode(json: string): string {
  return json.replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
