/** Parsing of queries and `Cookie` headers into pairs. `URLSearchParams` has no limits and hides invalid encoding. */
import { percentDecode } from "./escapes.js";
import type { Pair } from "./styles.js";
import { WireError } from "./wire-error.js";

export interface QueryLimits {
  /** The limit for characters of the whole query. Default: 16,384. */
  readonly length?: number;
  /** The limit for pairs. Default: 100. */
  readonly pairs?: number;
  /** The limit for levels of a parameter of style `deepObject`. Default: 10. */
  readonly depth?: number;
}

/**
 * Parses `a=1&b=%20` as pairs, in order and with duplicates. `+` is a space. Throws a `WireError` beyond the limits, or
 * if any pair has invalid percent-encoding, even an undocumented one.
 */
export function parseQuery(text: string, { length = 16_384, pairs = 100 }: QueryLimits = {}): readonly Pair[] {
  if (text === "") return [];
  if (text.length > length) throw new WireError(`is longer than ${length} characters`);
  const found: Pair[] = [];
  for (const piece of (text.includes("+") ? text.replaceAll("+", "%20") : text).split("&")) {
    if (piece === "") continue;
    if (found.length === pairs) throw new WireError(`has more than ${pairs} pairs`);
    const pair = splitPair(piece);
    percentDecode(pair.raw);
    found.push(pair);
  }
  return found;
}

/**
 * Parses `a=1; b=2` as pairs. A malformed cookie is no error unless a parameter needs it, because other applications
 * set cookies, too. RFC 6265 §5.4.
 */
export function parseCookies(text: string): readonly Pair[] {
  return text.split(";").flatMap((piece) => {
    const [name = "", ...rest] = piece.trim().split("=");
    return name === "" && rest.length === 0 ? [] : [{ name, raw: rest.join("=") }];
  });
}

/** Splits `name=value`. A `name` alone has an empty value. */
export function splitPair(piece: string): Pair {
  const at = piece.indexOf("=");
  const name = at === -1 ? piece : piece.slice(0, at);
  return { name: percentDecode(name), raw: at === -1 ? "" : piece.slice(at + 1) };
}
