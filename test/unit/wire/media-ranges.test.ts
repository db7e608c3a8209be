/** Bodies under media type ranges, with a server and a client that are written by hand: bytes and header lines only. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/1-document/json.ts";
import type { AnyResult } from "../../../templates/runtime/operation.ts";
import { generateInMemory } from "../../support/in-memory.ts";
import { programOfFiles } from "../../support/program.ts";

const OBJECT: JsonObject = { type: "object", properties: { a: { type: "string" } } };
const SCHEMAS: Readonly<Record<string, JsonObject | undefined>> = {
  uuid: { type: "string", format: "uuid" },
  letter: { type: "string", enum: ["A", "B"] },
  count: { type: "integer" },
  nullable: { type: ["string", "null"] },
  either: { oneOf: [{ type: "string" }, OBJECT] },
  object: OBJECT,
  free: undefined,
  bytes: { type: "string", format: "binary" },
};
const contentOf = (mediaType: string, schema: JsonObject | undefined): JsonObject => ({
  [mediaType]: schema ? { schema } : {},
});
const respond = (content: JsonObject): JsonObject => ({ "200": { description: "OK", content } });
const operations: Readonly<Record<string, { readonly requestBody?: JsonObject; readonly responses: JsonObject }>> = {
  ...Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => [
      name,
      { requestBody: { content: contentOf("*/*", schema) }, responses: respond(contentOf("*/*", schema)) },
    ]),
  ),
  application: { requestBody: { content: contentOf("application/*", { type: "string" }) }, responses: {} },
  suffix: { requestBody: { content: contentOf("application/*+json", OBJECT) }, responses: {} },
  text: { requestBody: { content: contentOf("text/*", { type: "string" }) }, responses: {} },
  aspnet: {
    responses: respond(
      Object.fromEntries(["text/plain", "application/json", "text/json"].map((type) => [type, { schema: OBJECT }])),
    ),
  },
  aspnetString: {
    responses: respond(
      Object.fromEntries(["text/plain", "application/json"].map((type) => [type, { schema: { type: "string" } }])),
    ),
  },
};
const document: JsonObject = {
  openapi: "3.1.0",
  info: { title: "t", version: "1" },
  paths: Object.fromEntries(
    Object.entries(operations).map(([name, one]) => {
      return [
        `/${name}`,
        { post: { operationId: name, ...one, responses: { "204": { description: "-" }, ...one.responses } } },
      ];
    }),
  ),
};

const folder = await mkdtemp(join(tmpdir(), "specwright-"));
const { files } = await generateInMemory(document, folder);
await rm(folder, { recursive: true });
const program = await programOfFiles(files ?? new Map());

const answer: { type: string | undefined; body: string | Buffer } = { type: undefined, body: "" };
let seen: object = {};
const http = createHttpServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { "content-type": type, accept } = request.headers;
    seen = { type, accept, body: Buffer.concat(chunks).toString() };
    if (answer.type !== undefined) response.setHeader("content-type", answer.type);
    response.end(answer.body);
  });
});
await new Promise<void>((resolve) => void http.listen(0, "127.0.0.1", resolve));
const { port } = http.address() as AddressInfo; // of a server that listens on a port
afterAll(() => void http.close());
const send = program.createSender({ baseUrl: `http://127.0.0.1:${port}` });

async function call(name: string, input: object = {}): Promise<AnyResult> {
  const operation = program.operations.get(name);
  if (!operation) throw new Error("the operation is missing");
  return send(operation, input);
}

describe("the client reads a response by its Content-Type", () => {
  test.each([
    ["uuid", "application/json", '"7f"', "7f"],
    ["uuid", "text/plain;charset=UTF-8", "7f", "7f"],
    ["uuid", undefined, "7f", "7f"],
    ["letter", "application/json", '"A"', "A"],
    ["letter", "text/plain", "A", "A"],
    ["count", "application/json", "7", 7],
    ["count", "text/plain", "7", 7],
    ["nullable", "application/json", "null", null],
    ["nullable", "text/plain", "null", "null"],
    ["either", "application/vnd.x+json; v=1", '{"a":"b"}', { a: "b" }],
    ["either", "text/plain", '{"a":"b"}', '{"a":"b"}'],
    ["object", "application/hal+json", '{"a":"b"}', { a: "b" }],
    ["free", "application/json", "[1]", [1]],
    ["free", "text/csv", "a,b", "a,b"],
    ["free", "application/xml", "<a/>", "<a/>"],
    ["aspnet", "text/plain; charset=utf-8", '{"a":"b"}', { a: "b" }],
    ["aspnet", "text/json", '{"a":"b"}', { a: "b" }],
    ["aspnetString", "text/plain", "5", "5"],
    ["aspnetString", "application/json", '"5"', "5"],
  ])("%s as %s", async (name, type, body, data) => {
    Object.assign(answer, { type, body });
    expect(await call(name)).toMatchObject({ ok: true, status: 200, data });
  });

  test.each(["free", "bytes"])("%s as an image is a Blob", async (name) => {
    Object.assign(answer, { type: "image/png", body: Buffer.from([0xff, 0x00]) });
    const { data } = await call(name);
    expect(data).toBeInstanceOf(Blob);
    expect([...new Uint8Array(await (data as Blob).arrayBuffer())]).toEqual([0xff, 0x00]); // the line before checks the class
  });

  test("broken JSON under a range is a syntax error", async () => {
    Object.assign(answer, { type: "application/json", body: "{" });
    expect(await call("uuid")).toMatchObject({ ok: false, status: 0, error: { reason: "syntax" } });
  });
});

describe("the client sends what the range admits", () => {
  test.each([
    ["uuid", { body: "7f" }, "text/plain", "7f"],
    ["uuid", { body: "7f", contentType: "application/json" }, "application/json", '"7f"'],
    ["nullable", { body: null }, "application/json", "null"],
    ["either", { body: { a: "b" } }, "application/json", '{"a":"b"}'],
    ["object", { body: { a: "b" } }, "application/json", '{"a":"b"}'],
    ["object", { body: { a: "b" }, contentType: "application/vnd.x+json" }, "application/vnd.x+json", '{"a":"b"}'],
    ["free", { body: new Blob(["x"], { type: "image/png" }) }, "image/png", "x"],
    ["free", { body: new TextEncoder().encode("x") }, "application/octet-stream", "x"],
    ["free", { body: "a,b", contentType: "text/csv" }, "text/csv", "a,b"],
    ["free", { body: [1] }, "application/json", "[1]"],
    ["application", { body: "x" }, "application/json", '"x"'],
    ["suffix", { body: {} }, "application/x.any+json", "{}"],
    ["suffix", { body: {}, contentType: "application/hal+json" }, "application/hal+json", "{}"],
    ["text", { body: "x" }, "text/plain", "x"],
  ])("%s: %j", async (name, input, type, body) => {
    await call(name, input);
    expect(seen).toMatchObject({ type, body });
  });

  test.each([
    ["object", "application/json, */*"],
    ["uuid", "*/*"],
    ["aspnet", "application/json, text/plain, text/json"],
    ["aspnetString", "text/plain, application/json"],
  ])("%s accepts %s", async (name, accept) => {
    await call(name);
    expect(seen).toMatchObject({ accept });
  });
});

