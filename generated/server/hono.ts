/** The server in a Hono 4 app: `app.all("*", toHono(server))`. */
import type { Handler } from "hono";
import type { Server } from "./fetch.js";

export interface HonoOptions {
  /** Whether paths that the description does not have go on to the app's next handlers. Default: they are a 404. */
  readonly passOn?: boolean;
}

/** `options.context` gets Hono's `Context` as its platform. Paths are whole ones: see `basePath`. */
export function toHono(server: Server, { passOn = false }: HonoOptions = {}): Handler {
  return async (context, next) => {
    if (passOn && !server.hasPath(pathOf(context.req.url))) return next();
    return server.fetch(context.req.raw, context);
  };
}

/** As it travels: Hono's own `path` may be decoded. */
function pathOf(url: string): string {
  return new URL(url).pathname;
}
