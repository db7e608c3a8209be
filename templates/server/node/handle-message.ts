/** Handles one request of `node:http`, also for frameworks that are built on it. */
import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import type { Server } from "../create-server.js";
import { HttpProblem, problemResponse } from "../http/problem.js";
import { hasWrongHosts } from "./malformed-request.js";
import type { NodeRequest } from "./node-request.js";
import { writeResponse } from "./write-response.js";

/** The value that `options.context` receives as `platform`. */
export interface NodePlatform {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
}

/** Passes a request to the server and writes its response. Never rejects. */
export async function handleMessage(
  server: Pick<Server, "handle">,
  incoming: NodeRequest,
  platform: NodePlatform,
  /** Passed by `serve`: a server that is closing does not keep connections open. */
  http?: HttpServer,
): Promise<void> {
  const { message, response } = platform;
  try {
    if (hasWrongHosts(message)) throw new HttpProblem(400, { detail: "The request must have exactly one Host." });
    const outgoing = await server.handle(incoming, platform);
    // a client that waits for 100 Continue may still send the body or not: the connection cannot be used again
    if (incoming.awaitsContinue || http?.listening === false) response.shouldKeepAlive = false;
    const written = writeResponse(response, outgoing);
    if (written) await written;
  } catch (error) {
    if (error instanceof HttpProblem && !response.headersSent) void writeResponse(response, problemResponse(error));
    else response.destroy(); // a stream has failed: closing the connection tells the client that the body is truncated
  }
}
