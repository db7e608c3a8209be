/** Validation of the items of sequences, on their way to a handler and back. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/1-document/json.ts";
import type { Program } from "../../../generator/5-program/program.ts";
import { printFiles } from "../../../generator/generate.ts";
import { DEFAULT_GENERATE } from "../../../generator/options.ts";
import { validating, type ValidatingOptions } from "../../../templates/runtime/client/validating.ts";
import type { AnyServerOptions } from "../../../templates/server/options.ts";
import { programOfFiles } from "../../support/program.ts";

const reading = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "integer", format: "int64" }, at: { type: "string", format: "date-time" } },
};
const event = { type: "object", required: ["data"], properties: { data: { type: "string", maxLength: 3 } } };
const lines = { "application/jsonl": { itemSchema: { $ref: "#/components/schemas/Reading" } } };
const events = { "text/event-stream": { itemSchema: event } };
const operation = (operationId: string, content: JsonObject, others: JsonObject = {}): JsonObject => ({
  operationId,
  requestBody: { required: true, content },
  responses: { 200: { description: "the same", content } },
  ...others,
});

const document = {
  openapi: "3.2.0",
  info: { title: "Sequences", version: "1" },
  paths: {
    "/lines": { post: operation("sendLines", lines) },
    "/events": { post: operation("sendEvents", events) },
    "/streamed": { post: operation("sendStreamed", lines) },
  },
  components: { schemas: { Reading: reading } },
} satisfies JsonObject;

const programs: Record<string, Program> = {};

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "specwright-items-"));
  const spec = join(folder, "openapi.json");
  writeFileSync(spec, JSON.stringify(document));
  for (const [name, formats] of [
    ["plain", {}],
    ["formats", { "date-time": "Date", int64: "bigint" }],
  ] as const) {
    const { value } = await printFiles({ ...DEFAULT_GENERATE, spec, conversions: formats, adapters: ["node"] });
    programs[name] = await programOfFiles(value?.files ?? new Map());
  }
  rmSync(folder, { recursive: true });
});

const NOON = new Date("2024-02-29T12:00:00.000Z");
const BIG = 9_007_199_254_740_993n; // 2^53 + 1, which no double is

/** Collects items until they end or throw. */
async function drain(items: unknown): Promise<{ readonly items: unknown[]; readonly error?: unknown }> {
  const seen: unknown[] = [];
  try {
    for await (const item of items as AsyncIterable<unknown>) seen.push(item);
    return { items: seen };
  } catch (error) {
    return { items: seen, error };
  }
}

interface Setting {
  readonly program?: "plain" | "formats";
  readonly id?: string;
  readonly options?: AnyServerOptions;
  readonly validation?: ValidatingOptions | "none";
  /** The response of the handler. Default: the items that it received. */
  readonly response?: unknown;
  /** A raw body, sent instead of items of the client. */
  readonly raw?: string;
}

/** Sends items to a handler and back. Returns what each side saw. */
async function exchange(items: unknown, setting: Setting = {}) {
  const { program: name = "plain", id = "sendLines", options = {}, validation = {}, response: answer, raw } = setting;
  const program = programs[name];
  const told: unknown[] = [];
  const got: unknown[] = [];
  if (!program) throw new Error(`no program ${name}`);
  const handler = async ({ body }: { readonly body: unknown }) => {
    const { items: all, error } = await drain(body);
    got.push(...all);
    if (error !== undefined) throw error;
    return { status: 200, body: answer ?? all };
  };
  const { stubs } = program.module("server/stubs") as { readonly stubs: object };
  const server = program.createServer(
    { ...stubs, [id]: handler },
    {
      onInvalidResponse: (issues) => void told.push(issues.map(({ pointer = "", message }) => `${pointer} ${message}`)),
      onError: (error) => void told.push(String(error)),
      limits: { operations: { sendStreamed: { streamed: true } } },
      ...options,
    },
  );
  const path = `http://test/${id.slice(4).toLowerCase()}`;
  const type = id === "sendEvents" ? "text/event-stream" : "application/jsonl";
  if (raw !== undefined) {
    const response = await server.fetch(
      new Request(path, { method: "POST", body: raw, headers: { "content-type": type } }),
    );
    const text = await response.text().catch((error: unknown) => String(error));
    return { got, told, status: response.status, text, back: undefined };
  }
  const send = program.createSender({
    baseUrl: "http://test",
    fetch: server.fetch,
    validation: validation === "none" ? undefined : validating(program.validation, validation),
  });
  const sent = program.operations.get(id);
  if (!sent) throw new Error(`no operation ${id}`);
  const result = (await send(sent, { body: items })) as { readonly status: number; readonly data?: unknown };
  const back = result.data === undefined ? undefined : await drain(result.data);
  return { got, told, status: result.status, text: undefined, back };
}

