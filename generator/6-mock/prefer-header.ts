/** The header `Prefer`, by which a client chooses among the answers of the mock. RFC 7240 */

/** What the client would like; a preference that cannot be met is passed over, as §2 has it. */
export interface Wishes {
  readonly code?: number;
  /** The name of an example. */
  readonly example?: string;
  /** Made from the schema, examples or not, and another one each time. */
  readonly dynamic?: boolean;
  /** Rather a refusal than another answer: `handling=strict`. */
  readonly strict?: boolean;
}

const TOKEN = "[!#$%&'*+.^_`|~\\w-]+";
const PREFERENCE = new RegExp(
  `(?:^|[,;])\\s*(${TOKEN})(?:\\s*=\\s*(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)"))?\\s*(?=[,;]|$)`,
  "g",
);

/** `header`: its lines joined by commas. Of a preference that is there twice, the first counts. */
export function wishesOf(header: string | null): Wishes {
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
