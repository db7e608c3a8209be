/** Runs a server as a plugin of Fastify 5. */
import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from "fastify";
import type { Server } from "./create-server.js";
import { HttpProblem, problemResponse } from "./http/problem.js";
import { handleMessage } from "./node/handle-message.js";
import { NodeRequest } from "./node/node-request.js";
import { writeResponse } from "./node/write-response.js";
import { parseContentType } from "./request/content-type.js";
import { type NodePlatform, type NodeRequestOptions, METHODS } from "./node.js";

/** The value that `options.context` receives as `platform` in a Fastify app. */
export interface FastifyPlatform extends NodePlatform {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * Returns a Fastify plugin: one route for all paths below its prefix. Hooks of the app run before the server, from
 * `onRequest` to `preHandler`, and headers that they set stay. An error of a hook goes to the error handler of the app.
 * Fastify's body parsers and serializers are not used, and `onSend` does not run. `options.context` receives a
 * `FastifyPlatform`. The server sees whole paths: if you register it with a `prefix`, set `basePath` to it.
 *
 * @example
 * await app.register(toFastify(server));
 */
export function toFastify(server: Pick<Server, "handle">, options: NodeRequestOptions = {}): FastifyPluginCallback {
  return (app, _options, done) => {
    for (const method of METHODS) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
    leaveBodiesUnread(app);
    // @fastify/cors has a route of its own for OPTIONS
    const hasOptions = ["*", "/*"].some((url) => app.hasRoute({ method: "OPTIONS", url }));
    app.route({
      method: hasOptions ? app.supportedMethods.filter((method) => method !== "OPTIONS") : app.supportedMethods,
      url: "/*",
      handler: (request, reply) => {
        const { raw: message } = request;
        const { raw: response } = takeReply(reply);
        const platform: FastifyPlatform = { message, response, request, reply };
        void handleMessage(server, new NodeRequest(message, response, options), platform);
      },
    });
    done();
  };
}

/** Lets the server read bodies. A media type that Fastify cannot parse gets the response of the server's own check. */
function leaveBodiesUnread(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, parsed) => parsed(null));
  app.addHook("preParsing", (request, _reply, _payload, next) => {
    const { headers } = request.raw;
    // Fastify rejects a header that is sent twice, the server does not if both lines agree
    const [first = "", ...others] = headers["content-type"]?.split(",") ?? [];
    if (others.length > 0 && parseContentType(headers["content-type"] ?? "")) headers["content-type"] = first;
    next();
  });
  app.setErrorHandler((error: unknown, _request, reply) => {
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
    if (!code.startsWith("FST_ERR_CTP_")) throw error; // continues in the error handler of the app
    // hooks have not run, so the request must not reach the server
    const problem = new HttpProblem(415, { detail: "The media type of the body is invalid." });
    void writeResponse(takeReply(reply).raw, problemResponse(problem));
  });
}

/** Takes over the response from Fastify. Headers that hooks have set stay. */
function takeReply(reply: FastifyReply): FastifyReply {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  return reply.hijack();
}
