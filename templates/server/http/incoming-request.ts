/** What the core reads of a request. A web `Request` gives it; an adapter may have it cheaper. */
import { HttpProblem } from "./problem.js";

export interface IncomingRequest {
  /** As it travelled. */
  readonly method: string;
  /** As it travelled, from the first slash on. */
  readonly path: string;
  /** As it travelled, without the question mark. */
  readonly query: string;
  readonly headers: HeaderSource;
  /** Whether there is a body, empty perhaps. */
  readonly hasBody: boolean;
  /** The whole body, once. Rejects with a problem of status 413 or 408 as soon as a bound is passed. */
  readonly read: (bounds: BodyBounds) => Promise<Uint8Array<ArrayBuffer>>;
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal;
  /** The request as the web platform has it, made when it is first asked for. */
  readonly request: Request;
}

/** Looks a header up by its lower-case name; lines of the same name come joined by `, `. */
export type HeaderSource = Pick<Headers, "get">;

export interface BodyBounds {
  readonly bytes: number;
  readonly milliseconds: number;
  /** Whether only the very bytes that were sent will do. */
  readonly exact?: boolean;
}

/** The web platform's request. */
export function fromRequest(request: Request): IncomingRequest {
  const { path, query } = splitUrl(request.url);
  return {
    method: request.method,
    path,
    query,
    headers: request.headers,
    hasBody: request.body !== null,
    read: async (bounds) => {
      if (request.bodyUsed) throw new Error("the body has been read before: let the server come first");
      return readStream(request.body, bounds);
    },
    signal: request.signal,
    request,
  };
}

/** Path and query of an absolute URL, as they stand in it. */
function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const hash = url.indexOf("#", start);
  const end = hash === -1 ? url.length : hash;
  const mark = url.indexOf("?", start);
  if (mark === -1 || mark > end) return { path: url.slice(start, end), query: "" };
  return { path: url.slice(start, mark), query: url.slice(mark + 1, end) };
}

/** All bytes of the stream, within the bounds; what is beyond them is not read. */
export async function readStream(
  stream: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  bounds: BodyBounds,
): Promise<Uint8Array<ArrayBuffer>> {
  if (stream === null) return new Uint8Array();
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void reader.cancel().catch(() => undefined); // ends the `read` that waits; why a source fails now tells nobody anything
  }, bounds.milliseconds);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (late) throw tooSlow();
      if (done) return concatenate(chunks, length);
      length += value.byteLength;
      if (length > bounds.bytes) {
        void reader.cancel().catch(() => undefined);
        throw tooLarge(bounds.bytes);
      }
      chunks.push(value);
    }
  } finally {
    clearTimeout(timer);
  }
}

export function tooLarge(bytes: number): HttpProblem {
  return new HttpProblem(413, { detail: `The body may have at most ${bytes} bytes.` });
}

export function tooSlow(): HttpProblem {
  return new HttpProblem(408, { detail: "The body took too long to arrive." }, [["connection", "close"]]);
}

/** One chunk stays as it is. */
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
