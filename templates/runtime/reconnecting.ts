/**
 * Server-sent events that go on when the connection is lost, for those who ask for it (WHATWG HTML §9.2.3):
 *
 *     for await (const event of reconnecting((options) => api.listen({}, options), { signal })) …
 */
import type { ServerSentEvent } from "./events.js";
import { ApiError, unwrap } from "./result.js";
import { WireError } from "./wire-error.js";

export interface ReconnectingOptions {
  /** Ends the loop; events stop as if there were no more. */
  readonly signal?: AbortSignal;
  /** Milliseconds before connecting again, until the server names others (`retry:`). Default: 3,000. */
  readonly wait?: number;
  /** Connections that may fail in a row. Default: no end. */
  readonly attempts?: number;
}

/** What each call is to be made with: the id of the last event goes along as `Last-Event-ID`. */
export interface ReconnectingCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

type Answer =
  | { readonly ok: true; readonly data: AsyncIterable<ServerSentEvent> | undefined }
  | { readonly ok: false; readonly status: number; readonly error: unknown; readonly response: Response };

/**
 * The events of one connection after the other. An answer without a body (204) is the end. Throws an `ApiError` for
 * an answer that is no success, and what the last of too many failing connections threw.
 */
export async function* reconnecting(
  connect: (call: ReconnectingCall) => Promise<Answer>,
  { signal, wait = 3_000, attempts = Infinity }: ReconnectingOptions = {},
): AsyncGenerator<ServerSentEvent, void> {
  let delay = wait;
  let last = "";
  let failures = 0;
  for (;;) {
    if (signal?.aborted) return;
    try {
      const headers: Record<string, string> = last === "" ? {} : { "Last-Event-ID": last };
      const events = await unwrap(connect({ headers, ...(signal && { signal }) }));
      if (!events) return;
      for await (const event of events) {
        failures = 0;
        delay = event.retry ?? delay;
        last = event.id ?? last; // an empty one takes it back
        yield event;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (error instanceof ApiError || error instanceof WireError || ++failures >= attempts) throw error;
    }
    await pause(delay, signal);
  }
}

/** Resolves when the time is over, or when the signal aborts. */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done);
    if (signal?.aborted) done();
  });
}
