/** The server on `node:http`. */
import { createServer, type IncomingMessage, type ServerResponse, type Server as HttpServer } from "node:http";
import { Server as NetServer } from "node:net";
import type { Server } from "./create-server.js";
import { HttpProblem, problemResponse } from "./http/problem.js";
import { isAmbiguous, onClientError } from "./node/malformed-request.js";
import { type MessageOptions, NodeIncoming } from "./node/node-request.js";
import { writeResponse } from "./node/write-response.js";

/** Every method that Node's parser knows. */
export { METHODS } from "node:http";
export type { MessageOptions };
export { onClientError };

/** For `createServer` of `node:http` or `node:https`, and for frameworks that are built on them. Never rejects. */
export type NodeListener = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What reaches `options.context` as its platform. */
export interface NodePlatform {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers each request of a Node server. */
export function toNodeListener(server: Pick<Server, "handle">, options: MessageOptions = {}): NodeListener {
  return (message, response) => answer(server, new NodeIncoming(message, response, options), { message, response });
}

async function answer(
  server: Pick<Server, "handle">,
  incoming: NodeIncoming,
  platform: NodePlatform,
  /** What `serve` adds: one that has stopped accepting answers nobody else on a connection that is kept. */
  http?: HttpServer,
): Promise<void> {
  const { message, response } = platform;
  try {
    if (isAmbiguous(message)) throw new HttpProblem(400, { detail: "There may be one Host only." });
    const outgoing = await server.handle(incoming, platform);
    // a client that was not asked for its body may send it or not: what comes next could be either
    if (incoming.awaitsContinue || http?.listening === false) response.shouldKeepAlive = false;
    const written = writeResponse(response, outgoing);
    if (written) await written;
  } catch (error) {
    if (error instanceof HttpProblem && !response.headersSent) void writeResponse(response, problemResponse(error));
    else response.destroy(); // a stream has failed half way: only a broken connection can tell the client
  }
}

export interface ServeOptions extends MessageOptions {
  /** Default: 3000. With 0 the system chooses. */
  readonly port?: number;
  /** Default: 127.0.0.1, this machine alone. */
  readonly host?: string;
  /** Of the request line and all headers together; more is a 431. Default: 16,384. */
  readonly headerBytes?: number;
  /** Milliseconds for the headers of a request to arrive. Default: 10,000. */
  readonly headersTime?: number;
  /** Milliseconds for a whole request to arrive. Default: 30,000. */
  readonly requestTime?: number;
  /** Milliseconds for which an idle connection is kept. Default: 5,000. */
  readonly keepAliveTime?: number;
}

export interface RunningServer {
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  readonly http: HttpServer;
  /** Accepts nothing more, lets requests in flight come to their end, and after ten seconds ends them. */
  readonly close: () => Promise<void>;
}

const SHUTDOWN_TIME = 10_000;
const SILENCE = 200;

/** Listens. Rejects where the port cannot be had. */
export async function serve(server: Pick<Server, "handle">, options: ServeOptions = {}): Promise<RunningServer> {
  const {
    port = 3000,
    host = "127.0.0.1",
    headerBytes = 16_384,
    headersTime = 10_000,
    requestTime = 30_000,
    keepAliveTime = 5_000,
  } = options;
  const http = createServer({
    maxHeaderSize: headerBytes,
    joinDuplicateHeaders: true,
    headersTimeout: headersTime,
    requestTimeout: requestTime,
    keepAliveTimeout: keepAliveTime,
    connectionsCheckingInterval: Math.min(1_000, headersTime, requestTime),
  });
  const accept = (message: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) => {
    const incoming = new NodeIncoming(message, response, options);
    incoming.awaitsContinue = awaitsContinue;
    void answer(server, incoming, { message, response }, http);
  };
  http.on("request", (message, response) => accept(message, response, false));
  // without a listener Node would ask for the body at once, welcome or not
  http.on("checkContinue", (message, response) => accept(message, response, true));
  http.on("clientError", onClientError);
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, () => {
      http.off("error", reject);
      resolve();
    });
  });
  return { url: urlOf(http, host), http, close: () => close(http) };
}

function urlOf(http: HttpServer, host: string): string {
  const address = http.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/**
 * What is on its way on a connection that looks idle is still answered: only after a while of silence is it closed,
 * which Node's own `http.close()` does at once.
 */
function close(http: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = [];
    timers.push(
      setTimeout(() => {
        // connections fall idle one by one, as their last answer ends
        http.closeIdleConnections();
        timers.push(setInterval(() => http.closeIdleConnections(), 50));
      }, SILENCE),
      setTimeout(() => http.closeAllConnections(), SHUTDOWN_TIME),
    );
    NetServer.prototype.close.call(http, () => {
      for (const timer of timers) clearTimeout(timer);
      resolve();
    });
  });
}
