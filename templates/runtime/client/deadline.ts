/** The time that a call may take, together with its caller's own signal; nothing is left behind when it ends. */

export interface Deadline {
  readonly signal: AbortSignal;
  /** What comes of `work`, or the end of the time if that is first: not everybody listens to the signal. */
  readonly within: <T>(work: Promise<T>) => Promise<T>;
  /** Ends the timer only: an answer that goes on and on has come in time. */
  readonly suspend: () => void;
  /**
   * Keeps a request until the end. Before Node 22 a `Request` that nobody holds is collected, and what was listening to
   * its signal, a `fetch` of the user's with an answer half read, hears of no abort.
   */
  readonly hold: (request: Request) => void;
  /** Ends the timer and the tie to the caller's signal. */
  readonly end: () => void;
}

/** `timeout` in milliseconds; `Infinity` for none. The signal's reason is the caller's, or a `TimeoutError`. */
export function startDeadline(timeout: number, caller?: AbortSignal | null): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  const follow = () => controller.abort(caller?.reason);
  const expire = () => controller.abort(new DOMException(`no answer within ${timeout} ms`, "TimeoutError"));
  if (caller?.aborted) follow();
  // AbortSignal.any would keep a listener on a signal that lives longer than the call, until it is collected
  caller?.addEventListener("abort", follow);
  const held: Request[] = [];
  const timer = Number.isFinite(timeout) ? setTimeout(expire, timeout) : undefined;
  return {
    signal,
    within: (work) =>
      new Promise((resolve, reject) => {
        const give = () => reject(signal.reason);
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
