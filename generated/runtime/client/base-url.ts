/** Base URLs of requests: http or https, without credentials, query and fragment. */
import { withCode } from "../error-codes.js";

/**
 * Returns the absolute URL without a trailing slash. A relative URL is resolved against `base`, in a browser by default
 * against the page. Throws a `TypeError` that does not quote the URL: it may contain a password.
 */
export function absoluteUrl(url: string | undefined, base: string | undefined = globalThis.location?.href): string {
  const { href } = parseUrl(url ?? "", base) ?? { href: "" };
  if (!/^https?:\/\/[^/@]+\/[^?#]*$/.test(href)) {
    throw withCode("invalid-base-url", new TypeError("baseUrl must be an http(s) URL without credentials and query"));
  }
  return href.replace(/\/+$/, "");
}

/** Returns undefined for an invalid URL. Some platforms lack `URL.parse` and `URL.canParse`. */
export function parseUrl(url: string | undefined, base: string | undefined): URL | undefined {
  try {
    return url === undefined ? undefined : new URL(url, base);
  } catch {
    return undefined;
  }
}
