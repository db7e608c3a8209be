/**
 * Values that travel as text of a media type inside something else: parameters with `content` (OpenAPI 3.2
 * §4.12.2.2), JSON properties of a form. JSON by its syntax, urlencoded forms by style `form`, all else as text.
 */
import { percent } from "./escapes.js";
import type { Shape } from "./operation.js";
import { parseQuery } from "./query.js";
import { decodePieces, encodePieces, readPairs, type Slot } from "./styles.js";
import { scalarToText } from "./scalars.js";
import { WireError } from "./wire-error.js";

export function isJson(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(?:;|$)/i.test(mediaType);
}

/** Throws a `WireError` where the media type has no form for the value. */
export function encodeContent(mediaType: string, value: unknown, shape: Shape): string {
  if (isJson(mediaType)) return JSON.stringify(value);
  return isForm(mediaType) ? encodePieces(formSlot(shape), value).join("&") : scalarToText(value);
}

/** Throws a `WireError` where the text is malformed. */
export function decodeContent(mediaType: string, text: string, shape: Shape): unknown {
  return isForm(mediaType)
    ? decodePieces(
        shape,
        readPairs(formSlot(shape), parseQuery(text), () => false),
      )
    : decodeText(mediaType, text);
}

/** The same for what is no form. */
export function decodeText(mediaType: string, text: string): unknown {
  return isJson(mediaType) ? parseJson(text) : text;
}

/** Throws a `WireError`, which says nothing of the text. An own `__proto__` stays data. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WireError("is not valid JSON");
  }
}

export function isForm(mediaType: string): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(mediaType);
}

function formSlot(shape: Shape): Slot {
  return { name: "", style: "form", explode: true, escape: percent, shape };
}
