/**
 * Redirects, followed within one origin only, for GET and HEAD, five at most; any other is the answer. `fetch` itself
 * would carry keys in headers to other origins, and repeat a body at a 307. A browser hides where a redirect leads:
 * there, none is followed.
 */
import { discard } from "../wire/reading.js";
import { parseUrl } from "./base-url.js";

const MAX_REDIRECTS = 5;

/** `send` and, as long as the answer is a redirect to follow, `send` again. `isAnswer` tells redirects that are documented. */
export async function followRedirects(
  request: Request,
  send: (request: Request) => Promise<Response>,
  isResponse: (status: number) => boolean,
): Promise<Response> {
  let response = await send(request);
  for (let hops = 0; hops < MAX_REDIRECTS; hops++) {
    const target = isResponse(response.status) ? undefined : targetOf(request, response);
    if (target === undefined) break;
    discard(response.body);
    request = new Request(target, request);
    response = await send(request);
  }
  return response;
}

function targetOf({ method, url }: Request, { status, headers }: Response): string | undefined {
  const location = headers.get("location");
  const isRedirect = [301, 302, 303, 307, 308].includes(status) && /^(?:GET|HEAD)$/.test(method);
  const target = isRedirect && location !== null ? parseUrl(location, url) : undefined;
  // one that names a user is elsewhere, too: who put a password there meant it for somebody
  return target?.href.startsWith(`${new URL(url).origin}/`) ? target.href : undefined;
}
