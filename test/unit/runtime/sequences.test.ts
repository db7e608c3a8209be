/** Server-sent events by the rules of the WHATWG, in any chunks; sequences that fail and end. */
import { describe, expect, test } from "vitest";
import { decodeEvents, decodeLines, encodeEvents, encodeLines } from "../../../templates/runtime/wire/codecs.ts";

const EVENTS = { mediaType: "text/event-stream", codec: "event-stream" } as const;
const LINES = { mediaType: "application/jsonl", codec: "json-lines" } as const;

function streamOf(chunks: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
      controller.close();
    },
  });
}

async function all(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const item of items) seen.push(item);
  return seen;
}

/** Returns a body of equal chunks without an end. Counts the chunks that were read. */
function endless(chunk: string) {
  const bytes = new TextEncoder().encode(chunk);
  const read = { bytes: 0 };
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    read.bytes += bytes.byteLength;
    controller.enqueue(bytes);
  };
  return { read, response: new Response(new ReadableStream({ pull })) };
}

describe("events", () => {
  test.each([
    ["one", ["data: a\n\n"], [{ data: "a" }]],
    ["every field", ["id: 1\nevent: x\nretry: 10\ndata: a\n\n"], [{ id: "1", event: "x", retry: 10, data: "a" }]],
    ["several lines of data", ["data: a\ndata:\ndata:  b\n\n"], [{ data: "a\n\n b" }]],
    ["comments and unknown fields", [":hi\nfoo: bar\ndata: a\n\n"], [{ data: "a" }]],
    ["CR, LF and CRLF", ["data: a\r\rdata: b\n\ndata: c\r\n\r\n"], [{ data: "a" }, { data: "b" }, { data: "c" }]],
    [
      "CR and LF between chunks, one by one",
      [..."data: a\r\n\r\ndata: b\r\r\ndata: c\n\n"],
      [{ data: "a" }, { data: "b" }, { data: "c" }],
    ],
    ["an empty chunk within a CRLF", ["data: a\r", "", "\ndata: b\n\n"], [{ data: "a\nb" }]],
    ["a CR at the very end", ["data: a\r\r"], [{ data: "a" }]],
    ["a CRLF between chunks", ["data: a\r", "\n\r", "\ndata: b\n\n"], [{ data: "a" }, { data: "b" }]],
    [
      "a character between chunks",
      [new Uint8Array([100, 97, 116, 97, 58, 0xc3]), new Uint8Array([0xa4, 10, 10])],
      [{ data: "ä" }],
    ],
    ["a byte order mark", ["\ufeffdata: a\n\n"], [{ data: "a" }]],
    ["a second one is part of a name", ["\ufeff\ufeffdata: a\n\ndata: b\n\n"], [{ data: "b" }]],
    ["no space, two spaces, a tab", ["data:a\ndata:  b\ndata:\tc\n\n"], [{ data: "a\n b\n\tc" }]],
    ["a name without a colon", ["data\ndata\n\nid\ndata: a\n\n"], [{ data: "\n" }, { data: "a", id: "" }]],
    ["names in another case, and with a space", ["Data: x\ndata : x\ndata: a\n\n"], [{ data: "a" }]],
    ["colons in data", ["data: a: b:\n\n"], [{ data: "a: b:" }]],
    ["fields given twice", ["id: 1\nid: 2\nevent: x\nevent: y\ndata: a\n\n"], [{ id: "2", event: "y", data: "a" }]],
    ["blank lines, comments only", ["\n\n:\n\n: ping\n\n\ndata: a\n\n"], [{ data: "a" }]],
    ["other digits", ["retry: ١\nretry: +1\nretry:\ndata: a\n\n"], [{ data: "a" }]],
    ["no data, no event", ["event: x\n\ndata: a\n\n"], [{ data: "a" }]],
    ["cut short", ["data: a\n\ndata: b\n"], [{ data: "a" }]],
    ["an id with NUL, a retry that is no number", ["id: a\0\nretry: 1s\ndata: a\n\n"], [{ data: "a" }]],
  ])("%s", async (_, chunks, events) => {
    expect(await all(await decodeEvents(EVENTS, new Response(streamOf(chunks))))).toEqual(events);
  });

  test("decodes what it encodes", async () => {
    const events = [{ id: "1", event: "x", retry: 5, data: "a\nb" }, { data: "" }, { data: " c" }];
    expect(await all(await decodeEvents(EVENTS, new Response(encodeEvents(EVENTS, events))))).toEqual(events);
  });

  test("yields an event at its last CR", async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("data: a\r\r")), // and no end
    });
    const events = await decodeEvents(EVENTS, new Response(body));
    expect((await events.next()).value).toEqual({ data: "a" });
  });

  test.each([
    ["a line without an end", "a".repeat(1_000)],
    ["a line in small pieces", "ab".repeat(30)],
    ["lines of data without characters", "data:\n".repeat(1_000)],
    ["lines of data", "data: x\n".repeat(1_000)],
    ["comments", ": x\n".repeat(1_000)],
    ["blocks of comments", ": x\n\n".repeat(1_000)],
    ["ids", "id: 1\n".repeat(1_000)],
    ["blocks of ids", "id: 1\n\n".repeat(1_000)],
    ["unknown fields beyond ASCII", "é: ü\n".repeat(1_000)],
    ["empty lines", "\n".repeat(1_000)],
    ["CRs", "\r".repeat(1_000)],
  ])("end after 10 MiB without an event: %s", async (_, chunk) => {
    const { read, response } = endless(chunk);
    const events = await decodeEvents(EVENTS, response);
    await expect(events.next()).rejects.toThrow("has an item longer than 10485760 bytes");
    expect(read.bytes).toBeGreaterThanOrEqual(10 * 2 ** 20);
    expect(read.bytes).toBeLessThan(12 * 2 ** 20);
  });

  test("have no limit in total", async () => {
    const { read, response } = endless(`: comment\n\ndata: ${"x".repeat(2 ** 20)}\n\n`);
    const events = await decodeEvents(EVENTS, response);
    for (let count = 0; count < 30; count++) expect((await events.next()).done).toBe(false);
    await events.return(undefined);
    expect(read.bytes).toBeGreaterThan(30 * 2 ** 20);
  });

  test.each([
    ["a line break in the name", { data: "a", event: "x\ndata: evil" }, "line break in its event"],
    ["a CR in the id", { data: "a", id: "x\rdata: evil" }, "line break in its id"],
    ["NUL in the id", { data: "a", id: "x\0" }, "id is invalid"],
    ["half a millisecond", { data: "a", retry: 0.5 }, "retry is invalid"],
    ["what is no event", "a", "not an event object"],
    ["data that is no text", { data: {} }, "single value"],
  ])("%s is refused", async (_, event, message) => {
    await expect(new Response(encodeEvents(EVENTS, [event])).text()).rejects.toThrow(message);
  });

  test.each<[string, ("json" | "integer" | "null" | "string")[], unknown, string]>([
    ["JSON", ["json"], { data: { a: ["x\ny"] } }, 'data: {"a":["x\\ny"]}\n\n'],
    ["a number", ["integer"], { data: 7 }, "data: 7\n\n"],
    ["JSON or a text, as JSON", ["json", "string"], { data: [1] }, "data: [1]\n\n"],
    ["as text", ["json", "string"], { data: "[DONE]" }, "data: [DONE]\n\n"],
    ["as a text that is JSON of a number", ["json", "string"], { data: "1" }, "data: 1\n\n"],
    ["JSON or null", ["json", "null"], { data: null }, "data: null\n\n"],
    ["an id alone", ["string"], { id: "7" }, "id: 7\n\n"],
  ])("data by its schema: %s", async (_, data, event, text) => {
    const content = { ...EVENTS, data };
    expect(await new Response(encodeEvents(content, [event])).text()).toBe(text);
    const want = "data" in (event as object) ? [event] : [];
    expect(await all(await decodeEvents(content, new Response(text)))).toEqual(want);
  });

  test("throws for data that does not match its schema", async () => {
    const events = await decodeEvents({ ...EVENTS, data: ["json"] }, new Response("data: {\n\n"));
    await expect(events.next()).rejects.toThrow("is not valid JSON");
  });
});

