/**
 * Server-sent events that continue after a lost connection (WHATWG HTML §9.2.3):
 *
 *     for await (const event of reconnecting((options) => api.listen({}, options), { signal })) …
 */
import { ApiError } from "../result.js";
import { eventStreamState } from "../wire/events.js";
import { WireError } from "../wire/wire-error.js";
import { InvalidMessage } from "./invalid-message.js";

export interface ReconnectingOptions {
  /** Ends the loop without an error. */
  readonly signal?: AbortSignal;
  /**
   * Milliseconds before the client connects again, at least 500. The field `retry` of an event overrides it. The time
   * doubles with each connection that ends within a second, up to 30,000 if there are no events. Default: 3,000.
   */
  readonly wait?: number;
  /** The number of consecutive connections that may fail. Default: no limit. */
  readonly attempts?: number;
}

/** Options for each call. `Last-Event-ID` has the id of the last event. */
export interface ReconnectingCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

type StreamResult<Event> =
  | { readonly ok: true; readonly data: AsyncIterable<Event> | undefined; readonly response: Response }
  | { readonly ok: false; readonly status: number; readonly error: unknown; readonly response: Response };

/**
 * Iterates over the events of successive connections. A response without a body (204) ends the loop. Throws an
 * `ApiError` for a response that is not a success. Throws the last error if too many connections fail in a row.
 */
export async function* reconnecting<Event>(
  connect: (call: ReconnectingCall) => Promise<StreamResult<Event>>,
  { signal, wait = 3_000, attempts = Infinity }: ReconnectingOptions = {},
): AsyncGenerator<Event, void> {
  let delay = wait;
  let last = "";
  let failures = 0;
  let shortConnections = 0;
  for (;;) {
    if (signal?.aborted) return;
    let response: Response | undefined;
    let longest = LONGEST_BACKOFF;
    const start = Date.now();
    try {
      const headers: Record<string, string> = last === "" ? {} : { "Last-Event-ID": utf8HeaderValue(last) };
      const answer = await connect({ headers, ...(signal && { signal }) });
      if (answer.response.status === 204) return; // the server asks to stop, whether or not that is documented
      if (answer.ok === false) throw new ApiError(answer); // `!answer.ok` narrows only with strictNullChecks
      if (!answer.data) return;
      response = answer.response;
      for await (const event of answer.data) {
        failures = 0;
        longest = wait; // the server works: it ends its connections early
        yield event;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!isConnectionLoss(error) || ++failures >= attempts) throw error;
    }
    const { lastEventId = last, retry = delay } = response ? eventStreamState(response) : {};
    last = lastEventId;
    delay = retry;
    shortConnections = Date.now() - start < SHORT_CONNECTION ? shortConnections + 1 : 0;
    await waitFor(backOff(delay, shortConnections, longest), signal);
  }
}

/** The shortest wait in milliseconds, also if the server or the caller asks for less. */
const SHORTEST = 500;

/** Connections that end within this time, in milliseconds, make the next wait longer. */
const SHORT_CONNECTION = 1_000;

/** The limit in milliseconds for waits that connections without events have made longer. */
const LONGEST_BACKOFF = 30_000;

/** Returns the wait in milliseconds: `delay`, doubled after the first of several short connections up to `longest`. */
function backOff(delay: number, shortConnections: number, longest: number): number {
  const least = Math.max(delay, SHORTEST);
  return Math.max(least, Math.min(longest, least * 2 ** Math.max(0, shortConnections - 1)));
}

/** Returns true if the connection failed. Invalid data is no such failure. */
function isConnectionLoss(error: unknown): boolean {
  return !(error instanceof ApiError || error instanceof WireError || error instanceof InvalidMessage);
}

/** Returns the UTF-8 bytes of a string, one character per byte, as `Headers` requires. */
function utf8HeaderValue(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

/** The limit of a timer in milliseconds. Longer timers would fire at once. */
const LONGEST = 2 ** 31 - 1;

/** Waits until the time is over or the signal aborts. */
function waitFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
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
