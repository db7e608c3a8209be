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
}

/** Sends a request. Redirects are not followed. */
export type SendRequest = (request: WireRequest) => Promise<ReceivedResponse | MissingResponse>;

/** The largest response body that is read. */
const MOST_BYTES = 32 * 2 ** 20;

export function createSender({ url, rate, timeout }: SenderOptions): SendRequest {
  let next = 0;
  return async (request) => {
    const now = performance.now();
    const wait = next - now;
    next = Math.max(next, now) + 1_000 / rate;
    if (wait > 0) await new Promise((resolve) => void setTimeout(resolve, wait));
    try {
      const response = await fetch(fetchRequestOf(request, url, AbortSignal.timeout(timeout)));
      return { status: response.status, headers: response.headers, bytes: await readBody(response) };
    } catch (error) {
      return missingResponseOf(error, timeout);
    }
  };
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
    return { reason: `it took longer than ${timeout / 1_000} s`, isUnreachable: false, isTimeout: true };
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const reason = cause instanceof Error ? cause.message || code || cause.name : String(cause);
  return {
    reason,
    isUnreachable: /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code),
    isTimeout: false,
  };
}
