/** The raw text of a query or a `Cookie` header as pairs, read by our own decoder within limits, and nothing lost. */
import { percentDecode } from "./escapes.js";
import type { Pair } from "./styles.js";
import { WireError } from "./wire-error.js";

export interface QueryLimits {
  /** Characters of the whole query. Default: 16,384. */
  readonly length?: number;
  /** Default: 100. */
  readonly pairs?: number;
  /** Levels of a parameter of style `deepObject`. Default: 10. */
  readonly depth?: number;
}

/**
 * `a=1&b=%20` as pairs, in order, duplicates included; `+` is a space. Throws a `WireError` beyond the limits, and
 * where any pair is not valid percent-encoding, known or not: a query that cannot be read is not read in part.
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

/** `a=1; b=2` as pairs. A malformed cookie is another's until a parameter asks for it. RFC 6265 §5.4. */
export function parseCookies(text: string): readonly Pair[] {
  return text.split(";").flatMap((piece) => {
    const [name = "", ...rest] = piece.trim().split("=");
    return name === "" && rest.length === 0 ? [] : [{ name, raw: rest.join("=") }];
  });
}

/** `name=value`, or a lone `name`, whose value is empty. */
export function splitPair(piece: string): Pair {
  const at = piece.indexOf("=");
  const name = at === -1 ? piece : piece.slice(0, at);
  return { name: percentDecode(name), raw: at === -1 ? "" : piece.slice(at + 1) };
}
