/** Pagination by the header `Link`. RFC 8288. */
import { withCode } from "../error-codes.js";
import type { OperationSpec } from "../operation.js";
import type { Middleware } from "./middleware.js";

export interface LinkFollower {
  /** Middleware that replaces the URL of a request by the link. It must run last. */
  readonly middleware: Middleware;
  /** Stores the link to the next page. Returns false if the response has none. */
  readonly follow: (response: Response) => boolean;
}

/**
 * Creates a follower of links. Links must stay in the origin of the first request, because credentials are sent along.
 * An API key in the query is always the current one, not the one in the link.
 */
export function followLinks({ security = [] }: Pick<OperationSpec, "security">): LinkFollower {
  const secret = new Set(
    security.flat().flatMap(({ scheme }) => (scheme.type === "apiKey" && scheme.in === "query" ? [scheme.name] : [])),
  );
  let target: string | undefined;
  let here = "";
  return {
    middleware: {
      onRequest({ request }) {
        here = target === undefined ? request.url : withCredentials(target, request.url, secret);
        if (new URL(here).origin === new URL(request.url).origin) return new Request(here, request);
        throw withCode("other-origin", new TypeError("the link to the next page leads to another origin"));
      },
    },
    follow({ headers }) {
      const link = nextLink(headers.get("link") ?? "");
      if (link === undefined) return false;
      target = new URL(link, here).href;
      if (withCredentials(target, here, secret) !== here) return true;
      throw withCode("next-page", new TypeError("the link to the next page leads to the same page"));
    },
  };
}

/** Returns `url` with the query credentials of `other` instead of its own. */
function withCredentials(url: string, other: string, secret: ReadonlySet<string>): string {
  if (secret.size === 0) return url;
  const [target, source] = [new URL(url), new URL(other)];
  const [own, credentials] = [target, source].map(({ search }) => search.slice(1).split("&").filter(Boolean));
  const isSecret = (pair: string) => secret.has(new URLSearchParams(pair).keys().next().value ?? "");
  target.search = [...(own ?? []).filter((pair) => !isSecret(pair)), ...(credentials ?? []).filter(isSecret)].join("&");
  return target.href;
}

/** Returns the URL of the first link with the relation `next`. */
export function nextLink(header: string): string | undefined {
  for (const link of header.split(/,(?=\s*<)/)) {
    const [, url, parameters = ""] = /^\s*<([^>]*)>([^]*)$/.exec(link) ?? [];
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters) ?? [];
    if (url !== undefined && /(?:^|\s)next(?:\s|$)/i.test(quoted ?? bare ?? "")) return url;
  }
  return undefined;
}
