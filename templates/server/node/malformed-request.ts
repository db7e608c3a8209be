/** Refusals below the core: of what the HTTP parser of Node has refused, and of what it lets pass. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { HttpProblem, problemResponse } from "../http/problem.js";

/**
 * For the event `clientError` of a server: what is no HTTP, or takes too long to be, is answered with a problem and the
 * connection ended. `serve` listens with it. Express: `createServer(app).on("clientError", onClientError)`; Fastify:
 * `fastify({ clientErrorHandler: onClientError })`.
 */
export function onClientError(error: ClientError, socket: Duplex): void {
  // Node's own listener looks there, too: what is written into an answer would be taken for a part of it
  const response: Partial<ServerResponse> | null | undefined = Reflect.get(socket, "_httpMessage");
  const isAnswering = response?.headersSent === true && !response.writableFinished;
  if (isAnswering || error.code === "ECONNRESET" || !socket.writable) socket.destroy();
  else refuseConnection(error, socket);
}

type ClientError = Error & { readonly code?: string };

/** There is no request yet, so the answer is written by hand. */
function refuseConnection(error: ClientError, socket: Duplex): void {
  const status = STATUSES[error.code ?? ""] ?? 400;
  const { body } = problemResponse(new HttpProblem(status));
  const lines = [
    `HTTP/1.1 ${status} Refused`,
    "content-type: application/problem+json",
    `content-length: ${String(body).length}`,
    "connection: close",
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${String(body)}`, () => socket.destroy());
}

const STATUSES: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/** Whether it names two hosts, of which Node would keep one to itself: RFC 9112 §3.2. */
export function isAmbiguous({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (name.length !== 4 || name.toLowerCase() !== "host") continue;
    hosts += rawHeaders[index + 1]?.includes(",") ? 2 : 1;
  }
  return hosts > 1;
}
