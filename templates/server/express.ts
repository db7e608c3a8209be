/** The server in an Express 5 app: `app.use(toExpress(server))`, before any parser of bodies. */
import type { RequestHandler } from "express";
import type { Server } from "./create-server.js";
import { type MessageOptions, toNodeListener } from "./node.js";

export interface ExpressOptions extends MessageOptions {
  /** Whether paths that the description does not have go on to the app's next handlers. Default: they are a 404. */
  readonly passOn?: boolean;
}

/**
 * `options.context` gets `{ message, response }`, which are Express's request and response, as its platform. Below a
 * path, `app.use("/v2", …)`, the rest of the path counts, as everywhere in Express.
 */
export function toExpress(server: Server, { passOn = false, ...options }: ExpressOptions = {}): RequestHandler {
  const listener = toNodeListener(server, options);
  return (request, response, next) => {
    const [path = "/"] = request.url.split("?");
    if (passOn && !server.hasPath(path)) next();
    else void listener(request, response);
  };
}
