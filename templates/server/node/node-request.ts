/** A request of `node:http` as an `IncomingRequest`. Conversions happen on first use. */
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type BodyReadLimits,
  type HeaderSource,
  type IncomingRequest,
  readStream,
  bodyTooLarge,
} from "../http/incoming-request.js";
import { HttpProblem } from "../http/problem.js";
import { readSentPath } from "../routing/sent-path.js";
import { splitTarget } from "../http/request-target.js";
import { readMessage, streamMessage } from "./read-message.js";
import { recoverConsumedBody } from "./consumed-body.js";

/** Options for requests of `node:http`. */
export interface NodeRequestOptions {
  /** Public origin of the server, for example `https://api.example.com`. Default: scheme and `Host` of the request. */
  readonly origin?: string;
}

export class NodeRequest implements IncomingRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: HeaderSource;
  readonly #message: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #origin: string | undefined;
  #abort: AbortController | undefined;
  #request: Request | undefined;
  /** True if the client waits for `100 Continue` before it sends the body. */
  awaitsContinue = false;

  constructor(message: IncomingMessage, response: ServerResponse, { origin }: NodeRequestOptions) {
    this.method = message.method ?? "GET";
    this.#message = message;
    this.#response = response;
    this.#origin = origin;
    this.headers = new NodeHeaders(message);
    const { path, query } = splitTarget(message.url ?? "/");
    this.path = path;
    this.query = query;
  }

  get hasBody(): boolean {
    const { headers } = this.#message;
    return headers["transfer-encoding"] !== undefined || headers["content-length"] !== undefined; // the body can be empty
  }

  read(bounds: BodyReadLimits): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#request) return readStream(this.#request.body, bounds);
    if (this.#message.readableDidRead) return this.#readConsumedBody(bounds);
    this.#askForBody();
    return readMessage(this.#message, bounds);
  }

  async #readConsumedBody({ bytes, exact = false }: BodyReadLimits): Promise<Uint8Array<ArrayBuffer>> {
    const leftover = recoverConsumedBody(this.#message, exact);
    if (leftover.byteLength > bytes) throw bodyTooLarge(bytes);
    return leftover;
  }

  get signal(): AbortSignal {
    if (!this.#abort) {
      const abort = new AbortController();
      const leave = () => {
        if (!this.#response.writableFinished) abort.abort();
      };
      if (this.#response.destroyed) leave();
      else this.#response.once("close", leave);
      this.#abort = abort;
    }
    return this.#abort.signal;
  }

  get request(): Request {
    this.#request ??= this.#makeRequest();
    return this.#request;
  }

  #makeRequest(): Request {
    if (/^(?:CONNECT|TRACE|TRACK)$/i.test(this.method)) {
      throw new HttpProblem(501, { detail: "The web platform does not support requests with this method." });
    }
    const message = this.#message;
    const headers = new Headers();
    for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
      headers.append(message.rawHeaders[index] ?? "", message.rawHeaders[index + 1] ?? "");
    }
    const hasStream = this.hasBody && !message.readableDidRead && this.method !== "GET" && this.method !== "HEAD";
    return new Request(this.#url(), {
      method: this.method,
      headers,
      signal: this.signal,
      ...(hasStream && { body: streamMessage(message, this.#response, () => this.#askForBody()), duplex: "half" }),
    });
  }

  #askForBody(): void {
    if (this.awaitsContinue) this.#response.writeContinue();
    this.awaitsContinue = false;
  }

  /**
   * Returns an absolute URL, even if the `Host` header is invalid. URL parsers would resolve an unsafe path. So it
   * becomes a percent-encoded path that no operation has.
   */
  #url(): string {
    const { socket, headers } = this.#message;
    const host = /^[\w.:[\]-]+$/.test(headers.host ?? "") ? headers.host : "localhost";
    const origin = this.#origin ?? `${"encrypted" in socket ? "https" : "http"}://${host}`;
    const isRoutable = this.path.startsWith("/") && readSentPath(this.path) !== undefined;
    const path = isRoutable ? this.path : `//${encodeURIComponent(this.path)}`;
    const rest = this.query === "" ? path : `${path}?${this.query}`;
    return URL.canParse(origin + rest) ? origin + rest : `http://localhost${rest}`;
  }
}

/** Headers of which Node keeps only the first value. A proxy may have used another one, so all values are needed. */
const FIRST_LINE_ONLY: ReadonlySet<string> = new Set([
  "authorization",
  "content-type",
  "from",
  "host",
  "if-modified-since",
  "if-unmodified-since",
  "max-forwards",
  "proxy-authorization",
  "referer",
  "user-agent",
]);

class NodeHeaders implements HeaderSource {
  readonly #message: IncomingMessage;

  constructor(message: IncomingMessage) {
    this.#message = message;
  }

  get(name: string): string | null {
    const { headers, readableDidRead } = this.#message;
    const lowerCase = name.toLowerCase();
    if (lowerCase === "content-encoding" && readableDidRead) return null; // the code that has read the body has also decompressed it
    const value = headers[lowerCase];
    if (value === undefined) return null;
    return FIRST_LINE_ONLY.has(lowerCase) ? this.#allLines(lowerCase) : Array.isArray(value) ? value.join(", ") : value;
  }

  #allLines(name: string): string {
    const { rawHeaders } = this.#message;
    const lines: (string | undefined)[] = [];
    for (let index = 0; index < rawHeaders.length; index += 2) {
      if (rawHeaders[index]?.toLowerCase() === name) lines.push(rawHeaders[index + 1]);
    }
    return lines.join(", ");
  }
}
