/** Server-sent events over connections that are lost. */
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createSender } from "../../../templates/runtime/client/client.ts";
import { InvalidMessage } from "../../../templates/runtime/client/invalid-message.ts";
import { reconnecting, type ReconnectingOptions } from "../../../templates/runtime/client/reconnecting.ts";
import type { Operation } from "../../../templates/runtime/operation.ts";
import { decodeEvents } from "../../../templates/runtime/wire/codecs.ts";
import type { ServerSentEvent } from "../../../templates/runtime/wire/events.ts";

type Connect = Parameters<typeof reconnecting<ServerSentEvent>>[0];

const LISTEN: Operation<object, Awaited<ReturnType<Connect>>> = {
  id: "listen",
  method: "GET",
  path: "/",
  responses: { 200: { contents: [{ mediaType: "text/event-stream", codec: "event-stream" }] }, 204: {} },
  decoders: { "event-stream": decodeEvents },
};

/** Returns a connection that sends some text and then ends or breaks. */
function connection(text: string, breaks = false): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    pull: (controller) => (breaks ? controller.error(new TypeError("terminated")) : controller.close()),
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

async function closeLate(controller: ReadableStreamDefaultController): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  controller.close();
}

/** Returns a connection that ends after five seconds without events. */
function lasting(): Response {
  return new Response(new ReadableStream({ pull: closeLate }), { headers: { "content-type": "text/event-stream" } });
}

function failing(error: Error): AsyncIterable<ServerSentEvent> {
  const next = async () => {
    throw error;
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

function fail(): never {
  throw new TypeError("fetch failed");
}

const END = () => new Response(null, { status: 204 });

async function listen(responses: readonly (() => Response)[], options: ReconnectingOptions = {}, stopAt = Infinity) {
  const ids: (string | null)[] = [];
  const times: number[] = [];
  const fetch = async (request: Request) => {
    const response = responses[ids.length];
    times.push(Date.now());
    ids.push(request.headers.get("last-event-id"));
    if (!response) throw new Error("connected too often");
    return response();
  };
  const send = createSender({ baseUrl: "https://api.example", fetch });
  const events: ServerSentEvent[] = [];
  for await (const event of reconnecting((call) => send(LISTEN, {}, call), { wait: 0, ...options })) {
    events.push(event);
    if (events.length === stopAt) break;
  }
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  return { data: events.map(({ data }) => data), ids, gaps };
}

/** Runs all timers until the promise settles. */
async function withFakeTimers<T>(run: () => Promise<T>): Promise<T> {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const running = run();
  const isDone = () => Promise.race([running.then(() => true), vi.advanceTimersToNextTimerAsync().then(() => false)]);
  while (!(await isDone()));
  return running;
}

/** Returns the times between connections, in milliseconds. */
const gapsOf = async (...given: Parameters<typeof listen>) => (await withFakeTimers(() => listen(...given))).gaps;

describe("reconnecting", () => {
  const cases: readonly [name: string, answers: readonly (() => Response)[], data: string[], ids: (string | null)[]][] =
    [
      ["ends at a response without a body", [END], [], [null]],
      [
        "reconnects after the end of a connection, with the last id",
        [() => connection("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"), () => connection("data: c\n\n"), END],
        ["a", "b", "c"],
        [null, "2", "2"],
      ],
      [
        "reconnects after a broken connection",
        [() => connection("id: 1\ndata: a\n\ndata: half", true), END],
        ["a"],
        [null, "1"],
      ],
      [
        "forgets the last id after an empty id",
        [() => connection("id: 1\ndata: a\n\nid:\ndata: b\n\n"), END],
        ["a", "b"],
        [null, null],
      ],
      [
        "keeps ids of blocks without data, but not of incomplete blocks",
        [() => connection("id: 1\ndata: a\n\nid: 2\n\nid: 3\n"), () => connection("id:\n\ndata: b\n\n"), END],
        ["a", "b"],
        [null, "2", null],
      ],
      ["keeps the id of a connection without events", [() => connection("id: 9\n\n", true), END], [], [null, "9"]],
      ["sends an id as UTF-8", [() => connection("id: ä\ndata: a\n\n"), END], ["a"], [null, "\u00c3\u00a4"]],
      [
        "ignores an id with NUL",
        [() => connection("id: 1\ndata: a\n\nid: \0\ndata: b\n\n"), END],
        ["a", "b"],
        [null, "1"],
      ],
      [
        "reconnects if no connection is made",
        [
          () => {
            throw new TypeError("fetch failed");
          },
          () => connection("data: a\n\n"),
          END,
        ],
        ["a"],
        [null, null, null],
      ],
    ];
  test.each(cases)("%s", async (_, responses, data, ids) => {
    expect(await withFakeTimers(() => listen(responses))).toMatchObject({ data, ids });
  });

  test("throws for a response that is not a success", async () => {
    await expect(listen([() => new Response("", { status: 401 })])).rejects.toThrow("the response has the status 401");
  });

  test("throws after too many failures in a row", async () => {
    const error = await withFakeTimers(() => listen([fail, fail], { attempts: 2 }).catch(String));
    expect(error).toBe("TypeError: fetch failed");
  });

  test("throws for an invalid event", async () => {
    const invalid = new InvalidMessage("listen", []);
    const connect = async () => ({ ok: true, response: new Response(), data: failing(invalid) }) as const;
    await expect(reconnecting(connect).next()).rejects.toBe(invalid);
  });

  test("applies `retry` without data, up to the limit of timers", async () => {
    const responses = [() => connection("retry: 700\n"), () => connection("retry: 99999999999\n\n"), END];
    expect(await gapsOf(responses)).toEqual([700, 2 ** 31 - 1]);
  });

  test.each([
    ["the server asks for less", "retry: 0\ndata: a\n\n", { wait: 3_000 }],
    ["the caller asks for less", "data: a\n\n", { wait: 0 }],
  ])("waits at least 500 milliseconds if %s", async (_, text, options) => {
    expect(await gapsOf([() => connection(text), END], options)).toEqual([500]);
  });

  test("waits longer and longer if connections end at once without events", async () => {
    const responses = [...Array.from({ length: 9 }, () => () => connection("retry: 0\n\n")), END];
    expect(await gapsOf(responses)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  test("waits longer and longer if no connection is made", async () => {
    expect(await gapsOf([fail, fail, fail, fail, fail, END], { wait: 3_000 })).toEqual([
      3_000, 6_000, 12_000, 24_000, 30_000,
    ]);
  });

  test("waits up to the time of the caller if connections with events end at once", async () => {
    const responses = [...Array.from({ length: 5 }, () => () => connection("retry: 0\ndata: a\n\n")), END];
    expect(await gapsOf(responses, { wait: 3_000 })).toEqual([500, 1_000, 2_000, 3_000, 3_000]);
  });

  test("waits no longer after a connection that lasted", async () => {
    const responses = [fail, fail, lasting, fail, fail, END];
    expect(await gapsOf(responses, { wait: 1_000 })).toEqual([1_000, 2_000, 6_000, 1_000, 2_000]);
  });

  test("ends when the loop ends", async () => {
    expect(await listen([() => connection("data: a\n\ndata: b\n\n")], {}, 1)).toMatchObject({
      data: ["a"],
      ids: [null],
    });
  });

  test("ends when the signal aborts, while it waits, too", async () => {
    const controller = new AbortController();
    const responses = [() => connection("retry: 60000\ndata: a\n\n")];
    setTimeout(() => controller.abort(), 20);
    expect(await listen(responses, { signal: controller.signal })).toMatchObject({ data: ["a"], ids: [null] });
  });
});
