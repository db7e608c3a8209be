/** The server in a Hono 4 app: `app.all("*", toHono(server))`. */
import type { Handler, HonoRequest } from "hono";
import type { Server } from "./create-server.js";

export interface HonoOptions {
  /** Whether paths that the description does not have go on to the app's next handlers. Default: they are a 404. */
  readonly passOn?: boolean;
}

/** `options.context` gets Hono's `Context` as its platform. Paths are whole ones: see `basePath`. */
export function toHono(server: Server, { passOn = false }: HonoOptions = {}): Handler {
  return async (context, next) => {
    if (passOn && !server.hasPath(pathOf(context.req.url))) return next();
    return server.fetch(await unread(context.req), context);
  };
}

/** Middleware that has read the body has left it with Hono, as what it made of it. */
async function unread(request: HonoRequest): Promise<Request> {
  if (!request.raw.bodyUsed) return request.raw;
  const body = await request.arrayBuffer();
  return new Request(request.raw, { method: request.method, body });
}

/** As it travels: Hono's own `path` may be decoded. */
function pathOf(url: string): string {
  return new URL(url).pathname;
}
