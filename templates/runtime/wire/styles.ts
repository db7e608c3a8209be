/**
 * The styles of OpenAPI 3.2 §4.12.3 in one table for encoder and decoder.
 *
 * Values that are decoded differently from what was encoded:
 * - An empty array or object is not sent (RFC 6570 §2.3). It is decoded as absent.
 * - Null is not sent (RFC 6570 §2.3). As an item it is `null` if the shape admits no string, and else rejected.
 * - A value of several types is decoded as the first type that matches, a string last.
 * - An exploded object of style `form` has no name of its own: it is decoded by the names of its properties.
 * - White space around a header or its items is lost.
 *
 * Nested arrays and objects are rejected, because OpenAPI does not define their encoding (but see `deep-object.ts`).
 * Items that contain an ambiguous separator are rejected, too (`spaceDelimited`, `pipeDelimited`, headers).
 */
import type { ParameterStyle } from "./parameter-places.js";
import type { ObjectShape, Shape } from "./specs.js";
import type { Escape } from "./escapes.js";
import { recordOfEntries, isRecord } from "./records.js";
import { encodeScalar, decodeScalar } from "./scalars.js";
import type { Attempts, ShapeAlternative } from "./shapes.js";
import {
  candidateTypes,
  hasOtherProperties,
  arrayShapeOf,
  decodeFirst,
  isAbsent,
  objectShapeOf,
  presentEntries,
  primitivesOf,
  propertyShape,
  encodesNull,
} from "./shapes.js";
import { WireError } from "./wire-error.js";

/** A value's name and encoding, with all defaults applied. */
export interface Slot {
  readonly name: string;
  readonly style: Exclude<ParameterStyle, "deepObject">;
  readonly explode: boolean;
  readonly escape: Escape;
  readonly shape: Shape;
}

interface StyleRow {
  /** The prefix of the first piece. */
  readonly start: string;
  /**
   * The separator of the pieces of an exploded value. In a query or cookie, pieces of several parameters are joined.
   */
  readonly between: string;
  /** The separator of the items of a value that is not exploded. All but the comma are percent-encoded. */
  readonly delimiter: "," | " " | "|";
  /** True if a piece is `name=item`. */
  readonly named: boolean;
}

export const STYLES: Readonly<Record<Slot["style"], StyleRow>> = {
  simple: { start: "", between: ",", delimiter: ",", named: false },
  label: { start: ".", between: ".", delimiter: ",", named: false },
  matrix: { start: ";", between: ";", delimiter: ",", named: true },
  form: { start: "", between: "&", delimiter: ",", named: true },
  spaceDelimited: { start: "", between: "&", delimiter: " ", named: true },
  pipeDelimited: { start: "", between: "&", delimiter: "|", named: true },
  cookie: { start: "", between: ";", delimiter: ",", named: true },
};

/** Encodes a value as pieces for the caller to join. Returns no pieces for an absent value. Throws a `WireError`. */
export function encodePieces({ name, style, explode, escape, shape }: Slot, value: unknown): readonly string[] {
  const { between, delimiter, named } = STYLES[style];
  const separator = explode ? between : delimiter;
  const label = named ? `${escape.encode(name, "=")}=` : "";
  const encodeItem = (item: unknown, expected: Shape) => {
    if (item === null && !encodesNull(expected)) throw new WireError("contains null, which cannot be encoded");
    return escape.encode(encodeScalar(item), separator);
  };

  const array = arrayShapeOf(shape);
  const object = objectShapeOf(shape);
  let items: readonly string[];
  if (array && Array.isArray(value)) {
    items = value.map((item) => encodeItem(item, array.items));
    if (explode) return items.map((item) => label + item);
  } else if (object && isRecord(value)) {
    items = presentEntries(value, object).flatMap(([key, entry, expected]) => {
      const pair = [
        escape.encode(encodeScalar(key), explode ? `${separator}=` : separator),
        encodeItem(entry, expected),
      ];
      return explode ? pair.join("=") : pair;
    });
    if (explode) return items;
  } else {
    return isAbsent(value) ? [] : [label + escape.encode(encodeScalar(value), named ? between : "")];
  }
  return items.length === 0 ? [] : [label + items.join(delimiter === "," ? "," : encodeURIComponent(delimiter))];
}

