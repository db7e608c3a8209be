/** How a value is dressed for its place in a request, and undressed. RFC 3986 §2, RFC 6265 §4.1, RFC 9110 §5.5. */
import { WireError } from "./wire-error.js";

export interface Escape {
  /** Throws a `WireError` where the place cannot carry the text, or cannot tell it from the `separators` around it. */
  readonly encode: (text: string, separators: string) => string;
  /** Throws a `WireError` where the text is malformed. */
  readonly decode: (text: string) => string;
}

/** Everything but the unreserved characters: path, query, form bodies, and cookies of style `form`. */
export const percent: Escape = { encode: percentEncoder(""), decode: percentDecode };

/**
 * `allowReserved`: percent-encoded triples and reserved characters stay, apart from those that would end the value:
 * `/?#[];` in a path, `#[]&+` in a query. A value that holds a triple comes back decoded.
 */
export const reservedInPath: Escape = { encode: percentEncoder(":@!$&'()*+,="), decode: percentDecode };
export const reservedInQuery: Escape = { encode: percentEncoder(":/?@!$'()*,;="), decode: percentDecode };

/** Headers travel as they are: OpenAPI 3.2 Appendix D. */
export const verbatim: Escape = {
  encode(text, separators) {
    if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) throw new WireError("holds a character that no header can carry");
    if (/^\s|\s$/.test(text)) throw new WireError("begins or ends with white space, which a header cannot carry");
    for (const separator of separators) if (text.includes(separator)) throw ambiguous(separator);
    return text;
  },
  decode: (text) => text.trim(),
};

/** A cookie of style `cookie` ends at the next semicolon. */
export const crumb: Escape = { ...verbatim, encode: (text, separators) => verbatim.encode(text, `${separators};`) };

/** Once, and only where every `%` begins a triple and the bytes are UTF-8. */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new WireError("is not valid percent-encoding");
  }
}

function percentEncoder(reserved: string): Escape["encode"] {
  return (text, separators) =>
    text.replaceAll(/%[0-9A-Fa-f]{2}|[^A-Za-z0-9_~-]/gu, (part) => {
      if (part.length > 2 && reserved !== "") return part;
      if (" |".includes(part) && separators.includes(part)) throw ambiguous(part);
      if (!separators.includes(part) && `.${reserved}`.includes(part)) return part;
      // encodeURIComponent leaves `!'()*.`, which RFC 6570 and our separators do not
      return part.length > 1 ? encodeURIComponent(part) : escapeCharacter(part);
    });
}

function escapeCharacter(character: string): string {
  const encoded = encodeURIComponent(character);
  return encoded === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : encoded;
}

/** Where separators are percent-encoded themselves, or nothing is, an item cannot hold one. */
function ambiguous(separator: string): WireError {
  return new WireError(`holds "${separator}", which separates values here`);
}
