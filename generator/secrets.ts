/**
 * Finds and hides secrets in requests and responses that specwright prints, by the names of their values. Descriptions
 * declare few of them: tokens also travel in queries, JSON and forms. All patterns take linear time.
 */

/** Matches names of secrets after `normalize`. */
const SECRET =
  /token|secret|passw|passphrase|pwd|apikey|accesskey|privatekey|session|authori[sz]ation|credential|signature|jwt|cookie|otp$|^pin$|^auth$|^sid$|^sig$/;

/** Matches names about secrets whose values are public: `token_type`, `max_tokens`, `session_count`, `token_endpoint`. */
const PUBLIC =
  /(?:type|count|length|limit|url|uri|endpoint|expiry|expires|expiresin|expiresat|policy|(?:max|min|total|input|output|prompt|completion|used)tokens)$/;

/** Returns true if the name of a parameter, property, field or header suggests that its value is a secret. */
export function isSecretName(name: string): boolean {
  const normalized = name.toLowerCase().replaceAll(/[^a-z\d]/g, "");
  return SECRET.test(normalized) && !PUBLIC.test(normalized);
}

/** Returns the environment variable that stands for a secret in reports and `curl` commands. */
export function secretVariable(name: string): string {
  return `SPECWRIGHT_AUTH_${name.toUpperCase().replaceAll(/[^A-Z0-9_]/g, "_")}`;
}

/** Returns text whose URLs have no user name and password. */
export function withoutUserinfo(text: string): string {
  return text.replaceAll(/\b([a-z][a-z\d+.-]{0,20}:\/\/)[^\s/?#"'<>@]{0,500}@/gi, "$1");
}

/** Returns a path with the values of secret query parameters replaced. */
export function withoutSecretQuery(target: string): string {
  const [path = "", ...query] = target.split("?");
  return query.length === 0 ? target : `${path}?${hidePairs(query.join("?"))}`;
}

/**
 * Returns a body with secrets replaced by their variables, such as `$SPECWRIGHT_AUTH_PASSWORD`. Knows JSON, also in
 * lines, forms and multipart. Other bodies, and those without secrets, stay as they are.
 */
export function hideSecretsInBody(text: string, contentType = ""): string {
  if (/^multipart\//i.test(contentType)) return hideParts(text);
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) return hidePairs(text);
  return hideJsonProperties(text);
}

/** Replaces the values of secret pairs `name=value`. */
function hidePairs(text: string): string {
  const pairs = text.split("&").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    const isSecret = value.join("=") !== "" && isSecretName(decoded(name));
    return isSecret ? `${name}=$${secretVariable(decoded(name))}` : pair;
  });
  return pairs.join("&");
}

/** Replaces the content of secret parts of a multipart body. */
function hideParts(text: string): string {
  return text
    .split(/(\r?\n--)/)
    .map(hidePart)
    .join("");
}

const MAX_PART_HEAD = 4_096;

function hidePart(part: string): string {
  const [head] = /^[^]*?\n\r?\n/.exec(part.slice(0, MAX_PART_HEAD)) ?? [];
  const [, name] = /^content-disposition:[^\r\n]*?[; ]name="?([^";\r\n]+)/im.exec(head ?? "") ?? [];
  if (head === undefined || name === undefined || part.length === head.length) return part;
  return head + (isSecretName(name) ? `$${secretVariable(name)}` : hideJsonProperties(part.slice(head.length)));
}

/** A JSON string, also one that is cut off at the end of the text. */
const STRING = String.raw`"(?:[^"\\]|\\[^])*(?:"|\\?$)`;

/**
 * Replaces strings and numbers of secret properties in text that contains JSON. Works on the text, because a body can be
 * malformed, truncated, or a sequence of values. Items of arrays are replaced too.
 */
function hideJsonProperties(text: string): string {
  const scalar = String.raw`(?:${STRING}|-?\d[\d.eE+-]*)`;
  const value = String.raw`(?:${scalar}|\[\s*${scalar}(?:\s*,\s*${scalar})*\s*\]?)`;
  const property = new RegExp(String.raw`("((?:[^"\\]|\\[^]){1,200})"\s*:\s*)(${value})`, "g");
  return text.replaceAll(property, (whole, start: string, name: string) => {
    return isSecretName(name) ? `${start}"$${secretVariable(name)}"` : whole;
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
