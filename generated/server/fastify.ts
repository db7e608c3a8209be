/** Runs a server as a plugin of Fastify 5. */
import type { FastifyPluginCallback } from "fastify";
import type { Server } from "./create-server.js";
import { type NodeRequestOptions, METHODS, toNodeListener } from "./node.js";

/**
 * Returns a Fastify plugin. `options.context` receives `{ message, response }`, the raw request and reply. Fastify's
 * `onRequest` hooks run before the server. Its body parsers and serializers are not used. The server sees whole paths: if
 * you register it with a `prefix`, set `basePath` to it.
 *
 * @example
 * await app.register(toFastify(server));
 */
export function toFastify(server: Pick<Server, "handle">, options: NodeRequestOptions = {}): FastifyPluginCallback {
  const listener = toNodeListener(server, options);
  return (app, _options, done) => {
    for (const method of METHODS) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
    app.addHook("onRequest", (request, reply) => {
      reply.hijack();
      void listener(request.raw, reply.raw);
    });
    app.all("/*", unreachable);
    done();
  };
}

/** Throws. Fastify requires a handler, but the hook has already taken the request. */
function unreachable(): never {
  throw new Error("unreachable");
}
