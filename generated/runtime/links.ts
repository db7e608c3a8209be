/** The `Link` header as the way from page to page: RFC 8288. */
import type { Middleware } from "./middleware.js";

export interface LinkFollower {
  /** The last one that a call has, so that it sends to where the link led. */
  readonly middleware: Middleware;
  /** Takes the link to the next page; false where there is none. */
  readonly follow: (response: Response) => boolean;
}

/** Follows links within the origin of the request that it began with: credentials go along. */
export function followLinks(): LinkFollower {
  let target: string | undefined;
  let here = "";
  return {
    middleware: {
      onRequest({ request }) {
        here = target ?? request.url;
        if (new URL(here).origin === new URL(request.url).origin) return new Request(here, request);
        throw new TypeError("the link to the next page leads to another origin");
      },
    },
    follow({ headers }) {
      const link = nextLink(headers.get("link") ?? "");
      if (link === undefined) return false;
      target = new URL(link, here).href;
      if (target !== here) return true;
      throw new TypeError("the link to the next page leads to the same page");
    },
  };
}

/** The target of the first link whose relation is `next`. */
export function nextLink(header: string): string | undefined {
  for (const link of header.split(/,(?=\s*<)/)) {
    const [, url, parameters = ""] = /^\s*<([^>]*)>(.*)$/s.exec(link) ?? [];
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters) ?? [];
    if (url !== undefined && /(?:^|\s)next(?:\s|$)/i.test(quoted ?? bare ?? "")) return url;
  }
  return undefined;
}
