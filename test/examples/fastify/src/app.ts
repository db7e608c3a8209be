import { createServer } from "node:http";
import { fastify } from "fastify";
import { toFastify } from "./api/server/fastify.js";
import { hardened } from "./api/server/node.js";
import { server } from "./server.js";

export const app = fastify({
  serverFactory: (handler) => hardened(createServer((request, reply) => handler(request, reply))),
});
app.get("/health", () => ({ healthy: true }));
await app.register(toFastify(server));
