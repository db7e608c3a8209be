/** Parsing and matching of media types. RFC 9110 §8.3.1. */

export interface MediaType {
  /** The type and subtype in lower case. */
  readonly essence: string;
  /** Parameters by name in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Parses a media type. Returns undefined if it is invalid, or if there is more than one. */
export function parseMediaType(text: string): MediaType | undefined {
  const [, essence, rest = ""] = /^[ \t]*([!#$%&'*+.^_`|~\w-]+\/[!#$%&'*+.^_`|~\w-]+)[ \t]*(;[^]*)?$/.exec(text) ?? [];
  if (essence === undefined) return undefined;
  const parameters = new Map<string, string>();
  const unread = rest.replaceAll(PARAMETER, (_, name?: string, token?: string, quoted?: string) => {
    const value = token ?? quoted?.replaceAll(/\\([^])/g, "$1");
    if (name !== undefined && value !== undefined) parameters.set(name.toLowerCase(), value);
    return "";
  });
  return unread === "" ? { essence: essence.toLowerCase(), parameters } : undefined;
}

/**
 * Matches a parameter. Accepts a slash in an unquoted value, as in `type=text/html`, and a name without a value, as in
 * `; charset`. Both are invalid, but servers send them.
 */
const PARAMETER = /;[ \t]*(?:([!#$%&'*+.^_`|~\w-]+)(?:=(?:([!#$%&'*+./^_`|~\w-]+)|"((?:[^"\\]|\\[^])*)")?)?)?[ \t]*/g;

/**
 * Returns the content that `type` matches, the most specific one first: `application/json` before `application/*+json`,
 * before `application/*`, before `*`. The type must have all parameters of the content, except `charset`.
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

/** Returns 0 if `type` does not match `range`. Otherwise the rank grows with the specificity of the range. */
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
