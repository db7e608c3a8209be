/** Sequences in the closed loop, with every item and every field of an event, and multipart bodies other than forms. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../../generator/1-document/json.ts";
import { problemsOfResponse } from "../../../../generator/5-oracle/response/response-judge.ts";
import { createOracle } from "../../../../generator/5-oracle/judge/oracle.ts";
import { loadGenerated, type Program } from "../../../../generator/5-program/load-generated.ts";
import { runLoop } from "../../../../generator/6-test/loop/run-loop.ts";
import { readOperations } from "../../../../generator/5-oracle/description/read-operations.ts";
import { encodeUtf8 } from "../../../../generator/5-oracle/wire/encode-body.ts";
import { decodeEvents } from "../../../../generator/5-oracle/wire/server-sent-events.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";
import { documentOf } from "../document.ts";

const reading = { type: "object", required: ["id"], properties: { id: { type: "integer" }, at: { type: "string" } } };
const event = (data: JsonObject): JsonObject => ({
  type: "object",
  required: ["data", "event"],
  properties: {
    data,
    event: { enum: ["tick", "tock"] },
    id: { type: "string" },
    retry: { type: "integer", minimum: 0 },
  },
});
const operation = (operationId: string, mediaType: string, content: JsonObject): JsonObject => ({
  operationId,
  requestBody: { required: true, content: { [mediaType]: content } },
  responses: { 200: { description: "the same", content: { [mediaType]: content } } },
});
const form = {
  schema: { type: "object", required: ["meta"], properties: { meta: reading, note: { type: "string" } } },
  encoding: { meta: { contentType: "application/vnd.reading+json" } },
};
const size = { schema: { type: "integer" } };
const location = { required: true, content: { "text/plain": { schema: { type: "string", pattern: "^/[a-z]+$" } } } };
const upload: JsonObject = {
  schema: {
    type: "object",
    required: ["photo", "meta"],
    properties: {
      photo: {},
      meta: reading,
      notes: { type: "array", items: { type: "string", minLength: 1 } },
      name: { type: "string" },
      scans: { type: "array", items: { type: "string", format: "binary" } },
    },
  },
  encoding: {
    photo: {
      contentType: "image/png, image/jpeg",
      headers: {
        "X-Size": { ...size, required: true },
        "X-Tags": { schema: { type: "array", items: { type: "string" } } },
      },
    },
    meta: { headers: { "X-Size": size, "Content-Type": size, "Content-Disposition": size } },
    notes: { headers: { "X-Size": size } },
  },
};
const page: JsonObject = {
  schema: { prefixItems: [{ type: "string" }], items: { anyOf: [{ type: "string" }, {}] } },
  prefixEncoding: [
    { contentType: "text/html", headers: { "Content-ID": { schema: false }, "Content-Location": location } },
  ],
  itemEncoding: { contentType: "text/css,text/javascript,image/*", headers: { "Content-Location": location } },
};
const nested: JsonObject = {
  schema: {
    type: "array",
    minItems: 2,
    maxItems: 2,
    prefixItems: [
      { type: "array", items: { type: "integer" } },
      { type: "array", minItems: 3, maxItems: 3, prefixItems: [{ type: "object" }, { type: "string" }, {}] },
    ],
  },
  prefixEncoding: [
    {},
    {
      contentType: "multipart/mixed",
      prefixEncoding: [{ contentType: "application/xml" }, {}, { contentType: "image/png" }],
    },
  ],
};
const attachments: JsonObject = {
  schema: {
    type: "object",
    properties: {
      title: { type: "string" },
      all: {
        type: "array",
        items: { type: "object", required: ["id"], properties: { id: { type: "integer" }, file: {} } },
      },
    },
  },
  encoding: { all: { contentType: "multipart/mixed", encoding: { id: { headers: { "X-Size": size } } } } },
};
const paths = {
  "/lines": { post: operation("lines", "application/jsonl", { itemSchema: reading }) },
  "/seq": { post: operation("seq", "application/json-seq", { schema: { type: "array", items: reading } }) },
  "/events": { post: operation("events", "text/event-stream", { itemSchema: event({ type: "string" }) }) },
  "/json": { post: operation("json", "text/event-stream", { schema: event(reading) }) },
  "/any": { post: operation("any", "text/event-stream", {}) },
  "/mixed": { post: operation("mixed", "multipart/mixed", form) },
  "/upload": { post: operation("upload", "multipart/form-data", upload) },
  "/page": { post: operation("page", "multipart/related; type=text/html", page) },
  "/nested": { post: operation("nested", "multipart/mixed", nested) },
  "/attachments": { post: operation("attachments", "multipart/form-data", attachments) },
  "/pictures": {
    post: operation("pictures", "multipart/mixed", { itemSchema: {}, itemEncoding: { contentType: "image/jpg" } }),
  },
  "/ranges": {
    post: operation("ranges", "multipart/byteranges", {
      itemSchema: {},
      itemEncoding: { contentType: "video/mp4", headers: { "Content-Range": { ...location } } },
    }),
  },
  "/readings": { post: operation("readings", "multipart/mixed", { itemSchema: reading }) },
  "/ordered": { post: operation("ordered", "multipart/related", { schema: { type: "array" } }) },
} satisfies JsonObject;
const document = documentOf({ paths });

const folder = mkdtempSync(join(tmpdir(), "specwright-sequences-"));
const spec = join(folder, "openapi.json");
writeFileSync(spec, JSON.stringify({ openapi: "3.2.0", info: { title: "Test", version: "1" }, paths }));
const { value: running } = await loadGenerated({ ...DEFAULT_SOURCE, spec });
rmSync(folder, { recursive: true });
if (running === undefined) throw new Error("the description has errors");
const { program } = running;

type Twist = (text: string) => string;

/** Returns the program with changed texts of requests or responses. */
function twisted({
  request,
  response: changeResponse,
}: {
  readonly request?: Twist;
  readonly response?: Twist;
}): Program {
  return {
    ...program,
    createSender: (options) =>
      program.createSender({
        ...options,
        fetch: async (given) => {
          const { url, method, headers } = given;
          const body = (request ?? String)(await given.text());
          const response = await (options.fetch ?? fetch)(new Request(url, { method, headers, body }));
          const text = (changeResponse ?? String)(await response.text());
          return new Response(text, { status: response.status, headers: response.headers });
        },
      }),
  };
}

