/** The server as a Fastify 5 plugin: `await app.register(toFastify(server))`. */
import type { FastifyPluginCallback } from "fastify";
import type { Server } from "./create-server.js";
import { type MessageOptions, METHODS, toNodeListener } from "./node.js";

/**
 * `options.context` gets `{ message, response }`, the raw ones of Fastify's request and reply, as its platform. Hooks
 * of kind `onRequest` that the app has already run before; Fastify's own parsers and serialisers are not asked. Paths
 * are whole ones: with a `prefix`, see `basePath`.
 */
export function toFastify(server: Pick<Server, "handle">, options: MessageOptions = {}): FastifyPluginCallback {
  const listener = toNodeListener(server, options);
  return (app, _options, done) => {
    for (const method of METHODS) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
    app.addHook("onRequest", (request, reply) => {
      reply.hijack();
      void listener(request.raw, reply.raw);
    });
    app.all("/*", unreached);
    done();
  };
}

/** A route needs a handler; the hook before it has answered. */
function unreached(): never {
  throw new Error("unreachable");
}
