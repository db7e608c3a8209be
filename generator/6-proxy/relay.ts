/** Hands requests on to another server and its answers back, as they are: streams stay streams, redirects are answers. */
import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type Server,
  type ServerResponse,
} from "node:http";
import { request as httpsRequest } from "node:https";

/** What passed; bodies as they travelled, and undefined where they are too long to be looked at, or not whole. */
export interface Passed {
  readonly method: string;
  /** Path and query, as the client has sent them. */
  readonly target: string;
  readonly requestHeaders: Headers;
  readonly requestBody: Buffer<ArrayBuffer> | undefined;
  readonly status: number;
  readonly responseHeaders: Headers;
  readonly responseBody: Buffer<ArrayBuffer> | undefined;
  /** Milliseconds. */
  readonly duration: number;
}

/** Nobody has answered, or not to the end. */
export interface Failed extends Pick<Passed, "method" | "target" | "requestHeaders" | "requestBody" | "duration"> {
  readonly reason: string;
}

export interface Listener {
  readonly passed: (passed: Passed) => void;
  readonly failed: (failed: Failed) => void;
}

const MOST_BYTES = 16 * 1_024 * 1_024;

/** A server whose requests go to `target`, with the path of that in front of theirs. */
export function createRelay(target: URL, listener: Listener): Server {
  return createServer((message, response) => relay(message, response, target, listener));
}

function relay(message: IncomingMessage, response: ServerResponse, target: URL, listener: Listener): void {
  if (/^websocket$/i.test(message.headers.upgrade ?? "")) {
    refuse(response, 501, "Not Implemented", "The proxy hands HTTP through, and no WebSockets.");
    return;
  }
  const start = performance.now();
  const sent = keep(message);
  const { method = "GET", url = "/" } = message;
  const about = () => ({
    method,
    target: url,
    requestHeaders: headersOf(message.rawHeaders),
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
    headers: [...endToEnd(message.rawHeaders, ["host"]), "host", target.host],
    setHost: false,
  });

  const fail = (error: Error): void => {
    if (response.destroyed && !response.writableFinished && message.destroyed) return; // the client has left
    listener.failed({ ...about(), reason: error.message || String("code" in error ? error.code : error) });
    if (response.headersSent) response.destroy();
    else refuse(response, 502, "Bad Gateway", error.message);
  };

  onward.on("error", fail);
  onward.on("response", (answer) => {
    const received = keep(answer);
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.rawHeaders, []));
    answer.pipe(response);
    answer.on("error", fail);
    answer.on("end", () => {
      listener.passed({
        ...about(),
        status: answer.statusCode ?? 0,
        responseHeaders: headersOf(answer.rawHeaders),
        responseBody: received(),
      });
    });
  });
  response.on("close", () => {
    if (!response.writableFinished) onward.destroy();
  });
  message.pipe(onward);
}

function refuse(response: ServerResponse, status: number, title: string, detail: string): void {
  response.writeHead(status, { "content-type": "application/problem+json" });
  response.end(JSON.stringify({ type: "about:blank", title, status, detail }));
}

/** Collects a body that passes; undefined once it is too long, and as long as it has not come to its end. */
function keep(stream: IncomingMessage): () => Buffer<ArrayBuffer> | undefined {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on("data", (chunk: Buffer) => {
    length += chunk.byteLength;
    if (length <= MOST_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  });
  return () => (length <= MOST_BYTES && stream.readableEnded ? Buffer.concat(chunks) : undefined);
}

/** Between two hops, and no further: RFC 9110 §7.6.1. What `Connection` names is one of them. */
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

/** Names and values in turn, as Node has them. */
function endToEnd(raw: readonly string[], dropped: readonly string[]): string[] {
  const pairs = pairsOf(raw);
  const named = pairs.flatMap(([name, value]) =>
    name.toLowerCase() === "connection" ? value.toLowerCase().split(/\s*,\s*/) : [],
  );
  const without = new Set([...HOP_BY_HOP, ...named, ...dropped]);
  return pairs.filter(([name]) => !without.has(name.toLowerCase())).flat();
}

function pairsOf(raw: readonly string[]): readonly (readonly [name: string, value: string])[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as const] : []));
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (const [name, value] of pairsOf(raw)) {
    try {
      headers.append(name, value);
    } catch {
      // Node lets more pass than a header may hold; what it is then, nobody can say
    }
  }
  return headers;
}
