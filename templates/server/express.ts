/** Runs a server in an Express 5 app. */
import type { RequestHandler } from "express";
import type { Server } from "./create-server.js";
import { splitTarget } from "./http/request-target.js";
import { type NodeRequestOptions, toNodeListener } from "./node.js";

/** Options of `toExpress`. */
export interface ExpressOptions extends NodeRequestOptions {
  /** Passes requests with unknown paths to the next handler of the app, instead of status 404. Default: false. */
  readonly passUnknownPaths?: boolean;
}

/**
 * Returns an Express handler. Register it before body parsers. `options.context` receives `{ message, response }`:
 * Express's request and response. Mounted below a path with `app.use("/v2", …)`, the server sees the rest of the path.
 *
 * @example
 * app.use(toExpress(server));
 */
export function toExpress(
  server: Server,
  { passUnknownPaths: passOn = false, ...options }: ExpressOptions = {},
): RequestHandler {
  const listener = toNodeListener(server, options);
  return (request, response, next) => {
    if (passOn && !server.hasPath(splitTarget(request.url).path)) next();
    else void listener(request, response);
  };
}