/** Joins the pieces of a path expression. */
export function joinPieces({ style }: Slot, pieces: readonly string[]): string {
  const { start, between } = STYLES[style];
  // RFC 6570 §3.2.7: an empty value of style `matrix` is its name only
  const bare = style === "matrix" ? pieces.map((piece) => piece.replace(/^([^=]*)=$/, "$1")) : pieces;
  return start + bare.join(between);
}

/** A pair `name=value`. The name is decoded, the value is not. */
export interface Pair {
  readonly name: string;
  readonly raw: string;
}

/** Decodes a value by the alternatives of its shape. Returns undefined if it is absent. Throws a `WireError`. */
export function decodePieces(shapes: readonly ShapeAlternative[], reader: StyleReader, attempts?: Attempts): unknown {
  return decodeFirst(shapes, (alternative) => decodeAlternative(reader, alternative, attempts), attempts);
}

/** The encoded value, read as a single value, as items or as entries. The shape determines which one is used. */
export interface StyleReader {
  readonly text: () => string | undefined;
  readonly items: () => readonly string[] | undefined;
  readonly entries: (shape: ObjectShape) => readonly (readonly [name: string, text: string])[] | undefined;
}

function decodeAlternative(reader: StyleReader, alternative: ShapeAlternative, attempts?: Attempts): unknown {
  if ("properties" in alternative) {
    const entries = reader.entries(alternative);
    return (
      entries &&
      recordOfEntries(entries, (text, name) => decodeLeaf(text, propertyShape(alternative, name), attempts?.at(name)))
    );
  }
  if ("items" in alternative) {
    return reader.items()?.map((text, index) => decodeLeaf(text, alternative.items, attempts?.at(index)));
  }
  const text = reader.text();
  return text === undefined ? undefined : decodeScalar(text, alternative);
}

function decodeLeaf(text: string, shape: Shape, attempts?: Attempts): unknown {
  const types = primitivesOf(shape);
  return attempts
    ? attempts.choose(candidateTypes(types).map((candidate) => () => decodeScalar(text, candidate)))
    : decodeScalar(text, types);
}

/** Creates the reader of a style without names or of a header, where the whole string is the value. */
export function readWhole({ style, explode, escape }: Slot, raw: string): StyleReader {
  const { between, delimiter } = STYLES[style];
  const items = () => raw.split(explode ? between : delimiter).map(escape.decode);
  return {
    text: () => escape.decode(raw),
    items,
    entries: () => (explode ? raw.split(between).map((piece) => splitEntry(piece, escape)) : pairUp(items())),
  };
}

/**
 * Creates the reader of a style with names. `pairs` are all pairs of the place. `isTaken` returns true for names of
 * other parameters.
 */
export function readPairs(
  { name, style, explode, escape }: Slot,
  pairs: readonly Pair[],
  isTaken: (name: string) => boolean,
): StyleReader {
  const { delimiter } = STYLES[style];
  const own = pairs.filter((pair) => pair.name === name);
  const single = () => {
    if (own.length > 1) throw new WireError("is given more than once");
    return own[0]?.raw;
  };
  const list = (raw: string) =>
    delimiter === "," ? raw.split(delimiter).map(escape.decode) : escape.decode(raw).split(delimiter);
  const items = () => {
    if (explode) return own.length === 0 ? undefined : own.map((pair) => escape.decode(pair.raw));
    const raw = single();
    return raw === undefined ? undefined : list(raw);
  };
  return {
    text: () => {
      const raw = single();
      return raw === undefined ? undefined : escape.decode(raw);
    },
    items,
    entries(shape) {
      if (!explode) return pairUp(items());
      const isOpen = style === "matrix" || hasOtherProperties(shape); // a path expression has no other parameters
      const mine = pairs.filter(
        (pair) => Object.hasOwn(shape.properties, pair.name) || (isOpen && !isTaken(pair.name)),
      );
      return mine.length === 0 ? undefined : mine.map((pair) => [pair.name, escape.decode(pair.raw)]);
    },
  };
}

function splitEntry(piece: string, escape: Escape): [string, string] {
  const at = piece.indexOf("=");
  if (at === -1) throw new WireError("must be name=value");
  return [escape.decode(piece.slice(0, at)), escape.decode(piece.slice(at + 1))];
}

function pairUp(items: readonly string[] | undefined): [string, string][] | undefined {
  if (items && items.length % 2 !== 0) throw new WireError("must be a sequence of names and values");
  return items?.flatMap((name, index) => (index % 2 === 0 ? [[name, items[index + 1] ?? ""]] : []));
}
