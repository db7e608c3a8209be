/** A request of `node:http` as the core reads it: nothing is converted before it is asked for. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type BodyBounds, type HeaderSource, type Incoming, readStream, tooLarge, tooSlow } from "./incoming.js";

export interface MessageOptions {
  /** What callers see as this server: `https://api.example.com`. Default: http or https, and the `Host` header. */
  readonly origin?: string;
}

export class NodeIncoming implements Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly #message: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #target: string;
  readonly #origin: string | undefined;
  #abort: AbortController | undefined;
  #request: Request | undefined;
  /** Whether the client waits for a `100 Continue` before it sends the body. */
  awaitsContinue = false;

  constructor(message: IncomingMessage, response: ServerResponse, { origin }: MessageOptions) {
    this.method = message.method ?? "GET";
    this.#message = message;
    this.#response = response;
    this.#origin = origin;
    this.#target = message.url ?? "/";
    const { path, query } = splitTarget(this.#target);
    this.path = path;
    this.query = query;
  }

  get headers(): HeaderSource {
    return new NodeHeaders(this.#message);
  }

  get hasBody(): boolean {
    const { headers } = this.#message;
    return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  }

  read(bounds: BodyBounds): Promise<Uint8Array<ArrayBuffer>> {
    if (this.awaitsContinue) {
      this.awaitsContinue = false;
      this.#response.writeContinue();
    }
    return this.#request ? readStream(this.#request.body, bounds) : readMessage(this.#message, bounds);
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
      ...(hasStream && { body: streamOf(message, this.#response), duplex: "half" }),
    });
  }

  /** Absolute. A `Host` that is none cannot stand in a URL. */
  #url(): URL {
    const { socket, headers } = this.#message;
    const rest = this.query === "" ? this.path : `${this.path}?${this.query}`;
    const origin = this.#origin ?? `${"encrypted" in socket ? "https" : "http"}://${headers.host ?? ""}`;
    return new URL(URL.canParse(origin + rest) ? origin + rest : `http://localhost${rest}`);
  }
}

class NodeHeaders implements HeaderSource {
  readonly #message: IncomingMessage;

  constructor(message: IncomingMessage) {
    this.#message = message;
  }

  get(name: string): string | null {
    const value = this.#message.headers[name.toLowerCase()];
    return typeof value === "string" ? value : Array.isArray(value) ? value.join(", ") : null;
  }
}

/** Path and query of a request target in origin or absolute form (RFC 9112 §3.2), read as a web `Request` reads them. */
function splitTarget(target: string): { readonly path: string; readonly query: string } {
  if (!target.startsWith("/")) return splitAbsolute(target);
  const mark = target.indexOf("?");
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = mark === -1 ? "" : target.slice(mark + 1);
  // URLs fold segments of dots, encoded or not, turn backslashes and escape the rest
  if (!/[^\w~!$&'()*+,;=:@%/.-]|\/(?:\.|%2e)/i.test(path)) return { path, query };
  return { path: splitAbsolute(`http://localhost${path}`).path, query };
}

function splitAbsolute(target: string): { readonly path: string; readonly query: string } {
  if (!/^https?:/i.test(target) || !URL.canParse(target)) return { path: target, query: "" };
  const { pathname, search } = new URL(target);
  return { path: pathname, query: search.slice(1) };
}

function readMessage(message: IncomingMessage, { bytes, milliseconds }: BodyBounds): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    if (message.readableDidRead) {
      reject(new Error("the body has been read before: let the server come before any parser of bodies"));
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => settle(() => reject(tooSlow())), milliseconds);
    const settle = (outcome: () => void) => {
      clearTimeout(timer);
      message.off("data", onData).off("end", onEnd).off("close", onClose);
      outcome();
    };
    const onData = (chunk: Buffer) => {
      length += chunk.byteLength;
      chunks.push(chunk);
      if (length > bytes) settle(() => reject(tooLarge(bytes))); // the rest flows on, and into nothing
    };
    const onEnd = () => settle(() => resolve(Buffer.concat(chunks, length)));
    const onClose = () => settle(() => reject(new DOMException("the client has left", "AbortError")));
    message.on("data", onData).on("end", onEnd).on("close", onClose);
    message.on("error", () => undefined); // `close` follows, and tells as much
  });
}

/**
 * The body as a web stream. Unlike Node's own conversion, cancelling it leaves the connection alone, which the answer
 * still needs: what nobody wants to read flows on, and into nothing.
 */
function streamOf(message: IncomingMessage, response: ServerResponse): ReadableStream<Uint8Array<ArrayBuffer>> {
  let begun = false;
  let drain = () => {};
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        message.resume();
        if (begun) return;
        begun = true;
        const onData = (chunk: Buffer<ArrayBuffer>) => {
          controller.enqueue(chunk);
          message.pause();
        };
        const onEnd = () => {
          drain();
          controller.close();
        };
        const onClose = () => {
          drain();
          controller.error(new DOMException("the client has left", "AbortError"));
        };
        drain = () => {
          message.off("data", onData).off("end", onEnd).off("close", onClose).resume();
          response.off("finish", drain);
        };
        message.on("data", onData).on("end", onEnd).on("close", onClose);
        message.on("error", () => undefined); // `close` follows, and tells as much
        response.on("finish", drain);
      },
      cancel: () => drain(),
    },
    { highWaterMark: 0 }, // a body that nobody reads is left to Node
  );
}
