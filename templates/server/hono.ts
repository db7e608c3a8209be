/** Runs a server in a Hono 4 app. */
import type { Context, Handler, HonoRequest } from "hono";
import type { Server } from "./create-server.js";
import { fromRequest } from "./http/incoming-request.js";
import { toResponse } from "./http/outgoing-response.js";
import { splitTarget } from "./http/request-target.js";

/** Options of `toHono`. */
export interface HonoOptions {
  /** Passes requests with unknown paths to the next handler of the app, instead of status 404. Default: false. */
  readonly passUnknownPaths?: boolean;
}

/**
 * Returns a Hono handler. `options.context` receives Hono's `Context`. The server sees whole paths: if you mount it below
 * a path, set `basePath` to it.
 *
 * A web `Request` has resolved dot segments and backslashes. On `@hono/node-server`, the server sees the path as it was
 * sent. On other platforms it sees the resolved path, as Hono's own middleware does.
 *
 * @example
 * app.all("*", toHono(server));
 */
export function toHono(server: Server, { passUnknownPaths: passOn = false }: HonoOptions = {}): Handler {
  return async (context, next) => {
    const { pathname } = new URL(context.req.url);
    const path = sentPath(context, pathname);
    if (passOn && !server.hasPath(path)) return next();
    const request = await withUnreadBody(context.req);
    if (path === pathname) return server.fetch(request, context);
    return toResponse(await server.handle({ ...fromRequest(request), path }, context));
  };
}

/** Returns a request whose body can be read. If middleware has read the body, Hono has kept its bytes. */
async function withUnreadBody(request: HonoRequest): Promise<Request> {
  if (!request.raw.bodyUsed) return request.raw;
  const body = await request.arrayBuffer();
  return new Request(request.raw, { method: request.method, body });
}

/** Returns the path as it was sent, if the platform shows it. Otherwise the path of the URL. */
function sentPath({ env }: Context, pathname: string): string {
  const target: unknown = isObject(env) && isObject(env["incoming"]) ? env["incoming"]["url"] : undefined;
  if (typeof target !== "string") return pathname;
  const { path } = splitTarget(target);
  // middleware may have replaced the request by one with another path
  const isSame = path.startsWith("/") && new URL(`http://localhost${path}`).pathname === pathname;
  return isSame ? path : pathname;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
