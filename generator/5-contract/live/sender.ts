/** Requests to a server that runs: no more per second than was allowed, and none that waits for ever. */
import type { Answer } from "../answers.ts";
import { fetchable, type WireRequest } from "../wire/request.ts";

export interface SenderOptions {
  readonly url: string;
  /** Requests per second. */
  readonly rate: number;
  /** Milliseconds for one answer. */
  readonly timeout: number;
}

/** An answer, or why there is none. Redirects are answers. */
export type Send = (request: WireRequest) => Promise<Answer | { readonly failure: string }>;

export function senderOf({ url, rate, timeout }: SenderOptions): Send {
  let next = 0;
  return async (request) => {
    const now = performance.now();
    const wait = next - now;
    next = Math.max(next, now) + 1_000 / rate;
    if (wait > 0) await new Promise((resolve) => void setTimeout(resolve, wait));
    try {
      const response = await fetch(fetchable(request, url, AbortSignal.timeout(timeout)));
      return {
        status: response.status,
        headers: response.headers,
        bytes: new Uint8Array(await response.arrayBuffer()),
      };
    } catch (error) {
      return { failure: reasonOf(error, timeout) };
    }
  };
}

function reasonOf(error: unknown, timeout: number): string {
  if (error instanceof Error && error.name === "TimeoutError") return `nothing came within ${timeout / 1_000} s`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