async function* lazily(items: Iterable<unknown>): AsyncGenerator<unknown> {
  yield* items;
}

describe("passes valid items in both directions", () => {
  const READINGS = [{ id: 1 }, { id: 2, at: "2024-02-29T12:00:00Z" }];
  const CONVERTED = [{ id: 1n, at: NOON }, { id: BIG }];
  test.each<[string, unknown[], Setting]>([
    ["lines", READINGS, {}],
    ["events", [{ data: "a" }, { data: "b" }], { id: "sendEvents" }],
    ["lines that the handler reads as they arrive", READINGS, { id: "sendStreamed" }],
    ["Date and bigint", CONVERTED, { program: "formats" }],
    ["Date and bigint as they arrive", CONVERTED, { program: "formats", id: "sendStreamed" }],
  ])("%s", async (_, items, setting) => {
    const want = { status: 200, got: items, told: [], back: { items } };
    expect(await exchange(items, setting)).toEqual(want);
    expect(await exchange(lazily(items), setting)).toEqual(want);
  });
});

const thrown = (message: string): unknown => expect.objectContaining({ name: "InvalidMessage", message });

describe("items that a client sends", () => {
  const WRONG = [{ id: 1 }, { id: "x" }];
  const MESSAGE = "the request of sendLines is not valid: /1/id must be integer";

  test("validates an array before it is sent", async () => {
    await expect(exchange(WRONG)).rejects.toEqual(thrown(MESSAGE));
  });

  test("aborts the request at an invalid item of an iterable", async () => {
    const { got } = await exchange(lazily(WRONG), { id: "sendStreamed" }).catch((error: unknown) => ({ got: error }));
    expect(got).toEqual([{ id: 1 }]); // the handler is told that the body broke off
  });

  test("validates bigints as numbers", async () => {
    await expect(exchange([{ id: "x" }], { program: "formats" })).rejects.toEqual(
      thrown("the request of sendLines is not valid: /0/id must be integer"),
    );
  });
});

const json = (text: string | undefined): unknown => JSON.parse(text ?? "");

describe("items that a server receives", () => {
  test.each<[string, string, Setting, readonly (readonly [string, string])[]]>([
    [
      "items that are wrong",
      '{"id":1}\n{"id":"x"}\n{}\n',
      {},
      [
        ["/1/id", "must be integer"],
        ["/2/id", "is required"],
      ],
    ],
    ["a line that is no JSON", '{"id":1}\n{"id":\n{"id":2}\n', {}, [["/1", "is not valid JSON"]]],
    ["blank lines do not count", '\n{"id":1}\n\n{"id":"x"}\n', {}, [["/1/id", "must be integer"]]],
    [
      "a line that is too deep",
      `${"[".repeat(65)}${"]".repeat(65)}\n`,
      {},
      [["/0", "is nested deeper than 64 levels"]],
    ],
    ["an own __proto__", '{"id":1,"__proto__":{}}\n', {}, [["/0", "has a property named __proto__"]]],
    ["too many", '{"id":1}\n'.repeat(4), { options: { limits: { jsonNodes: 3 } } }, [["", "has more than 3 items"]]],
    [
      "an event that is wrong",
      "data: a\n\ndata: long\n\n",
      { id: "sendEvents" },
      [["/1/data", "must have at most 3 characters"]],
    ],
    [
      "a date that is none",
      '{"id":1,"at":"2024-02-30T00:00:00Z"}\n',
      { program: "formats" },
      [["/0/at", "must be of the format date-time"]],
    ],
    [
      "an integer beyond 64 bits",
      '{"id":9223372036854775808}\n',
      { program: "formats" },
      [["/0", "/id is not an integer of 64 bits"]],
    ],
  ])("responds with 400 and does not run the handler: %s", async (_, raw, setting, errors) => {
    const { got, status, text, told } = await exchange([], { ...setting, raw });
    expect({ got, status, told }).toEqual({ got: [], status: 400, told: [] });
    const want = errors.map(([pointer, message]) => ({ in: "body", ...(pointer && { pointer }), message }));
    expect(json(text)).toMatchObject({ errors: want });
  });

  test.each([
    ["an item that is wrong", '{"id":1}\n{"id":"x"}\n{"id":3}\n', "/1/id", "must be integer"],
    ["a line that is no JSON", '{"id":1}\n{\n', "/1", "is not valid JSON"],
  ])("throws in the handler's loop while items arrive: %s", async (_, raw, pointer, message) => {
    const { got, status, text } = await exchange([], { id: "sendStreamed", raw });
    expect({ got, status }).toEqual({ got: [{ id: 1 }], status: 400 });
    expect(json(text)).toMatchObject({ errors: [{ in: "body", pointer, message }] });
  });

  test("accepts an empty sequence", async () => {
    expect(await exchange([], { raw: "\n" })).toMatchObject({ got: [], status: 200 });
  });
});

