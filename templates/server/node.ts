// oxlint-disable-next-line typescript/triple-slash-reference -- A project can have the types of Node without naming them.
/// <reference types="node" />
/** Runs a server on `node:http`. */
import { createServer, type IncomingMessage, type ServerResponse, type Server as HttpServer } from "node:http";
import { Server as NetServer } from "node:net";
import type { Server } from "./create-server.js";
import { type ConnectionLimits, hardened } from "./node/hardened.js";
import { handleMessage, type NodePlatform } from "./node/handle-message.js";
import { onClientError } from "./node/malformed-request.js";
import { type NodeRequestOptions, NodeRequest } from "./node/node-request.js";

/** All methods that Node's HTTP parser accepts. */
export { METHODS } from "node:http";
export type { NodeRequestOptions };
export type { ConnectionLimits };
export type { NodePlatform };
export { hardened, onClientError };

/** A listener for `createServer` of `node:http` or `node:https`, and for frameworks built on them. Never rejects. */
export type NodeListener = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Returns a request listener for a Node server.
 *
 * @example
 * createServer(toNodeListener(server)).listen(3000);
 */
export function toNodeListener(server: Pick<Server, "handle">, options: NodeRequestOptions = {}): NodeListener {
  return (message, response) =>
    handleMessage(server, new NodeRequest(message, response, options), { message, response });
}

/** Options of `serve`. */
export interface ServeOptions extends NodeRequestOptions, ConnectionLimits {
  /** TCP port. With 0, the operating system chooses a free one. Default: 3000. */
  readonly port?: number;
  /** Address to listen on. Default: `127.0.0.1`, which is reachable from this machine only. */
  readonly host?: string;
}

/** A server that accepts connections. */
export interface RunningServer {
  /** Base URL, for example `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly http: HttpServer;
  /** Stops accepting connections and waits up to ten seconds for requests in progress. */
  readonly close: () => Promise<void>;
}

const SHUTDOWN_TIME = 10_000;
const QUIET_TIME = 200;

/**
 * Starts an HTTP server. Rejects if it cannot listen on the port.
 *
 * @example
 * const { url, close } = await serve(createServer(handlers), { port: 8080 });
 */
export async function serve(server: Pick<Server, "handle">, options: ServeOptions = {}): Promise<RunningServer> {
  const { port = 3000, host = "127.0.0.1" } = options;
  // without `requireHostHeader`, a request without Host gets a problem instead of an empty response
  const http = hardened(createServer({ requireHostHeader: false }), options);
  const accept = (message: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) => {
    const incoming = new NodeRequest(message, response, options);
    incoming.awaitsContinue = awaitsContinue;
    void handleMessage(server, incoming, { message, response }, http);
  };
  http.on("request", (message, response) => accept(message, response, false));
  // without a listener, Node would ask for the body before the request is checked
  http.on("checkContinue", (message, response) => accept(message, response, true));
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, () => {
      http.off("error", reject);
      resolve();
    });
  });
  return { url: serverUrl(http, host), http, close: () => close(http) };
}

function serverUrl(http: HttpServer, host: string): string {
  const address = http.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/**
 * Closes the server without losing requests. `http.close()` of Node closes idle connections at once, although a request
 * may be on its way. Here they are closed only after `QUIET_TIME`.
 */
function close(http: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = [];
    timers.push(
      setTimeout(() => {
        // connections become idle one by one, when their last response ends
        http.closeIdleConnections();
        timers.push(setInterval(() => http.closeIdleConnections(), 50));
      }, QUIET_TIME),
      setTimeout(() => http.closeAllConnections(), SHUTDOWN_TIME),
    );
    NetServer.prototype.close.call(http, () => {
      for (const timer of timers) clearTimeout(timer);
      resolve();
    });
  });
}
