/** Limits for the headers and the speed of requests, and problems for HTTP that never becomes a request. */
import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { HttpProblem, problemResponse } from "../http/problem.js";
import { onClientError, rejectConnection } from "./malformed-request.js";
import { writeResponse } from "./write-response.js";

/** Limits on connections of `node:http`. */
export interface ConnectionLimits {
  /** Largest size of the request line and all headers, in bytes. Larger ones get status 431. Default: 16,384. */
  readonly headerBytes?: number;
  /** Longest time for the headers of a request to arrive, in milliseconds. Default: 10,000. */
  readonly headersTime?: number;
  /** Longest time for a whole request to arrive, in milliseconds. Default: 30,000. */
  readonly requestTime?: number;
  /** Time after which an idle connection is closed, in milliseconds. Default: 5,000. */
  readonly keepAliveTime?: number;
}

/**
 * Sets limits for headers and slow requests, and responds to malformed HTTP with problems. Returns the same server. Call
 * it before `listen`. `serve` already does so.
 *
 * @example
 * hardened(createServer(app)).listen(3000); // Express
 * fastify({ serverFactory: (handler) => hardened(createServer((request, reply) => handler(request, reply))) });
 */
export function hardened<Http extends HttpServer>(http: Http, limits: ConnectionLimits = {}): Http {
  const { headerBytes = 16_384, headersTime = 10_000, requestTime = 30_000, keepAliveTime = 5_000 } = limits;
  http.headersTimeout = Math.min(headersTime, requestTime);
  http.requestTimeout = requestTime;
  http.keepAliveTimeout = keepAliveTime;
  // Node reads these options of `createServer` from properties that its types do not have
  Object.assign(http, {
    maxHeaderSize: headerBytes,
    joinDuplicateHeaders: true,
    connectionsCheckingInterval: Math.min(1_000, headersTime, requestTime),
  });
  http.removeAllListeners("clientError").on("clientError", onClientError); // Fastify has its own listener
  http.on("checkExpectation", rejectExpectation).on("connect", rejectConnect);
  return http;
}

/** Responds to an unknown `Expect` header (RFC 9110 §10.1.1). */
function rejectExpectation(_message: IncomingMessage, response: ServerResponse): void {
  const problem = new HttpProblem(417, { detail: "The server supports no other expectation than 100-continue." });
  response.shouldKeepAlive = false;
  void writeResponse(response, problemResponse(problem));
}

/** Responds to CONNECT, which is for proxies (RFC 9110 §9.3.6). Node shows only the socket. */
function rejectConnect(_message: IncomingMessage, socket: Duplex): void {
  socket.on("error", () => socket.destroy());
  rejectConnection(new HttpProblem(501, { detail: "The server is not a proxy." }), socket);
}
