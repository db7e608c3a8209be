/** Sends requests to a running server, with a rate limit and a timeout. */
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import { mediaTypeEssence } from "../../5-oracle/description/described-media.ts";
import { fetchRequestOf, type WireRequest } from "../../5-oracle/wire/encode-request.ts";

export interface SenderOptions {
  readonly url: string;
  /** The most requests per second. */
  readonly rate: number;
  /** The timeout of one response in milliseconds. */
  readonly timeout: number;
}

export interface MissingResponse {
  /** The reason why there is no response: `it took longer than 10 s`. */
  readonly reason: string;
  /** True if no request can reach the server. */
  readonly isUnreachable: boolean;
  /** True if the response took longer than the timeout. */
  readonly isTimeout: boolean;
  /** True if the server asked for longer pauses than a run makes (429, or 503 with `Retry-After`). */
  readonly isThrottled: boolean;
}

/** Sends a request. Redirects are not followed. */
export type SendRequest = (request: WireRequest) => Promise<ReceivedResponse | MissingResponse>;

/** The largest response body that is read. */
const MOST_BYTES = 32 * 2 ** 20;

export function createSender({ url, rate, timeout }: SenderOptions): SendRequest {
  let next = 0;

  async function sendOnce(request: WireRequest): Promise<ReceivedResponse | MissingResponse> {
    const now = performance.now();
    const wait = next - now;
    next = Math.max(next, now) + 1_000 / rate;
    if (wait > 0) await sleep(wait);
    try {
      const response = await fetch(fetchRequestOf(request, url, AbortSignal.timeout(timeout)));
      return { status: response.status, headers: response.headers, bytes: await readBody(response) };
    } catch (error) {
      return missingResponseOf(error, timeout);
    }
  }

  return async (request) => {
    let waited = 0;
    for (;;) {
      const response = await sendOnce(request);
      const pause = "reason" in response ? undefined : requestedPause(response, Date.now());
      if (pause === undefined) return response;
      waited += pause;
      if (waited > MOST_PAUSE) return throttled(response as ReceivedResponse);
      await sleep(pause);
    }
  };
}

/** The longest time in milliseconds that one request waits, because the server asks for it. */
const MOST_PAUSE = 10_000;

/** The pause in milliseconds after a 429 without `Retry-After`. */
const DEFAULT_PAUSE = 1_000;

/**
 * Returns the milliseconds to wait before a request is repeated, or undefined if the response is one to its content:
 * 429 (RFC 6585 §4) and 503 with `Retry-After` (RFC 9110 §10.2.3) are about the rate or the moment.
 */
function requestedPause({ status, headers }: ReceivedResponse, now: number): number | undefined {
  const text = headers.get("retry-after");
  if (status !== 429 && (status !== 503 || text === null)) return undefined;
  const seconds = Number(text ?? Number.NaN);
  const pause = Number.isNaN(seconds) ? Date.parse(text ?? "") - now : seconds * 1_000;
  return Number.isNaN(pause) ? DEFAULT_PAUSE : Math.max(100, pause);
}

function throttled({ status }: ReceivedResponse): MissingResponse {
  const reason = `it responded with ${status} and asked to wait for more than ${MOST_PAUSE / 1_000} s`;
  return { reason, isUnreachable: false, isTimeout: false, isThrottled: true };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds));
}

/** Reads a body. If an event or line stream reaches the timeout, the complete lines so far are the body. */
async function readBody({ body, headers }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body ?? []) {
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length > MOST_BYTES) throw new Error(`the body is larger than ${MOST_BYTES.toLocaleString("en")} bytes`);
    }
  } catch (error) {
    const isOpenStream =
      STREAM_MEDIA_TYPE.test(mediaTypeEssence(headers.get("content-type") ?? "")) && isTimeout(error);
    if (!isOpenStream) throw error;
    const whole = Buffer.concat(chunks);
    return new Uint8Array(whole.subarray(0, whole.lastIndexOf("\n") + 1));
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const STREAM_MEDIA_TYPE = /^(?:text\/event-stream|application\/(?:x-)?(?:ndjson|jsonl|json-seq))$/;

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === "TimeoutError";
}

function missingResponseOf(error: unknown, timeout: number): MissingResponse {
  if (isTimeout(error)) {
    return {
      reason: `it took longer than ${timeout / 1_000} s`,
      isUnreachable: false,
      isTimeout: true,
      isThrottled: false,
    };
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const reason = cause instanceof Error ? cause.message || code || cause.name : String(cause);
  return {
    reason,
    isUnreachable: /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code),
    isTimeout: false,
    isThrottled: false,
  };
}
