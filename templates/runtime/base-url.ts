/** What requests are sent below: http or https, and nothing secret in it. */

/**
 * `url` without a slash at its end; a relative one begins at `base`, or at the page in a browser. Throws a `TypeError`,
 * which does not quote it: it may hold a password.
 */
export function absoluteUrl(url: string | undefined, base: string | undefined = globalThis.location?.href): string {
  const parsed = parseUrl(url ?? "", base);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || /[?#]/.test(parsed.href) || parsed.username || parsed.password) {
    throw new TypeError("baseUrl must be absolute, http or https, without credentials, query or fragment");
  }
  return parsed.href.replace(/\/+$/, "");
}

/** Undefined where there is none: not every platform has `URL.parse` and `URL.canParse` yet. */
export function parseUrl(url: string, base: string | undefined): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}
