/** All adapters of generated servers, for tests that run on each of them. */
import { createServer, type RequestListener } from "node:http";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { toExpress } from "../../templates/server/express.ts";
import { toFastify } from "../../templates/server/fastify.ts";
import type { Server } from "../../templates/server/create-server.ts";
import { toHono } from "../../templates/server/hono.ts";
import { fromResponse } from "../../templates/server/http/outgoing-response.ts";
import { hardened, serve } from "../../templates/server/node.ts";

export interface Running {
  /** Base URL, for example `http://127.0.0.1:49152`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface Adapter {
  readonly name: "fetch" | "node" | "hono" | "express" | "fastify";
  /** Starts the server on a free port of this machine. */
  readonly start: (server: Server) => Promise<Running>;
}

export const ADAPTERS: readonly Adapter[] = [
  { name: "fetch", start: (server) => serveFetch((request) => server.fetch(request)) },
  { name: "node", start: (server) => serve(server, { port: 0 }) },
  {
    name: "hono",
    start: (server) => {
      const app = new Hono().all("*", toHono(server));
      return serveFetch((request) => app.fetch(request));
    },
  },
  { name: "express", start: (server) => listen(express().use(toExpress(server))) },
  {
    name: "fastify",
    start: async (server) => {
      const app = fastify({ serverFactory: (handler) => hardened(createServer((...given) => handler(...given))) });
      await app.register(toFastify(server));
      const url = await app.listen({ port: 0, host: "127.0.0.1" });
      return { url, close: () => app.close() };
    },
  },
];

/** Serves a function of web `Request` and `Response` over a socket. */
function serveFetch(fetch: (request: Request) => Response | Promise<Response>): Promise<Running> {
  return serve({ handle: async ({ request }) => fromResponse(await fetch(request)) }, { port: 0 });
}

async function listen(listener: RequestListener): Promise<Running> {
  const http = hardened(createServer(listener));
  await new Promise<void>((resolve) => void http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  const close = () =>
    new Promise<void>((resolve) => {
      const idle = setInterval(() => http.closeIdleConnections(), 50); // connections become idle one by one
      http.close(() => {
        clearInterval(idle);
        resolve();
      });
    });
  return { url: `http://127.0.0.1:${address.port}`, close };
}
