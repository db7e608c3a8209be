/** Escaping of values per place in a request. RFC 3986 §2, RFC 6265 §4.1, RFC 9110 §5.5. */
import { WireError } from "./wire-error.js";

export interface Escape {
  /** Throws a `WireError` if the place cannot carry the string, or if it contains one of the `separators` around it. */
  readonly encode: (text: string, separators: string) => string;
  /** Throws a `WireError` if the string is malformed. */
  readonly decode: (text: string) => string;
}

/** Percent-encoding of all but unreserved characters: for path, query, form bodies, and cookies of style `form`. */
export const percentEscape: Escape = { encode: percentEncode, decode: percentDecode };

/**
 * Escaping with `allowReserved`: percent-encoded triples and reserved characters stay. Exceptions are characters that
 * would end the value: `/?#[];` in a path, `#[]&+` in a query, and also `;` in a cookie. A value that contains a triple
 * is decoded on the other side. The annotations let bundlers drop what is not used.
 */
export const reservedInPath: Escape = { encode: /* @__PURE__ */ encoderExcept(":@!$&'()*+,="), decode: percentDecode };
export const reservedInQuery: Escape = {
  encode: /* @__PURE__ */ encoderExcept(":/?@!$'()*,;="),
  decode: percentDecode,
};
export const reservedInCookie: Escape = {
  encode: /* @__PURE__ */ encoderExcept(":/?@!$'()*,="),
  decode: percentDecode,
};

/** Headers without escaping. OpenAPI 3.2 Appendix D. */
export const headerEscape: Escape = { encode: encodeHeaderText, decode: trim };

/** Cookies of style `cookie`, which end at the next semicolon. */
export const cookieEscape: Escape = { encode: encodeCookieText, decode: trim };

/** Decodes once. Throws a `WireError` unless every `%` begins a triple and the bytes are UTF-8. */
export function percentDecode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new WireError("is not valid percent-encoding");
  }
}

// separate functions, so that a client that only encodes does not bundle the decoders

export function encodeHeaderText(text: string, separators: string): string {
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) throw new WireError("contains a character that headers do not permit");
  if (text !== text.trim()) throw new WireError("begins or ends with white space, which headers lose");
  return rejectSeparators(text, separators);
}

export function encodeCookieText(text: string, separators: string): string {
  return encodeHeaderText(text, `${separators};`);
}

function trim(text: string): string {
  return text.trim();
}

/** Escapes more than encodeURIComponent does: `!'()*` (RFC 6570), and dots if they are separators. */
export function percentEncode(text: string, separators: string): string {
  const unescaped = separators.includes(".") ? /[!'()*.]/g : /[!'()*]/g;
  // space and pipe are percent-encoded as separators, too, so an item cannot contain them
  return encodeURIComponent(rejectSeparators(text, separators.replaceAll(/[^ |]/g, ""))).replaceAll(
    unescaped,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function encoderExcept(reserved: string): Escape["encode"] {
  return (text, separators) => {
    const encoded = percentEncode(text, separators).replaceAll(
      /%(25(?=[\da-f]{2}))?../gi,
      (triple, isEscaped?: string) => {
        const character = String.fromCharCode(Number(`0x${triple.slice(isEscaped ? 3 : 1)}`));
        // an encoded separator cannot be told from this triple
        if (isEscaped) return `%${rejectSeparators(character, separators.replaceAll(/[^ |]/g, "")) && triple.slice(3)}`;
        return reserved.includes(character) && !separators.includes(character) ? character : triple;
      },
    );
    percentDecode(encoded); // a triple from the caller can be half a character
    return encoded;
  };
}

/** Returns the string. Throws a `WireError` if it contains a separator. */
function rejectSeparators(text: string, separators: string): string {
  for (const separator of separators) {
    if (text.includes(separator)) throw new WireError(`contains "${separator}", which separates values here`);
  }
  return text;
}
