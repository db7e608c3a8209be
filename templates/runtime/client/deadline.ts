/** A timeout for a call, combined with the caller's abort signal. It leaves no timers and listeners behind. */
import { abortReasonOf, namedError } from "./abort.js";

export interface Deadline {
  readonly signal: AbortSignal;
  /** Settles like `work`, or rejects at the timeout. Needed because a custom `fetch` may ignore the signal. */
  readonly within: <T>(work: Promise<T>) => Promise<T>;
  /** Stops the timer only. A response that streams has no timeout once it has begun. */
  readonly suspend: () => void;
  /**
   * Keeps a reference to a request until the end. Before Node 22, a `Request` without references is garbage collected,
   * and listeners of its signal are not told of an abort.
   */
  readonly hold: (request: Request) => void;
  /** Stops the timer and the listener of the caller's signal. */
  readonly end: () => void;
}

/**
 * Starts a timeout in milliseconds; `Infinity` disables it. The signal's reason is the caller's reason, or a
 * `TimeoutError`.
 */
export function startDeadline(timeout: number, caller?: AbortSignal | null): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  let reason: unknown;
  const abort = (cause: unknown) => {
    reason = cause; // React Native drops the reason of a signal
    controller.abort(cause);
  };
  const follow = () => abort(caller && abortReasonOf(caller));
  const expire = () => abort(namedError("TimeoutError", `no response within ${timeout} ms`));
  if (caller?.aborted) follow();
  // AbortSignal.any would keep a listener on the caller's signal, which can outlive the call
  caller?.addEventListener("abort", follow);
  const held: Request[] = [];
  const timer = Number.isFinite(timeout) ? setTimeout(expire, timeout) : undefined;
  return {
    signal,
    within: (work) =>
      new Promise((resolve, reject) => {
        const give = () => reject(reason);
        work.then(resolve, reject);
        signal.addEventListener("abort", give);
        if (signal.aborted) give();
      }),
    suspend: () => clearTimeout(timer),
    hold: (request) => void held.push(request),
    end() {
      held.length = 0;
      clearTimeout(timer);
      caller?.removeEventListener("abort", follow);
    },
  };
}
