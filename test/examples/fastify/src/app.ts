import { fastify } from "fastify";
import { toFastify } from "./api/server/fastify.js";
import { onClientError } from "./api/server/node.js";
import { server } from "./server.js";

export const app = fastify({ clientErrorHandler: onClientError });
app.get("/health", () => ({ healthy: true }));
await app.register(toFastify(server));
