/** Parser of the header `Prefer`. With it, clients choose among the responses of the mock. RFC 7240 */

/** Preferences of a client. Servers ignore preferences that they cannot meet. RFC 7240 §2 */
export interface Preferences {
  /** Status code. */
  readonly code?: number;
  /** Name of an example. */
  readonly example?: string;
  /** True for a value from the schema that differs in each response. */
  readonly dynamic?: boolean;
  /** True for `handling=strict`: preferences that cannot be met are errors. */
  readonly strict?: boolean;
}

const TOKEN = "[!#$%&'*+.^_`|~\\w-]+";
const PREFERENCE = new RegExp(
  `(?:^|[,;])\\s*(${TOKEN})(?:\\s*=\\s*(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)"))?\\s*(?=[,;]|$)`,
  "g",
);

/** Parses a header value, whose lines are joined by commas. If a preference occurs twice, the first one counts. */
export function parsePrefer(header: string | null): Preferences {
  const found = new Map<string, string>();
  for (const [, name = "", token, quoted] of (header ?? "").matchAll(PREFERENCE)) {
    const value = token ?? quoted?.replaceAll(/\\(.)/g, "$1") ?? "";
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), value);
  }
  const [code, example, dynamic] = [found.get("code"), found.get("example"), found.get("dynamic")];
  return {
    ...(code !== undefined && /^[2-5]\d\d$/.test(code) && { code: Number(code) }),
    ...(example !== undefined && { example }),
    ...(dynamic !== undefined && /^(?:true|1)?$/i.test(dynamic) && { dynamic: true }),
    ...(found.get("handling") === "strict" && { strict: true }),
  };
}
