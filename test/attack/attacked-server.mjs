/** A server of the compiled example with one adapter, in a process of its own. Reports its port and its memory. */
import { createServer } from "node:http";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { toExpress } from "../../dist/clients/server/express.js";
import { toFastify } from "../../dist/clients/server/fastify.js";
import { toHono } from "../../dist/clients/server/hono.js";
import { fromResponse } from "../../dist/clients/server/http/outgoing-response.js";
import { createServer as createApiServer, stubs } from "../../dist/clients/server/index.js";
import { hardened, serve } from "../../dist/clients/server/node.js";

const limits = { headersTime: 400, requestTime: 800, keepAliveTime: 200 };
const api = createApiServer(stubs, {
  security: { ApiKeyAuth: (key) => key === "secret" },
  limits: { bodyTime: 500 },
  onError: (error) => process.send({ kind: "error", text: String(error?.stack ?? error) }),
});

const ADAPTERS = {
  node: async () => (await serve(api, { port: 0, ...limits })).http,
  express: () => listen(hardened(createServer(express().use(toExpress(api))), limits)),
  fastify: async () => {
    const app = fastify({
      serverFactory: (handler) =>
        hardened(
          createServer((...given) => handler(...given)),
          limits,
        ),
    });
    await app.register(toFastify(api));
    await app.listen({ port: 0, host: "127.0.0.1" });
    return app.server;
  },
  hono: async () => {
    const app = new Hono().all("*", toHono(api));
    const handle = async ({ request }) => fromResponse(await app.fetch(request));
    return (await serve({ handle }, { port: 0, ...limits })).http;
  },
};

function listen(http) {
  return new Promise((resolve) => http.listen(0, "127.0.0.1", () => resolve(http)));
}

const http = await ADAPTERS[process.argv[2]]();
process.on("message", () => {
  globalThis.gc();
  process.send({ kind: "memory", bytes: process.memoryUsage().heapUsed });
});
process.on("disconnect", () => process.exit(0));
process.send({ kind: "ready", port: http.address().port });