async function findings(code: Program, only?: string): Promise<readonly string[]> {
  const operations = readOperations(document).filter(({ id }) => only === undefined || id === only);
  const kinds: string[] = [];
  const unseen: string[] = [];
  const given = { document, program: code, locate: undefined, operations, seed: 5, maxCases: 20 };
  for await (const { findings: found, notes, coverage } of runLoop({ ...given, reproduction: ({ id }) => id })) {
    kinds.push(...found.map(({ kind }) => kind), ...notes);
    unseen.push(...coverage.filter(({ cases }) => cases === 0).map(({ status }) => status));
  }
  return [...kinds, ...unseen];
}

test("finds nothing in generated code", async () => {
  expect(await findings(program)).toEqual([]);
});

test.each<[string, string, Parameters<typeof twisted>[0], string]>([
  ["a line without a property", "lines", { request: (text) => text.replaceAll(/"id":[^,}]+,?/g, "") }, "wrong-request"],
  [
    "an event without its name",
    "events",
    { request: (text) => text.replaceAll(/^event: .*\n/gm, "") },
    "wrong-request",
  ],
  ["a truncated event", "json", { request: (text) => text.slice(0, -1) }, "wrong-request"],
  [
    "a response with another name",
    "events",
    { response: (text) => text.replaceAll("event: t", "event: x") },
    "wrong-result",
  ],
  [
    "a response with data that is not JSON",
    "json",
    { response: (text) => text.replaceAll("data: {", "data: [") },
    "wrong-result",
  ],
  [
    "a part without its name",
    "mixed",
    { request: (text) => text.replace('name="meta"', 'name="mete"') },
    "wrong-request",
  ],
  [
    "a part without a header",
    "upload",
    { request: (text) => text.replaceAll(/^X-Tags: .*\r\n/gm, "") },
    "wrong-request",
  ],
  [
    "a response with another header",
    "page",
    { response: (text) => text.replaceAll("Content-Location: /", "Content-Location: /x") },
    "wrong-result",
  ],
  [
    "another nested part",
    "nested",
    { request: (text) => text.replace("text/plain; charset=utf-8\r\n\r\n", "text/plain; charset=utf-8\r\n\r\nx") },
    "wrong-request",
  ],
  [
    "a stream without its last part",
    "pictures",
    { request: (text) => text.replace(/\r\n--(part-[-\w]+)\r\n(?![^]*--\1\r\n)[^]*$/, "\r\n--$1--") },
    "wrong-request",
  ],
])("%s is found out", async (_, id, twist, kind) => {
  expect(await findings(twisted(twist), id)).toContain(kind);
});

test.each<[string, id: string, type: string, text: string, messages: string[]]>([
  ["lines", "lines", "application/jsonl", '{"id":1}\n\n{"id":"x"}\n', ["The body at /2/id must be integer."]],
  ["a malformed line", "lines", "application/jsonl", "{\n", ["The body is not valid JSON."]],
  ["events", "events", "text/event-stream", "event: tick\ndata: a\n\n", []],
  [
    "an invalid event",
    "events",
    "text/event-stream",
    "event: tick\ndata: a\n\nevent: x\ndata: b\n\n",
    ['The body at /1/event must be equal to one of the allowed values: ["tick","tock"].'],
  ],
  ["data as JSON", "json", "text/event-stream", 'event: tick\ndata: {"id":1}\n\n', []],
  [
    "invalid JSON data",
    "json",
    "text/event-stream",
    'event: tick\ndata: {"id":1.5}\n\n',
    ["The body at /0/data/id must be integer."],
  ],
  ["events without a schema", "any", "text/event-stream", "foo: bar\ndata: b\n\n", []],
])("the judge reads items: %s", (_, id, type, text, messages) => {
  const described = readOperations(document).find((each) => each.id === id);
  if (described === undefined) throw new Error(`no operation ${id}`);
  const response = { status: 200, headers: new Headers({ "content-type": type }), bytes: encodeUtf8(text) };
  expect(problemsOfResponse(createOracle(document), described, response).map(({ message }) => message)).toEqual(
    messages,
  );
});

test.each<[string, string, JsonObject[]]>([
  ["fields, comments, line breaks", "\ufeffid: 1\r\n:x\rdata:a\ndata\n\n", [{ id: "1", data: "a\n" }]],
  ["without data, and truncated", "id: 1\n\ndata: a\n", []],
  ["fields that parsers ignore", "id: a\0\nretry: 1s\ndata: a\n\n", [{ data: "a" }]],
])("our own reading of events: %s", (_, text, events) => {
  expect(decodeEvents(text)).toEqual(events);
});
