/**
 * Retries, for those who pass them in: `createApi({ retry: retries({ attempts: 3 }) })`. Only what may be sent twice is:
 * idempotent methods (RFC 9110 §9.2.2), and others that carry an idempotency key.
 */
import { discard } from "../wire/reading.js";
import { WireError } from "../wire/wire-error.js";
import { startDeadline } from "./deadline.js";
import type { RetriedCall, RetryPolicy } from "./retry-policy.js";
import { retryTime } from "./retry-time.js";

export interface RetryOptions {
  /** In all, the first one included. Default: 3. */
  readonly attempts?: number;
  /** Default: GET, HEAD, OPTIONS, TRACE, PUT and DELETE. */
  readonly methods?: readonly string[];
  /** Default: 408, 425, 429, 500, 502, 503 and 504. */
  readonly statuses?: readonly number[];
  /** Milliseconds that the first wait has at most; each one after has twice as many. Default: 300. */
  readonly delay?: number;
  /** Milliseconds that no wait of our own is longer than. Default: 10,000. */
  readonly maxDelay?: number;
  /** Milliseconds: a server that asks for more patience gets none, and its answer counts. Default: 60,000. */
  readonly maxWait?: number;
  /** Milliseconds until an attempt's answer has begun. Default: `Infinity`; the call's own `timeout` is over all attempts. */
  readonly attemptTimeout?: number;
  /**
   * Name of a header such as `Idempotency-Key`: what has other methods gets one, the same in all attempts of a call, and
   * is sent again as well. One that the caller gives stays. Servers that do not know the header will do things twice.
   */
  readonly idempotencyKey?: string;
  /** Told before each wait. */
  readonly onRetry?: (event: RetryEvent) => void;
  /** For tests. Default: the platform's. */
  readonly clock?: Partial<Clock>;
}

export interface RetryEvent {
  readonly operation: string;
  /** Of the attempt that is over, from 1 on. */
  readonly attempt: number;
  /** Milliseconds. */
  readonly wait: number;
  /** Its answer, or why it has none. */
  readonly cause: { readonly response: Response } | { readonly error: unknown };
}

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 on, less than 1. */
  readonly random: () => number;
  /** Rejects with the signal's reason as soon as it aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * A policy for the option `retry`, of all calls or of one. Waits are random below a bound that doubles (full jitter);
 * where the server says when to come back, it is not asked earlier. When the attempts are used up, the last answer
 * counts, or the last failure; when the time of the call is over, it rejects with that.
 */
export function retries(options: RetryOptions = {}): RetryPolicy {
  const { attempts = 3, statuses = RETRIED, maxWait = 60_000, attemptTimeout = Infinity, onRetry } = options;
  const clock: Clock = { ...CLOCK, ...options.clock };
  return async (attempt, call) => {
    const last = prepare(call, options) ? attempts : 1;
    for (let count = 1; ; count++) {
      const outcome = await attemptOnce(attempt, call.signal, attemptTimeout);
      const wait = waitAfter(outcome, count, clock);
      if (count >= last || wait === undefined) {
        if ("response" in outcome) return outcome.response;
        throw outcome.error;
      }
      onRetry?.({ operation: call.operation.id, attempt: count, wait, cause: outcome });
      if ("response" in outcome) discard(outcome.response.body);
      await clock.sleep(wait, call.signal);
    }
  };

  /** Undefined where the outcome is final. */
  function waitAfter(outcome: Outcome, count: number, { now, random }: Clock): number | undefined {
    const { delay = 300, maxDelay = 10_000 } = options;
    const jitter = random() * Math.min(maxDelay, delay * 2 ** (count - 1));
    if ("error" in outcome) return isPassing(outcome.error) ? jitter : undefined;
    if (!statuses.includes(outcome.response.status)) return undefined;
    const asked = retryTime(outcome.response, now()) ?? 0;
    return asked > maxWait ? undefined : asked + jitter;
  }
}

type Outcome = RetryEvent["cause"];

const IDEMPOTENT = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"];
const RETRIED = [408, 425, 429, 500, 502, 503, 504];

/** Whether the call may be sent more than once; its key, where it needs one, is among its headers then. */
function prepare(
  { operation, headers, isReplayable }: RetriedCall,
  { methods = IDEMPOTENT, idempotencyKey }: RetryOptions,
) {
  if (methods.includes(operation.method)) return isReplayable;
  if (idempotencyKey === undefined) return false;
  if (!headers.has(idempotencyKey)) headers.set(idempotencyKey, newKey());
  return isReplayable;
}

/** A random UUID. RFC 9562 §5.4; `crypto.randomUUID` is missing where a page is not served over TLS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = Array.from(bytes, (byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, "0");
  });
  return digits.join("").replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The time of an attempt ends with the first byte of its answer; that of the call goes on. */
async function attemptOnce(
  attempt: Parameters<RetryPolicy>[0],
  signal: AbortSignal,
  timeout: number,
): Promise<Outcome> {
  const deadline = startDeadline(timeout, signal);
  try {
    return { response: await deadline.within(attempt(deadline.signal)) };
  } catch (error) {
    if (signal.aborted) throw error; // by the caller, or because the time of the call is over
    return { error };
  } finally {
    deadline.suspend();
  }
}

/** What `fetch` rejects with where the network fails, and an attempt that took too long. */
function isPassing(error: unknown): boolean {
  if (error instanceof WireError) return false; // it cannot be sent at all
  return error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError");
}

const CLOCK: Clock = { now: Date.now, random: Math.random, sleep };

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener("abort", wake);
    if (signal.aborted) wake();
  });
}
