/** A request that has passed, as reports show it: what could be a credential is a variable of the shell. */
import type { WireRequest } from "../5-oracle/wire/encode-request.ts";

/** Of the connection, or written by curl itself. */
const OMITTED_HEADERS = /^(?:host|connection|content-length|transfer-encoding|keep-alive|cookie|content-type)$/;

export function wireRequestOf(given: {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
}): WireRequest {
  const [path = "", ...query] = given.target.split("?");
  const { headers, body, method } = given;
  const contentType = headers.get("content-type") ?? undefined;
  return {
    method,
    path,
    query: query.join("?").split("&").filter(Boolean),
    headers: [...headers].filter(([name]) => !OMITTED_HEADERS.test(name)),
    cookies: (headers.get("cookie") ?? "").split(/;\s*/).filter(Boolean),
    body: body === undefined || body.byteLength === 0 ? undefined : { bytes: body, contentType },
  };
}
