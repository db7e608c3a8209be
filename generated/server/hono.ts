/** Runs a server in a Hono 4 app. */
import type { Handler, HonoRequest } from "hono";
import type { Server } from "./create-server.js";

/** Options of `toHono`. */
export interface HonoOptions {
  /** Passes requests with unknown paths to the next handler of the app, instead of status 404. Default: false. */
  readonly passUnknownPaths?: boolean;
}

/**
 * Returns a Hono handler. `options.context` receives Hono's `Context`. The server sees whole paths: if you mount it below
 * a path, set `basePath` to it.
 *
 * @example
 * app.all("*", toHono(server));
 */
export function toHono(server: Server, { passUnknownPaths: passOn = false }: HonoOptions = {}): Handler {
  return async (context, next) => {
    if (passOn && !server.hasPath(encodedPath(context.req.url))) return next();
    return server.fetch(await withUnreadBody(context.req), context);
  };
}

/** Returns a request whose body can be read. If middleware has read the body, Hono has kept its bytes. */
async function withUnreadBody(request: HonoRequest): Promise<Request> {
  if (!request.raw.bodyUsed) return request.raw;
  const body = await request.arrayBuffer();
  return new Request(request.raw, { method: request.method, body });
}

/** Returns the percent-encoded path. Hono's own `path` may be decoded. */
function encodedPath(url: string): string {
  return new URL(url).pathname;
}
