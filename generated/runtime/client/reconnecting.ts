/**
 * Server-sent events that go on when the connection is lost, for those who ask for it (WHATWG HTML §9.2.3):
 *
 *     for await (const event of reconnecting((options) => api.listen({}, options), { signal })) …
 */
import { ApiError } from "../result.js";
import { progressOf } from "../wire/events.js";
import { WireError } from "../wire/wire-error.js";
import { InvalidMessage } from "./invalid-message.js";

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

type StreamResult<Event> =
  | { readonly ok: true; readonly data: AsyncIterable<Event> | undefined; readonly response: Response }
  | { readonly ok: false; readonly status: number; readonly error: unknown; readonly response: Response };

/**
 * The events of one connection after the other. An answer without a body (204) is the end. Throws an `ApiError` for
 * an answer that is no success, and what the last of too many failing connections threw.
 */
export async function* reconnecting<Event>(
  connect: (call: ReconnectingCall) => Promise<StreamResult<Event>>,
  { signal, wait = 3_000, attempts = Infinity }: ReconnectingOptions = {},
): AsyncGenerator<Event, void> {
  let delay = wait;
  let last = "";
  let failures = 0;
  for (;;) {
    if (signal?.aborted) return;
    let response: Response | undefined;
    try {
      const headers: Record<string, string> = last === "" ? {} : { "Last-Event-ID": bytesOf(last) };
      const answer = await connect({ headers, ...(signal && { signal }) });
      if (!answer.ok) throw new ApiError(answer);
      if (!answer.data) return;
      response = answer.response;
      for await (const event of answer.data) {
        failures = 0;
        yield event;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!isLoss(error) || ++failures >= attempts) throw error;
    }
    const { lastEventId = last, retry = delay } = response ? progressOf(response) : {};
    last = lastEventId;
    delay = retry;
    await pause(delay, signal);
  }
}

/** Whether the connection is to blame, and not what came over it. */
function isLoss(error: unknown): boolean {
  return !(error instanceof ApiError || error instanceof WireError || error instanceof InvalidMessage);
}

/** A header holds bytes: those of UTF-8, a character for each. */
function bytesOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

/** What a timer can wait for; more would be no time at all. */
const LONGEST = 2 ** 31 - 1;

/** Resolves when the time is over, or when the signal aborts. */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(milliseconds, LONGEST));
    signal?.addEventListener("abort", done);
    if (signal?.aborted) done();
  });
}
