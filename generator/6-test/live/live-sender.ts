/** Requests to a server that runs: no more per second than was allowed, and none that waits for ever. */
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import { essenceOf } from "../../5-oracle/description/described-media.ts";
import { fetchable, type WireRequest } from "../../5-oracle/wire/wire-request.ts";

export interface SenderOptions {
  readonly url: string;
  /** Requests per second. */
  readonly rate: number;
  /** Milliseconds for one answer. */
  readonly timeout: number;
}

export interface Silence {
  /** Why there is no answer: `nothing came within 10 s`. */
  readonly failure: string;
  /** Whether nobody is there at all, for this request or any other. */
  readonly isGone: boolean;
  /** Whether another such request would take as long again. */
  readonly isSlow: boolean;
}

/** An answer, or why there is none. Redirects are answers. */
export type Send = (request: WireRequest) => Promise<ReceivedResponse | Silence>;

/** Of a body: more than that is nothing that tests look at. */
const MOST_BYTES = 32 * 2 ** 20;

export function senderOf({ url, rate, timeout }: SenderOptions): Send {
  let next = 0;
  return async (request) => {
    const now = performance.now();
    const wait = next - now;
    next = Math.max(next, now) + 1_000 / rate;
    if (wait > 0) await new Promise((resolve) => void setTimeout(resolve, wait));
    try {
      const response = await fetch(fetchable(request, url, AbortSignal.timeout(timeout)));
      return { status: response.status, headers: response.headers, bytes: await bytesOf(response) };
    } catch (error) {
      return silenceOf(error, timeout);
    }
  };
}

/** All of the body; of a stream that does not end, what came until the time was over. */
async function bytesOf({ body, headers }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body ?? []) {
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length > MOST_BYTES) throw new Error(`the body is larger than ${MOST_BYTES.toLocaleString("en")} bytes`);
    }
  } catch (error) {
    const isEndless = STREAMS.test(essenceOf(headers.get("content-type") ?? "")) && isTimeout(error);
    if (!isEndless) throw error;
    const whole = Buffer.concat(chunks);
    return new Uint8Array(whole.subarray(0, whole.lastIndexOf("\n") + 1));
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const STREAMS = /^(?:text\/event-stream|application\/(?:x-)?(?:ndjson|jsonl|json-seq))$/;

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === "TimeoutError";
}

function silenceOf(error: unknown, timeout: number): Silence {
  if (isTimeout(error)) {
    return { failure: `it took longer than ${timeout / 1_000} s`, isGone: false, isSlow: true };
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const failure = cause instanceof Error ? cause.message || code || cause.name : String(cause);
  return {
    failure,
    isGone: /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code),
    isSlow: false,
  };
}
