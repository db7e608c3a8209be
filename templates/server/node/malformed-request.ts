/** Rejects requests that are not valid HTTP: those that Node's parser rejects, and some that it accepts. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { HttpProblem, problemResponse } from "../http/problem.js";

/**
 * Responds to malformed or slow requests with a problem and closes the connection. Use it as the listener for the event
 * `clientError` of a `node:http` server. `serve` and `hardened` already do so.
 */
export function onClientError(error: ClientError, socket: Duplex): void {
  // Node's own listener uses this property, too: a problem in the middle of a response would become part of it
  const response: Partial<ServerResponse> | null | undefined = Reflect.get(socket, "_httpMessage");
  const hasBegunResponse = response?.headersSent === true && !response.writableFinished;
  if (hasBegunResponse || error.code === "ECONNRESET" || !socket.writable) socket.destroy();
  else rejectConnection(new HttpProblem(STATUSES[error.code ?? ""] ?? 400), socket);
}

type ClientError = Error & { readonly code?: string };

/** Writes a problem to the socket, if there is no request object, and closes the connection. */
export function rejectConnection(problem: HttpProblem, socket: Duplex): void {
  const { status, body } = problemResponse(problem);
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

/**
 * Returns true if there are several `Host` headers, or none in HTTP/1.1 (RFC 9112 §3.2). Node would silently use the
 * first one.
 */
export function hasWrongHosts({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (name.length !== 4 || name.toLowerCase() !== "host") continue;
    hosts += rawHeaders[index + 1]?.includes(",") ? 2 : 1;
  }
  return hosts > 1 || (hosts === 0 && httpVersion === "1.1");
}
