/** Base URLs of requests: http or https, without credentials, query and fragment. */
import { withCode } from "../error-codes.js";

/** Returns the origin of the page or worker, which relative URLs are resolved against. Undefined outside of browsers. */
export function pageOrigin(): string | undefined {
  // only the library `dom` declares `location`
  const { location } = globalThis as object as { readonly location?: { readonly href: string } };
  return parseUrl(location?.href, undefined)?.origin;
}

/**
 * Returns the absolute URL without a trailing slash. A relative URL is resolved against `base`, in a browser by default
 * against the origin of the page. Throws a `TypeError` that does not quote the URL: it may contain a password.
 */
export function absoluteUrl(url: string | undefined, base: string | undefined = pageOrigin()): string {
  const { href } = parseUrl(url ?? "", base) ?? { href: "" };
  if (!/^https?:\/\/[^/@]+\/[^?#]*$/.test(href)) throw withCode("invalid-base-url", new TypeError(problemOf(url)));
  return href.replace(/\/+$/, "");
}

function problemOf(url: string | undefined): string {
  if (url === undefined) return "set baseUrl: the description has no server";
  return parseUrl(url, undefined)
    ? "baseUrl must be an http(s) URL without credentials and query"
    : "set baseUrl to an absolute URL: a relative one has an origin in browsers only";
}

/** Returns undefined for an invalid URL. Some platforms lack `URL.parse` and `URL.canParse`. */
export function parseUrl(url: string | undefined, base: string | undefined): URL | undefined {
  try {
    return url === undefined ? undefined : new URL(url, base);
  } catch {
    return undefined;
  }
}
