/** What requests are sent below: http or https, and nothing secret in it. */

/**
 * `url` without a slash at its end; a relative one begins at `base`, or at the page in a browser. Throws a `TypeError`,
 * which does not quote it: it may hold a password.
 */
export function absoluteUrl(url: string | undefined, base: string | undefined = globalThis.location?.href): string {
  const { href } = parseUrl(url ?? "", base) ?? { href: "" };
  if (!/^https?:\/\/[^/@]+\/[^?#]*$/.test(href)) {
    throw new TypeError("baseUrl must be http(s), a host and a path");
  }
  return href.replace(/\/+$/, "");
}

/** Undefined where there is none: not every platform has `URL.parse` and `URL.canParse` yet. */
export function parseUrl(url: string | undefined, base: string | undefined): URL | undefined {
  try {
    return url === undefined ? undefined : new URL(url, base);
  } catch {
    return undefined;
  }
}
