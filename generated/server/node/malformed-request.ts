/** Rejects requests that are not valid HTTP: those that Node's parser rejects, and some that it accepts. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { HttpProblem, problemResponse } from "../http/problem.js";

/**
 * Responds to malformed or slow requests with a problem and closes the connection. Use it as the listener for the event
 * `clientError` of a `node:http` server. `serve` already does so.
 *
 * @example
 * createServer(app).on("clientError", onClientError); // Express
 * fastify({ clientErrorHandler: onClientError });
 */
export function onClientError(error: ClientError, socket: Duplex): void {
  // Node's own listener uses this property, too: a problem in the middle of a response would become part of it
  const response: Partial<ServerResponse> | null | undefined = Reflect.get(socket, "_httpMessage");
  const hasBegunResponse = response?.headersSent === true && !response.writableFinished;
  if (hasBegunResponse || error.code === "ECONNRESET" || !socket.writable) socket.destroy();
  else rejectConnection(error, socket);
}

type ClientError = Error & { readonly code?: string };

/** Writes the response to the socket, since there is no request object yet. */
function rejectConnection(error: ClientError, socket: Duplex): void {
  const status = STATUSES[error.code ?? ""] ?? 400;
  const { body } = problemResponse(new HttpProblem(status));
  const lines = [
    `HTTP/1.1 ${status} Rejected`,
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

/** Returns true if there are several `Host` headers (RFC 9112 §3.2). Node would silently use the first one. */
export function hasSeveralHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (name.length !== 4 || name.toLowerCase() !== "host") continue;
    hosts += rawHeaders[index + 1]?.includes(",") ? 2 : 1;
  }
  return hosts > 1;
}
