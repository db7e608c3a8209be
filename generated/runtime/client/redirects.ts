/**
 * Redirects of GET and HEAD requests, followed within one origin, at most five times. Any other redirect is the
 * response. `fetch` would send API keys in headers to other origins, and repeat a body at a 307. Browsers do not reveal
 * the target of a redirect, so there none is followed.
 */
import { cancelBody } from "../wire/read-text.js";
import { parseUrl } from "./base-url.js";

const MAX_REDIRECTS = 5;

/**
 * Sends a request and follows redirects. `isResponse` returns true for the statuses of documented redirects, which are
 * not followed.
 */
export async function followRedirects(
  request: Request,
  send: (request: Request) => Promise<Response>,
  isResponse: (status: number) => boolean,
): Promise<Response> {
  let response = await send(request);
  for (let hops = 0; hops < MAX_REDIRECTS; hops++) {
    const target = isResponse(response.status) ? undefined : targetOf(request, response);
    if (target === undefined) break;
    cancelBody(response.body);
    request = new Request(target, request);
    response = await send(request);
  }
  return response;
}

function targetOf({ method, url }: Request, { status, headers }: Response): string | undefined {
  const location = headers.get("location");
  const isRedirect = [301, 302, 303, 307, 308].includes(status) && /^(?:GET|HEAD)$/.test(method);
  const target = isRedirect && location !== null ? parseUrl(location, url) : undefined;
  // a target with a user name is not followed either: its password is not meant for us
  return target?.href.startsWith(`${new URL(url).origin}/`) ? target.href : undefined;
}
