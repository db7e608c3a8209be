/** How a value is dressed for its place in a request, and undressed. RFC 3986 §2, RFC 6265 §4.1, RFC 9110 §5.5. */
import { WireError } from "./wire-error.js";

export interface Escape {
  /** Throws a `WireError` where the place cannot carry the text, or cannot tell it from the `separators` around it. */
  readonly encode: (text: string, separators: string) => string;
  /** Throws a `WireError` where the text is malformed. */
  readonly decode: (text: string) => string;
}

/** Everything but the unreserved characters: path, query, form bodies, and cookies of style `form`. */
export const percent: Escape = { encode: percentEncode, decode: percentDecode };

/**
 * `allowReserved`: percent-encoded triples and reserved characters stay, apart from those that would end the value:
 * `/?#[];` in a path, `#[]&+` in a query, and `;` too in a cookie. A value that holds a triple comes back decoded. Few
 * need it: bundlers are told that making it does nothing else.
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

/** Headers travel as they are: OpenAPI 3.2 Appendix D. */
export const verbatim: Escape = { encode: encodeVerbatim, decode: trimmed };

/** A cookie of style `cookie` ends at the next semicolon. */
export const crumb: Escape = { encode: encodeCrumb, decode: trimmed };

/** Once, and only where every `%` begins a triple and the bytes are UTF-8. */
export function percentDecode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new WireError("is not valid percent-encoding");
  }
}

// each a function by itself: a client that only encodes bundles no inverse

export function encodeVerbatim(text: string, separators: string): string {
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) throw new WireError("holds a character that no header can carry");
  if (text !== text.trim()) throw new WireError("begins or ends with white space, which a header cannot carry");
  return refuse(text, separators);
}

export function encodeCrumb(text: string, separators: string): string {
  return encodeVerbatim(text, `${separators};`);
}

function trimmed(text: string): string {
  return text.trim();
}

/** Beyond what encodeURIComponent does: RFC 6570 leaves none of `!'()*`, and a label's dots are separators. */
export function percentEncode(text: string, separators: string): string {
  const unescaped = separators.includes(".") ? /[!'()*.]/g : /[!'()*]/g;
  // a space and a pipe are percent-encoded as separators, too: an item cannot hold one
  return encodeURIComponent(refuse(text, separators.replaceAll(/[^ |]/g, ""))).replaceAll(
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
        // a separator that is percent-encoded itself cannot be told from its triple
        if (isEscaped) return `%${refuse(character, separators.replaceAll(/[^ |]/g, "")) && triple.slice(3)}`;
        return reserved.includes(character) && !separators.includes(character) ? character : triple;
      },
    );
    percentDecode(encoded); // a triple of the caller's may be half a character
    return encoded;
  };
}

/** The text, which holds none of the separators. */
function refuse(text: string, separators: string): string {
  for (const separator of separators) {
    if (text.includes(separator)) throw new WireError(`holds "${separator}", which separates values here`);
  }
  return text;
}