describe("sequences", () => {
  test("a line that is no JSON", async () => {
    const items = await decodeLines(LINES, new Response(streamOf(["1\n{\n"])));
    expect((await items.next()).value).toBe(1);
    await expect(items.next()).rejects.toThrow("is not valid JSON");
  });

  test("leaving the loop cancels the body", async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("1\n")),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const item of await decodeLines(LINES, new Response(body))) {
      expect(item).toBe(1);
      break;
    }
    expect(cancelled).toBe(true);
  });

  test("cancelling the body ends the items", async () => {
    let ended = false;
    async function* items() {
      try {
        for (;;) yield 1;
      } finally {
        ended = true;
      }
    }
    const reader = encodeLines(LINES, items()).getReader();
    await reader.read();
    await reader.cancel();
    expect(ended).toBe(true);
  });

  test("cancelling the body ends an iterator that waits for its next item", async () => {
    let ended = false;
    const iterator = {
      next: () => new Promise<never>(() => {}),
      return: async () => {
        ended = true;
        return { done: true, value: undefined } as const;
      },
    };
    const reader = encodeLines(LINES, { [Symbol.asyncIterator]: () => iterator }).getReader();
    void reader.read();
    await reader.cancel();
    expect(ended).toBe(true);
  });

  test.each([
    ["events", decodeEvents],
    ["lines", decodeLines],
  ])("%s: an answer without a body has no items", async (_, decode) => {
    expect(await all(await decode(LINES, new Response(null)))).toEqual([]);
  });
});