describe("items that a server sends", () => {
  const WRONG = [{ id: 1 }, { id: "x" }];
  const ask = { validation: "none" } as const;

  test("reports an invalid item to onInvalidResponse, and aborts the response", async () => {
    for (const response of [WRONG, lazily(WRONG)]) {
      const { status, back, told } = await exchange([], { ...ask, response });
      expect({ status, told, items: back?.items }).toEqual({
        status: 200,
        told: [["/1/id must be integer"]],
        items: [{ id: 1 }],
      });
      expect(back?.error).toBeDefined();
    }
  });

  test("reports it to onError, and does not validate with validateResponses: false", async () => {
    const options = { onInvalidResponse: undefined } as unknown as AnyServerOptions;
    expect((await exchange([], { ...ask, response: WRONG, options })).told).toEqual([
      "InvalidResponse: the response does not match the API description: body /1/id must be integer",
    ]);
    const { back, told } = await exchange([], { ...ask, response: WRONG, options: { validateResponses: false } });
    expect({ back, told }).toEqual({ back: { items: WRONG }, told: [] });
  });

  test.each<[string, Setting, string]>([
    [
      "a date that has no text",
      { program: "formats", response: [{ id: 1n }, { id: 1n, at: new Date(NaN) }] },
      "has a date",
    ],
    ["the same, lazily", { program: "formats", response: lazily([{ id: 1n, at: new Date(NaN) }]) }, "has a date"],
    [
      "an event with two lines in its name",
      { id: "sendEvents", response: [{ data: "a", event: "x\ny" }] },
      "line break",
    ],
    [
      "what is no event",
      { id: "sendEvents", response: ["a"], options: { validateResponses: false } },
      "not an event object",
    ],
  ])("reports %s", async (_, setting, message) => {
    const { told } = await exchange([], { ...ask, ...setting });
    expect(JSON.stringify(told)).toContain(message);
  });
});

describe("items that a client receives", () => {
  const response = [{ id: 1 }, { id: "x" }, { id: 3 }];
  const options = { validateResponses: false };
  const MESSAGE = "the response of sendLines is not valid: /1/id must be integer";

  test.each(["unexpected", "throw"] as const)(
    "%s: the loop throws at the first item that is wrong",
    async (responses) => {
      const { status, back } = await exchange([], { response, options, validation: { responses } });
      expect({ status, back }).toEqual({
        status: 200,
        back: { items: [{ id: 1 }], error: expect.objectContaining({ name: "InvalidMessage", message: MESSAGE }) },
      });
    },
  );

  test("reports invalid items and passes them, or does not validate", async () => {
    const reports: string[] = [];
    const validation = { responses: ({ message }: Error) => void reports.push(message) };
    expect((await exchange([], { response, options, validation })).back).toEqual({ items: response });
    expect(reports).toEqual([MESSAGE]);
    expect((await exchange([], { response, options, validation: { responses: "ignore" } })).back).toEqual({
      items: response,
    });
  });
});
