/** Each adapter with a guard for `/pub` before it, written as users of its framework write guards. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { toExpress } from "../../templates/server/express.ts";
import { toFastify } from "../../templates/server/fastify.ts";
import type { Server } from "../../templates/server/create-server.ts";
import { toHono } from "../../templates/server/hono.ts";
import { fromResponse } from "../../templates/server/http/outgoing-response.ts";
import { serve, toNodeListener } from "../../templates/server/node.ts";
import type { Running } from "./adapters.ts";

export interface GuardedAdapter {
  readonly name: string;
  /** True if the platform resolves dot segments and backslashes, and does not show the path as it was sent. */
  readonly isResolved: boolean;
  /** True if the server sees an unsafe path only as an unknown path. */
  readonly isReplaced?: true;
  /** Statuses of the guard or framework for targets that the server would reject. */
  readonly own: readonly number[];
  /** Starts the server on a free port of this machine, with or without the guard. */
  readonly start: (server: Server, isGuarded: boolean) => Promise<Running>;
}

export const GUARDED_ADAPTERS: readonly GuardedAdapter[] = [
  {
    name: "node, guard on the target",
    isResolved: false,
    own: [403],
    start: (...given) => startNode(...given, pathOfTarget),
  },
  {
    name: "node, guard on a URL",
    isResolved: false,
    own: [403],
    start: (...given) => startNode(...given, pathOfUrl),
  },
  {
    name: "express",
    isResolved: false,
    own: [403],
    start: (server, isGuarded) => {
      const app = express();
      if (isGuarded) app.use("/pub", (_request, response) => void response.sendStatus(403));
      return listen(app.use(toExpress(server)));
    },
  },
  {
    name: "fastify",
    isResolved: false,
    own: [400, 403], // its router decodes paths
    start: async (server, isGuarded) => {
      const app = fastify();
      for (const path of isGuarded ? ["/pub", "/pub/*"] : []) {
        app.all(path, (_request, reply) => reply.code(403).send(""));
      }
      await app.register(toFastify(server));
      const url = await app.listen({ port: 0, host: "127.0.0.1" });
      return { url, close: () => app.close() };
    },
  },
  {
    name: "hono, below serve",
    isResolved: false,
    isReplaced: true,
    own: [403],
    start: (server, isGuarded) => {
      const app = honoApp(server, isGuarded);
      return serve({ handle: async ({ request }) => fromResponse(await app.fetch(request)) }, { port: 0 });
    },
  },
  {
    name: "hono, with the target in its environment",
    isResolved: false,
    own: [403],
    start: (server, isGuarded) => {
      const app = honoApp(server, isGuarded);
      return listenFetch((request, incoming) => app.fetch(request, { incoming })); // like @hono/node-server
    },
  },
  {
    name: "hono, with a Request only",
    isResolved: true,
    own: [403],
    start: (server, isGuarded) => {
      const app = honoApp(server, isGuarded);
      return listenFetch((request) => app.fetch(request));
    },
  },
];

function honoApp(server: Server, isGuarded: boolean): Hono {
  const app = new Hono();
  if (isGuarded) app.use("/pub/*", (context) => Promise.resolve(context.text("", 403)));
  return app.all("*", toHono(server));
}

/** Serves a function of web `Request` and `Response`, as platforms do that create the `Request` themselves. */
function listenFetch(fetch: (request: Request, message: IncomingMessage) => Response | Promise<Response>) {
  return listen((message, response) => {
    const path = (message.url ?? "").replace(/^https?:\/\/[^/?@]+/i, "");
    if (path.startsWith("/")) void respond(response, fetch(new Request(`http://localhost${path}`), message));
    else response.writeHead(404).end();
  });
}

async function respond(response: ServerResponse, result: Response | Promise<Response>): Promise<void> {
  const answer = await result;
  const bytes = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, { "content-length": bytes.length }).end(bytes);
}

type PathOf = (target: string) => string;
const pathOfTarget: PathOf = (target) => target.replace(/^https?:\/\/[^/?]*/i, "").replace(/\?.*$/, "");
const pathOfUrl: PathOf = (target) => new URL(target, "http://localhost").pathname;

function startNode(server: Server, isGuarded: boolean, pathOf: PathOf): Promise<Running> {
  const handle = toNodeListener(server);
  return listen((message, response) => {
    const isPublic = isGuarded && /^\/pub(?:\/|$)/.test(pathOf(message.url ?? ""));
    if (isPublic) response.writeHead(403).end();
    else void handle(message, response);
  });
}

async function listen(listener: RequestListener): Promise<Running> {
  const http = createServer(listener);
  await new Promise<void>((resolve) => void http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}