describe("the server reads a request by its Content-Type", () => {
  let received: unknown;
  const handler = async ({ body }: { readonly body: unknown }) => {
    received = body instanceof Blob ? `${body.type}: ${await body.text()}` : body;
    return { status: 204 };
  };
  const server = program.createServer(Object.fromEntries(Object.keys(operations).map((name) => [name, handler])), {});

  test.each([
    ["letter", "application/json", '"A"', "A"],
    ["letter", "text/plain", "B", "B"],
    ["either", "application/json", '{"a":"b"}', { a: "b" }],
    ["free", "application/problem+json", "[1]", [1]],
    ["free", "text/csv", "a,b", "a,b"],
    ["free", "image/png", "x", "image/png: x"],
    ["object", "application/json", '{"a":"b"}', { a: "b" }],
  ])("%s as %s", async (name, type, body, value) => {
    const request = { method: "POST", headers: { "content-type": type }, body };
    const response = await server.fetch(new Request(`http://localhost/${name}`, request));
    expect([response.status, received]).toEqual([204, value]);
  });

  test.each([
    ["letter", "text/plain", "C"],
    ["letter", "application/json", "A"],
    ["count", "application/json", '"x"'],
  ])("rejects %s as %s: %s", async (name, type, body) => {
    const request = { method: "POST", headers: { "content-type": type }, body };
    expect((await server.fetch(new Request(`http://localhost/${name}`, request))).status).toBe(400);
  });

  test.each([
    [{ body: "A" }, "text/plain; charset=utf-8", "A"],
    [{ body: "A", contentType: "application/json" }, "application/json", '"A"'],
  ])("responds %j", async (given, type, body) => {
    const responding = program.createServer(
      {
        ...Object.fromEntries(Object.keys(operations).map((name) => [name, handler])),
        letter: async () => ({ status: 200, ...given }),
      },
      {},
    );
    const response = await responding.fetch(new Request("http://localhost/letter", { method: "POST" }));
    expect([response.headers.get("content-type"), await response.text()]).toEqual([type, body]);
  });
});
