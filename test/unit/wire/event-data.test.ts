/** Event streams whose data is JSON in a string: typed, decoded and checked, between generated code and other software. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createParser } from "eventsource-parser";
import { afterAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/1-document/json.ts";
import { generateInMemory } from "../../support/in-memory.ts";
import { programOfFiles } from "../../support/program.ts";

const COUNT = { type: "object", required: ["a"], properties: { a: { type: "integer" } } };
const jsonData = (contentSchema: JsonObject) => ({
  type: "string",
  contentMediaType: "application/json",
  contentSchema,
});

/** The example of OpenAPI 3.2.0 §4.14.5. */
const OF_THE_SPECIFICATION = {
  type: "object",
  required: ["event"],
  properties: { event: { type: "string" }, data: { type: "string" }, retry: { type: "integer" } },
  oneOf: [
    { properties: { event: { const: "addString" } } },
    { properties: { event: { const: "addInt64" }, data: { format: "int64" } } },
    {
      properties: {
        event: { const: "addJson" },
        data: {
          contentMediaType: "application/json",
          contentSchema: { type: "object", required: ["foo"], properties: { foo: { type: "integer" } } },
        },
      },
    },
  ],
};

const EVENTS: readonly (readonly [id: string, itemSchema: JsonObject])[] = [
  ["counts", { type: "object", required: ["data"], properties: { event: { type: "string" }, data: jsonData(COUNT) } }],
  ["texts", { type: "object", required: ["data"], properties: { data: jsonData({ type: "string" }) } }],
  ["added", OF_THE_SPECIFICATION],
];
const paths = EVENTS.map(([id, itemSchema]) => {
  const content = { "text/event-stream": { itemSchema } };
  return [`/${id}`, { get: { operationId: id, responses: { "200": { description: "events", content } } } }] as const;
});

const folder = await mkdtemp(join(tmpdir(), "specwright-"));
const document = { openapi: "3.2.0", info: { title: "t", version: "1" }, paths: Object.fromEntries(paths) };
const { files, diagnostics } = await generateInMemory(document, folder);
await rm(folder, { recursive: true });
if (!files) throw new Error(JSON.stringify(diagnostics));
const { createSender, createServer, operations } = await programOfFiles(files);

let written = "";
const http = createHttpServer((_request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(written);
});
await new Promise<void>((resolve) => void http.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`; // of a server that listens on a port
afterAll(() => void http.close());

const ADDED = [
  'event: addString\ndata: {"foo":1}\n\n',
  "event: addInt64\ndata: 1234567890123456789\n\n",
  'event: addJson\ndata: {"foo":\ndata: 2}\n\n',
].join("");

describe("the generated client reads", () => {
  test.each<[name: string, id: string, stream: string, want: readonly unknown[]]>([
    [
      "an object",
      "counts",
      'data: {"a":1}\n\nevent: x\ndata: {"a":2}\n\n',
      [{ data: { a: 1 } }, { event: "x", data: { a: 2 } }],
    ],
    ["a string in JSON", "texts", 'data: "a b"\n\n', [{ data: "a b" }]],
    [
      "the event that its name selects",
      "added",
      ADDED,
      [
        { event: "addString", data: '{"foo":1}' },
        { event: "addInt64", data: "1234567890123456789" },
        { event: "addJson", data: { foo: 2 } },
      ],
    ],
  ])("%s", async (_name, id, stream, want) => {
    written = stream;
    const operation = operations.get(id);
    if (!operation) throw new Error("the operation is missing");
    const result = await Promise.resolve<unknown>(createSender({ baseUrl: url })(operation, {}));
    const events: unknown[] = [];
    for await (const event of Reflect.get(Object(result), "data") as AsyncIterable<unknown>) events.push(event); // as the media type says
    expect(events).toEqual(want);
  });
});

const ask = async (id: string, items: readonly unknown[]) => {
  const told: unknown[] = [];
  const handlers = Object.fromEntries(EVENTS.map(([name]) => [name, async () => ({ status: 200, body: items })]));
  const options = {
    onInvalidResponse: (issues: readonly { readonly pointer?: string }[]) => void told.push(issues[0]?.pointer),
  };
  const response = await createServer(handlers, options).fetch(new Request(`http://localhost/${id}`));
  const events: unknown[] = [];
  const parser = createParser({ onEvent: ({ event, data }) => void events.push([event, data]) });
  const text = await response.text().catch(() => "");
  parser.feed(text);
  return { events, told };
};

describe("another parser reads what the generated server sends", () => {
  test("data as JSON", async () => {
    expect(await ask("counts", [{ data: { a: 1 } }])).toEqual({ events: [[undefined, '{"a":1}']], told: [] });
    expect(await ask("texts", [{ data: "a" }])).toEqual({ events: [[undefined, '"a"']], told: [] });
    const added = [
      { event: "addString", data: "x" },
      { event: "addJson", data: { foo: 1 } },
    ];
    expect(await ask("added", added)).toEqual({
      events: [
        ["addString", "x"],
        ["addJson", '{"foo":1}'],
      ],
      told: [],
    });
  });
  test("nothing that is invalid", async () => {
    expect((await ask("counts", [{ data: { a: "x" } }])).told).toHaveLength(1);
    expect((await ask("added", [{ event: "addJson", data: { foo: "x" } }])).told).toHaveLength(1);
    expect((await ask("added", [{ event: "addString", data: { foo: 1 } }])).told).toHaveLength(1);
  });
});

test("the types are those of the decoded data", () => {
  const types = (files.get("types.ts") ?? "").replaceAll(/\/\*\*.*\*\//g, "").replaceAll(/\s+/g, " ");
  expect(types).toMatch(/interface CountsResponse200Item \{ event\?: string; data: \{ a: number; \};/);
  expect(types).toMatch(/event\?: "addJson"; data\?: \{ foo: number; \}/);
});
