/** `fetch` functions that take a URL and options. Those of packages do not know the `Request` of the platform. */

/**
 * Returns a function for the option `fetch` that calls `(url, init)`, such as the functions of undici and node-fetch.
 * @example const api = createApi({ fetch: fetchByUrl(nodeFetch) });
 */
export function fetchByUrl(
  fetch: (url: string, init: never) => Promise<unknown>,
): (request: Request) => Promise<Response> {
  const send = fetch as (url: string, init: RequestInit) => Promise<Response>; // packages have types of their own
  return async (request) => {
    const { method, url, redirect, signal } = request;
    const hasBody = request.body !== null && !/^(?:GET|HEAD)$/.test(method);
    const body = hasBody ? new Uint8Array(await request.arrayBuffer()) : null; // not every package reads the platform's streams
    const headers: [string, string][] = [];
    request.headers.forEach((value, name) => headers.push([name, value])); // the library `dom` alone has no iterator
    return send(url, { method, headers, redirect, signal, body });
  };
}
