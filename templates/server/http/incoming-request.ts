/** The request as the server reads it. It is made from a web `Request`, or by an adapter at lower cost. */
import { withCode } from "../../runtime/error-codes.js";
import { HttpProblem } from "./problem.js";

/** A request before parsing. Strings are as the client sent them. */
export interface IncomingRequest {
  /** Method, case-sensitive. */
  readonly method: string;
  /** Percent-encoded path with its leading slash. */
  readonly path: string;
  /** Percent-encoded query string without the question mark. */
  readonly query: string;
  readonly headers: HeaderSource;
  /** True if the request has a body, which can be empty. */
  readonly hasBody: boolean;
  /** Reads the whole body, once only. Rejects with a problem of status 413 or 408 as soon as a limit is exceeded. */
  readonly read: (limits: BodyReadLimits) => Promise<Uint8Array<ArrayBuffer>>;
  /** An abort signal that fires when the client disconnects. */
  readonly signal: AbortSignal;
  /** The web `Request`, created on first use. */
  readonly request: Request;
}

/** Request headers. `get` takes a lower-case name and joins several values with `, `. */
export type HeaderSource = Pick<Headers, "get">;

/** Limits for reading a body. */
export interface BodyReadLimits {
  readonly bytes: number;
  readonly milliseconds: number;
  /** Requires the bytes exactly as they were sent, for example to verify a signature. */
  readonly exact?: boolean;
}

/** Converts a web `Request`. */
export function fromRequest(request: Request): IncomingRequest {
  const { path, query } = splitUrl(request.url);
  return {
    method: request.method,
    path,
    query,
    headers: request.headers,
    hasBody: request.body !== null,
    read: async (limits) => {
      if (request.bodyUsed) {
        throw withCode("used-body", new Error("The request body has already been read. Call the server before that."));
      }
      return readStream(request.body, limits);
    },
    signal: request.signal,
    request,
  };
}

/** Returns path and query of an absolute URL without changing them. */
function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const hash = url.indexOf("#", start);
  const end = hash === -1 ? url.length : hash;
  const mark = url.indexOf("?", start);
  if (mark === -1 || mark > end) return { path: url.slice(start, end), query: "" };
  return { path: url.slice(start, mark), query: url.slice(mark + 1, end) };
}

/** Reads all bytes of a stream. Rejects with a problem of status 413 or 408 as soon as a limit is exceeded. */
export async function readStream(
  stream: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  limits: BodyReadLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  if (stream === null) return new Uint8Array();
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void reader.cancel().catch(() => {}); // ends the pending `read`; errors of the source no longer matter
  }, limits.milliseconds);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (timedOut) throw bodyTimeout();
      if (done) return concatenate(chunks, length);
      length += value.byteLength;
      if (length > limits.bytes) {
        void reader.cancel().catch(() => {});
        throw bodyTooLarge(limits.bytes);
      }
      chunks.push(value);
    }
  } finally {
    clearTimeout(timer);
  }
}

export function bodyTooLarge(bytes: number): HttpProblem {
  return new HttpProblem(413, { detail: `The body must have at most ${bytes} bytes.` });
}

export function bodyTimeout(): HttpProblem {
  return new HttpProblem(408, { detail: "The body took too long to arrive." }, [["connection", "close"]]);
}

/** Joins chunks. A single chunk is returned without a copy. */
export function concatenate(chunks: readonly Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  const [first] = chunks;
  if (first && chunks.length === 1) return first;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
