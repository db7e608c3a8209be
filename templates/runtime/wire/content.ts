/**
 * Values that travel as a string of a media type inside of something else: parameters with `content` (OpenAPI 3.2
 * §4.12.2.2) and JSON properties of a form. JSON and URL-encoded forms have their own syntax; any other media type is a
 * plain string.
 */
import type { JsonSyntax, Shape, ValueSpec } from "./specs.js";
import { percentEscape } from "./escapes.js";
import { parseQuery } from "./query.js";
import { encodeScalar, decodeScalar } from "./scalars.js";
import { shapeAlternatives, primitivesOf } from "./shapes.js";
import { decodePieces, encodePieces, readPairs, type Slot } from "./styles.js";
import { WireError } from "./wire-error.js";

export type ContentKind = NonNullable<ValueSpec["content"]>;

/** Encodes a value. Throws a `WireError` if the media type cannot carry it. */
export function encodeContent(kind: ContentKind, value: unknown, shape: Shape, json: JsonSyntax = JSON): string {
  if (kind === "json") return json.stringify(value);
  return kind === "form" ? encodePieces(formSlot(shape), value).join("&") : encodeScalar(value);
}

/** Decodes a value. Throws a `WireError` if the string is malformed. */
export function decodeContent(kind: ContentKind, text: string, shape: Shape, json?: JsonSyntax): unknown {
  if (kind === "json") return parseJson(text, json);
  if (kind === "text") return decodeScalar(text, primitivesOf(shape));
  const reader = readPairs(formSlot(shape), parseQuery(text), () => false);
  return decodePieces(shapeAlternatives(shape), reader);
}

/** Parses JSON. Throws a `WireError` that does not quote the input. `__proto__` is an ordinary property. */
export function parseJson(text: string, json: JsonSyntax = JSON): unknown {
  try {
    return json.parse(text);
  } catch {
    throw new WireError("is not valid JSON");
  }
}

function formSlot(shape: Shape): Slot {
  return { name: "", style: "form", explode: true, escape: percentEscape, shape };
}
