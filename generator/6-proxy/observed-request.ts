/** Converts forwarded requests for reports. */
import type { WireRequest } from "../5-oracle/wire/encode-request.ts";

/** Headers of the connection, and headers that curl sets. */
const OMITTED_HEADERS = /^(?:host|connection|content-length|transfer-encoding|keep-alive|cookie|content-type)$/;

/** Returns a forwarded request in the form of the oracle. */
export function wireRequestOf(given: {
  readonly method: string;
  /** Path and query, as received. */
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
