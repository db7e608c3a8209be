/** Forwards requests to another server, and its responses to the client, unchanged. Bodies are streamed. */
import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type Server,
  type ServerResponse,
} from "node:http";
import { request as httpsRequest } from "node:https";

/** A request and its response. Bodies are as received. They are undefined if too large or incomplete. */
export interface CompletedExchange {
  readonly method: string;
  /** Path and query, as received from the client. */
  readonly target: string;
  readonly requestHeaders: Headers;
  readonly requestBody: Buffer<ArrayBuffer> | undefined;
  readonly status: number;
  readonly responseHeaders: Headers;
  readonly responseBody: Buffer<ArrayBuffer> | undefined;
  /** Duration in milliseconds. */
  readonly duration: number;
}

/** A request without a complete response. */
export interface FailedExchange extends Pick<
  CompletedExchange,
  "method" | "target" | "requestHeaders" | "requestBody" | "duration"
> {
  readonly reason: string;
}

/** Callbacks for exchanges. */
export interface RelayListener {
  readonly completed: (completed: CompletedExchange) => void;
  readonly failed: (failed: FailedExchange) => void;
}

/** Maximum size of a body that is recorded. Larger ones are only forwarded. */
const MAX_BODY_BYTES = 16 * 1_024 * 1_024;

/** Creates a server that forwards requests to `target`. The path of `target` is a prefix of all paths. */
export function createRelay(target: URL, listener: RelayListener): Server {
  return createServer((message, response) => relay(message, response, target, listener));
}

function relay(message: IncomingMessage, response: ServerResponse, target: URL, listener: RelayListener): void {
  if (/^websocket$/i.test(message.headers.upgrade ?? "")) {
    sendProblem(response, 501, "Not Implemented", "The proxy does not support WebSockets.");
    return;
  }
  const start = performance.now();
  const sent = recordBody(message);
  const { method = "GET", url = "/" } = message;
  const about = () => ({
    method,
    target: url,
    requestHeaders: headersFromRaw(message.rawHeaders),
    requestBody: sent(),
    duration: performance.now() - start,
  });
  const send = target.protocol === "https:" ? httpsRequest : httpRequest;
  const onward = send({
    protocol: target.protocol,
    hostname: target.hostname.replace(/^\[|\]$/g, ""),
    port: target.port,
    method,
    path: target.pathname.replace(/\/$/, "") + url,
    headers: [...endToEndHeaders(message.rawHeaders, ["host"]), "host", target.host],
    setHost: false,
  });

  const fail = (error: Error): void => {
    if (response.destroyed && !response.writableFinished && message.destroyed) return; // the client has closed the connection
    listener.failed({ ...about(), reason: error.message || String("code" in error ? error.code : error) });
    if (response.headersSent) response.destroy();
    else sendProblem(response, 502, "Bad Gateway", error.message);
  };

  onward.on("error", fail);
  onward.on("response", (upstream) => {
    const received = recordBody(upstream);
    response.writeHead(upstream.statusCode ?? 502, upstream.statusMessage, endToEndHeaders(upstream.rawHeaders, []));
    upstream.pipe(response);
    upstream.on("error", fail);
    upstream.on("end", () => {
      listener.completed({
        ...about(),
        status: upstream.statusCode ?? 0,
        responseHeaders: headersFromRaw(upstream.rawHeaders),
        responseBody: received(),
      });
    });
  });
  response.on("close", () => {
    if (!response.writableFinished) onward.destroy();
  });
  message.pipe(onward);
}

function sendProblem(response: ServerResponse, status: number, title: string, detail: string): void {
  response.writeHead(status, { "content-type": "application/problem+json" });
  response.end(JSON.stringify({ type: "about:blank", title, status, detail }));
}

/** Records a body. The result returns undefined while the body is incomplete, or if it is too large. */
function recordBody(stream: IncomingMessage): () => Buffer<ArrayBuffer> | undefined {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on("data", (chunk: Buffer) => {
    length += chunk.byteLength;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  });
  return () => (length <= MAX_BODY_BYTES && stream.readableEnded ? Buffer.concat(chunks) : undefined);
}

/** Headers that a proxy must not forward, in addition to those that `Connection` names. RFC 9110 §7.6.1 */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Returns the headers to forward, as alternating names and values. Node.js has this format. */
function endToEndHeaders(raw: readonly string[], dropped: readonly string[]): string[] {
  const pairs = headerPairs(raw);
  const named = pairs.flatMap(([name, value]) =>
    name.toLowerCase() === "connection" ? value.toLowerCase().split(/\s*,\s*/) : [],
  );
  const without = new Set([...HOP_BY_HOP, ...named, ...dropped]);
  return pairs.filter(([name]) => !without.has(name.toLowerCase())).flat();
}

function headerPairs(raw: readonly string[]): readonly (readonly [name: string, value: string])[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as const] : []));
}

function headersFromRaw(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (const [name, value] of headerPairs(raw)) {
    try {
      headers.append(name, value);
    } catch {
      // Node.js accepts some header values that `Headers` rejects: they are not recorded
    }
  }
  return headers;
}
