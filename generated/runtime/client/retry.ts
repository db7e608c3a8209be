/**
 * Retries of failed requests: `createApi({ retry: retries({ attempts: 3 }) })`. Only requests that are safe to repeat
 * are retried: idempotent methods (RFC 9110 §9.2.2) and requests with an idempotency key.
 */
import { cancelBody } from "../wire/read-text.js";
import { WireError } from "../wire/wire-error.js";
import { startDeadline } from "./deadline.js";
import type { RetriedCall, RetryPolicy } from "./retry-policy.js";
import { retryTime } from "./retry-time.js";

export interface RetryOptions {
  /** The number of attempts, including the first one. Default: 3. */
  readonly attempts?: number;
  /** Methods that are retried. Default: GET, HEAD, OPTIONS, TRACE, PUT and DELETE. */
  readonly methods?: readonly string[];
  /** Statuses that are retried. Default: 408, 425, 429, 500, 502, 503 and 504. */
  readonly statuses?: readonly number[];
  /** The limit in milliseconds for the first wait. It doubles with each attempt. Default: 300. */
  readonly delay?: number;
  /** The limit in milliseconds for all waits that the server does not request. Default: 10,000. */
  readonly maxDelay?: number;
  /**
   * The limit in milliseconds for waits that the server requests. If the server requests more, there is no retry.
   * Default: 60,000.
   */
  readonly maxWait?: number;
  /**
   * The timeout in milliseconds until the response of an attempt begins. Default: none. The option `timeout` of the
   * call limits all attempts together.
   */
  readonly attemptTimeout?: number;
  /**
   * The name of a header such as `Idempotency-Key`. Requests of other methods get a random key in it, the same for all
   * attempts of a call, and are retried, too. A key that the caller sets is kept. Use it only if the server supports
   * the header: otherwise it may execute the request twice.
   */
  readonly idempotencyKey?: string;
  /** Called before each wait. */
  readonly onRetry?: (event: RetryEvent) => void;
  /** The clock, replaceable for tests. Default: the clock of the platform. */
  readonly clock?: Partial<Clock>;
}

export interface RetryEvent {
  readonly operation: string;
  /** The number of the attempt that failed, from 1. */
  readonly attempt: number;
  /** Milliseconds. */
  readonly wait: number;
  /** The response of the attempt, or the error that it failed with. */
  readonly cause: { readonly response: Response } | { readonly error: unknown };
}

export interface Clock {
  /** Returns milliseconds since 1970. */
  readonly now: () => number;
  /** Returns a number from 0 to less than 1. */
  readonly random: () => number;
  /** Resolves after a time. Rejects with the signal's reason as soon as it aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Creates a policy for the option `retry`, for all calls or a single one. Each wait is random below a limit that
 * doubles (full jitter), and not shorter than the server requests. After the last attempt, the call has its response or
 * error. At the timeout of the call, it rejects.
 * @example const api = createApi({ retry: retries({ attempts: 3 }) });
 */
export function retries(options: RetryOptions = {}): RetryPolicy {
  const { attempts = 3, statuses = RETRIED, maxWait = 60_000, attemptTimeout = Infinity, onRetry } = options;
  const clock: Clock = { ...CLOCK, ...options.clock };
  return async (attempt, call) => {
    const last = prepareRetries(call, options) ? attempts : 1;
    for (let count = 1; ; count++) {
      const outcome = await attemptOnce(attempt, call.signal, attemptTimeout);
      const wait = waitAfter(outcome, count, clock);
      if (count >= last || wait === undefined) {
        if ("response" in outcome) return outcome.response;
        throw outcome.error;
      }
      onRetry?.({ operation: call.operation.id, attempt: count, wait, cause: outcome });
      if ("response" in outcome) cancelBody(outcome.response.body);
      await clock.sleep(wait, call.signal);
    }
  };

  /** Returns the milliseconds until the next attempt, or undefined if the outcome is final. */
  function waitAfter(outcome: Outcome, count: number, { now, random }: Clock): number | undefined {
    const { delay = 300, maxDelay = 10_000 } = options;
    const jitter = random() * Math.min(maxDelay, delay * 2 ** (count - 1));
    if ("error" in outcome) return isTransient(outcome.error) ? jitter : undefined;
    if (!statuses.includes(outcome.response.status)) return undefined;
    const asked = retryTime(outcome.response, now()) ?? 0;
    return asked > maxWait ? undefined : asked + jitter;
  }
}

type Outcome = RetryEvent["cause"];

const IDEMPOTENT = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"];
const RETRIED = [408, 425, 429, 500, 502, 503, 504];

/** Returns true if the call may be repeated. Sets the idempotency key if it needs one. */
function prepareRetries(
  { operation, headers, isReplayable }: RetriedCall,
  { methods = IDEMPOTENT, idempotencyKey }: RetryOptions,
) {
  if (methods.includes(operation.method)) return isReplayable;
  if (idempotencyKey === undefined) return false;
  if (!headers.has(idempotencyKey)) headers.set(idempotencyKey, randomUuid());
  return isReplayable;
}

/** Returns a random UUID (RFC 9562 §5.4). `crypto.randomUUID` is missing in pages without TLS. */
function randomUuid(): string {
  const empty = new Uint8Array(16);
  const bytes = globalThis.crypto?.getRandomValues(empty) ?? empty.map(() => Math.random() * 256); // React Native has no `crypto`
  const digits = Array.from(bytes, (byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, "0");
  });
  return digits.join("").replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Runs an attempt with a timeout that ends with the first byte of the response. The timeout of the call goes on. */
async function attemptOnce(
  attempt: Parameters<RetryPolicy>[0],
  signal: AbortSignal,
  timeout: number,
): Promise<Outcome> {
  const deadline = startDeadline(timeout, signal);
  try {
    return { response: await deadline.within(attempt(deadline.signal)) };
  } catch (error) {
    if (signal.aborted) throw error; // aborted by the caller or by the timeout of the call
    return { error };
  } finally {
    deadline.suspend();
  }
}

/** Returns true for errors that another attempt can avoid: network failures and the timeout of an attempt. */
function isTransient(error: unknown): boolean {
  if (error instanceof WireError) return false; // the request cannot be encoded
  return error instanceof TypeError || (error instanceof Error && error.name === "TimeoutError");
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
