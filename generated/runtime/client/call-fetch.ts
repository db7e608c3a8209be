/** Calls of `fetch` functions of the platform, of an application or of a package. */

/**
 * A `fetch` function. One with two parameters receives the URL and the options, any other one the `Request` and the
 * options. The `Request` converts to its URL, because functions of packages do not know the platform's class.
 */
export type FetchFunction = (request: Request & string, init: RequestInit) => Promise<Response>;

/** Sends a request. `body` is the body of the request, if it is still known. */
export function callFetch(fetch: FetchFunction, request: Request, body?: BodyInit): Promise<Response> {
  const send = fetch as (input: Request | string, init?: RequestInit) => Promise<Response>; // both kinds of functions
  if (send === globalThis.fetch) return send(request);
  const { method, signal, redirect, url } = request;
  request.toString = () => url;
  // other packages do not know the platform's FormData, and read the stream
  const sent = body === undefined || body instanceof FormData ? request.body : body;
  const init = { method, headers: [...request.headers] as [string, string][], signal, redirect, body: sent ?? null };
  return send(fetch.length > 1 ? url : request, sent ? Object.assign(init, { duplex: "half" }) : init);
}
