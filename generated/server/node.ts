/** The server on `node:http`. */
import { createServer, type IncomingMessage, type ServerResponse, type Server as HttpServer } from "node:http";
import type { Socket } from "node:net";
import type { Server } from "./fetch.js";
import { type MessageOptions, NodeIncoming } from "./node-request.js";
import { writeAnswer } from "./node-response.js";
import { HttpProblem, problemAnswer } from "./problem.js";

/** Every method that Node's parser knows. */
export { METHODS } from "node:http";
export type { MessageOptions };

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

async function answer(server: Pick<Server, "handle">, incoming: NodeIncoming, platform: NodePlatform): Promise<void> {
  const { response } = platform;
  try {
    const outgoing = await server.handle(incoming, platform);
    // a client that was not asked for its body may send it or not: what comes next could be either
    if (incoming.awaitsContinue) response.shouldKeepAlive = false;
    await writeAnswer(response, outgoing);
  } catch {
    response.destroy(); // a stream has failed half way: only a broken connection can tell the client
  }
}

export interface ServeOptions extends MessageOptions {
  /** Default: 3000. With 0 the system chooses. */
  readonly port?: number;
  /** Default: 127.0.0.1, this machine alone. */
  readonly host?: string;
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

/** Listens. Rejects where the port cannot be had. */
export async function serve(server: Pick<Server, "handle">, options: ServeOptions = {}): Promise<RunningServer> {
  const {
    port = 3000,
    host = "127.0.0.1",
    headersTime = 10_000,
    requestTime = 30_000,
    keepAliveTime = 5_000,
  } = options;
  const listener = toNodeListener(server, options);
  const http = createServer({
    headersTimeout: headersTime,
    requestTimeout: requestTime,
    keepAliveTimeout: keepAliveTime,
    connectionsCheckingInterval: Math.min(1_000, headersTime, requestTime),
  });
  const responses = new WeakMap<Socket, ServerResponse>();
  http.on("request", (message, response) => {
    responses.set(message.socket, response);
    void listener(message, response);
  });
  // without a listener Node would ask for the body at once, welcome or not
  http.on("checkContinue", (message, response) => {
    const incoming = new NodeIncoming(message, response, options);
    incoming.awaitsContinue = true;
    void answer(server, incoming, { message, response });
  });
  http.on("clientError", (error: ClientError, socket: Socket) => {
    const response = responses.get(socket);
    const isAnswering = response?.headersSent && !response.writableFinished;
    if (isAnswering || error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else refuseConnection(error, socket);
  });
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

type ClientError = Error & { readonly code?: string };

/** What is no HTTP, or takes too long to be: there is no request yet, so the answer is written by hand. */
function refuseConnection(error: ClientError, socket: Socket): void {
  const status = CLIENT_ERRORS[error.code ?? ""] ?? 400;
  const { body } = problemAnswer(new HttpProblem(status));
  const lines = [
    `HTTP/1.1 ${status} Refused`,
    "content-type: application/problem+json",
    `content-length: ${String(body).length}`,
    "connection: close",
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${String(body)}`, () => socket.destroy());
}

const CLIENT_ERRORS: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

function close(http: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    // connections fall idle one by one, as their last answer ends
    const idle = setInterval(() => http.closeIdleConnections(), 50);
    const end = setTimeout(() => http.closeAllConnections(), SHUTDOWN_TIME);
    http.close(() => {
      clearInterval(idle);
      clearTimeout(end);
      resolve();
    });
  });
}
