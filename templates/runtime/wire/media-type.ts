/** Media types by RFC 9110 §8.3.1: read once, matched everywhere by the same value. */

export interface MediaType {
  /** `type/subtype`, lower case. */
  readonly essence: string;
  /** By lower-case name. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Undefined where the text is no media type, or more than one. */
export function parseMediaType(text: string): MediaType | undefined {
  const [, essence, rest = ""] = /^[ \t]*([!#$%&'*+.^_`|~\w-]+\/[!#$%&'*+.^_`|~\w-]+)[ \t]*(;.*)?$/s.exec(text) ?? [];
  if (essence === undefined) return undefined;
  const parameters = new Map<string, string>();
  const unread = rest.replaceAll(PARAMETER, (_, name?: string, token?: string, quoted?: string) => {
    const value = token ?? quoted?.replaceAll(/\\(.)/gs, "$1");
    if (name !== undefined && value !== undefined) parameters.set(name.toLowerCase(), value);
    return "";
  });
  return unread === "" ? { essence: essence.toLowerCase(), parameters } : undefined;
}

/** A slash in a value without quotes is not as it should be, and means nothing else: `type=text/html`. */
const PARAMETER = /;[ \t]*(?:([!#$%&'*+.^_`|~\w-]+)=(?:([!#$%&'*+./^_`|~\w-]+)|"((?:[^"\\]|\\.)*)"))?[ \t]*/gs;

/**
 * The content that `type` is, the most specific first: `application/json` before an `application/*+json`,
 * an `application/*` and a `*` of both. A parameter that the description writes must be there, `charset` excepted.
 */
export function pickContent<Content extends { readonly mediaType: string }>(
  contents: readonly Content[],
  type: MediaType,
): Content | undefined {
  let best: { readonly content: Content; readonly rank: number } | undefined;
  for (const content of contents) {
    const rank = rankMatch(content.mediaType, type);
    if (rank > (best?.rank ?? 0)) best = { content, rank };
  }
  return best?.content;
}

/** 0 where `type` is not in the `range` of the description; else the more, the more specific the range is. */
function rankMatch(range: string, type: MediaType): number {
  const wanted = parseMediaType(range);
  if (!wanted) return 0;
  const parameters = [...wanted.parameters].filter(([name]) => name !== "charset");
  if (!parameters.every(([name, value]) => type.parameters.get(name) === value)) return 0;
  const [given = "", wildcard = ""] = [type.essence, wanted.essence];
  if (given === wildcard) return 1e4 + parameters.length;
  if (!wildcard.includes("*")) return 0;
  const [start = "", end = ""] = wildcard === "*/*" ? [] : wildcard.split("*");
  return given.startsWith(start) && given.endsWith(end) ? 1 + start.length + end.length : 0;
}
