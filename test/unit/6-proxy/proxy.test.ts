/** The proxy between a client and a server: forwarding, and findings. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_PROXY, type ProxiedExchange, type RunningProxy } from "../../../generator/6-proxy/proxy-options.ts";
import { startProxy } from "../../../generator/6-proxy/start-proxy.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";

const responses = {
  200: {
    description: "a pet",
    headers: { "x-rate": { required: true, schema: { type: "integer" } } },
    content: {
      "application/json": { schema: { type: "object", required: ["name"], properties: { name: { type: "string" } } } },
    },
  },
  404: { description: "none" },
};
const PETS = {
  openapi: "3.1.0",
  info: { title: "Pets", version: "1" },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } } },
  security: [{ key: [] }],
  paths: {
    "/pets/{id}": {
      get: {
        operationId: "getPet",
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "string" } },
          { name: "page", in: "query", schema: { type: "integer" } },
        ],
        responses,
      },
      put: {
        operationId: "putPet",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { type: "object", required: ["name"] } } },
        },
        responses,
      },
    },
  },
};

/** What the server behind the proxy does, by the last segment of the path. */
const BEHAVIOURS: Readonly<
  Record<string, (message: IncomingMessage) => readonly [status: number, headers: object, body: string | Buffer]>
> = {
  good: () => [200, { "content-type": "application/json", "x-rate": 1 }, '{"name":"Rex"}'],
  packed: () => [
    200,
    { "content-type": "application/json", "x-rate": 1, "content-encoding": "gzip" },
    gzipSync('{"name":7}'),
  ],
  bare: () => [200, { "content-type": "application/json" }, '{"name":"Rex"}'],
  moved: () => [302, { location: "/pets/good" }, ""],
  hops: ({ headers, rawHeaders }) => [
    200,
    { "content-type": "application/json", "x-rate": 1, connection: "x-hop", "x-hop": "1", "x-end": "2" },
    JSON.stringify({ name: "Rex", host: headers.host, raw: rawHeaders }),
  ],
};

let folder: string;
let server: Server;
let proxy: RunningProxy;
const exchanges: ProxiedExchange[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "specwright-proxy-"));
  const spec = join(folder, "pets.json");
  writeFileSync(spec, JSON.stringify(PETS));
  server = createServer((message, response) => {
    const [name = ""] = /[^/?]+(?=\?|$)/.exec(message.url ?? "") ?? [];
    if (name === "broken") {
      response.destroy();
      return;
    }
    const [status, headers, body] = BEHAVIOURS[name]?.(message) ?? [404, {}, ""];
    response.writeHead(status, { ...headers });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { value } = await startProxy({
    ...DEFAULT_SOURCE,
    ...DEFAULT_PROXY,
    spec,
    port: 0,
    target: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onExchange: (exchange) => exchanges.push(exchange),
  });
  if (value === undefined) throw new Error("the proxy did not start");
  proxy = value;
});

afterAll(async () => {
  await proxy.close();
  server.close();
  rmSync(folder, { recursive: true });
});

interface SentRequest {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function ask({
  path,
  method = "GET",
  headers = {},
  body,
}: SentRequest): Promise<{ status: number; headers: Headers; text: string }> {
  const init = {
    method,
    headers: { "x-key": "secret", ...headers },
    redirect: "manual",
    ...(body && { body }),
  } as const;
  const response = await fetch(proxy.url + path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Returns the kinds of the deviations in one exchange. */
async function foundIn(asked: SentRequest): Promise<readonly string[]> {
  exchanges.length = 0;
  await ask(asked).catch(() => undefined);
  await expect.poll(() => exchanges.length).toBe(1);
  return exchanges.flatMap(({ deviations }) => deviations.map(({ kind }) => kind));
}

const LONG = { headers: { "content-type": "application/json" }, body: `{"name":"${"x".repeat(16 * 1_024 * 1_024)}"}` };

const CASES: readonly (readonly [name: string, asked: SentRequest, want: readonly string[]])[] = [
  ["nothing in a valid exchange", { path: "/pets/good?page=2" }, []],
  ["an invalid body with gzip coding", { path: "/pets/packed" }, ["invalid-body"]],
  ["a missing header", { path: "/pets/bare" }, ["missing-header"]],
  ["a status that is not described", { path: "/pets/moved" }, ["undocumented-status"]],
  ["an invalid request that was accepted", { path: "/pets/good?page=two" }, ["wrong-request", "accepted-invalid"]],
  ["an invalid request that was refused", { path: "/pets/none?page=two" }, ["wrong-request"]],
  [
    "an invalid body",
    { path: "/pets/none", method: "PUT", headers: { "content-type": "application/json" }, body: "{}" },
    ["wrong-request"],
  ],
  [
    "a body of another media type",
    { path: "/pets/none", method: "PUT", headers: { "content-type": "text/plain" }, body: "Rex" },
    ["wrong-request"],
  ],
  ["nothing in a body that is too large to validate", { path: "/pets/good", method: "PUT", ...LONG }, []],
  ["missing credentials", { path: "/pets/good", headers: { "x-key": "" } }, ["wrong-request", "accepted-unauthorized"]],
  ["a missing response", { path: "/pets/broken" }, ["no-response"]],
  ["nothing for an operation that is not described", { path: "/dogs" }, []],
];

describe("the proxy finds", () => {
  test.each(CASES)("%s", async (_, asked, want) => {
    expect(await foundIn(asked)).toEqual(want);
  });
});

test("the proxy holds HEAD to the headers of GET, and to no body", async () => {
  expect(await foundIn({ path: "/pets/good?page=2", method: "HEAD" })).toEqual([]);
  expect(await foundIn({ path: "/pets/bare", method: "HEAD" })).toEqual(["missing-header"]);
});

describe("the proxy forwards", () => {
  test("redirects and compressed bodies unchanged", async () => {
    expect(await ask({ path: "/pets/moved" })).toMatchObject({ status: 302 });
    expect((await ask({ path: "/pets/packed" })).text).toBe('{"name":7}');
    expect((await ask({ path: "/pets/broken" })).status).toBe(502);
  });

  test("end-to-end headers, and no hop-by-hop headers", async () => {
    const { text, headers } = await new Promise<{ text: string; headers: IncomingMessage["headers"] }>(
      (resolve, reject) => {
        const sent = request(`${proxy.url}/pets/hops`, {
          headers: { "x-key": "k", connection: "close, x-mine", "x-mine": "1", te: "trailers", "X-Case": "Kept" },
        });
        sent.on("error", reject).on("response", (response) => {
          let read = "";
          response.on("data", (chunk: Buffer) => (read += chunk.toString()));
          response.on("end", () => resolve({ text: read, headers: response.headers }));
        });
        sent.end();
      },
    );
    const { host, raw } = JSON.parse(text) as { host: string; raw: readonly string[] };
    expect(host).toBe(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(raw).toContain("X-Case");
    expect(raw.map((name) => name.toLowerCase())).not.toContain("x-mine");
    expect(raw).not.toContain("trailers");
    expect([headers["x-hop"], headers["x-end"]]).toEqual([undefined, "2"]);
  });
});

test("the proxy refuses WebSockets with a reason", async () => {
  const { status, text } = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const headers = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
    const sent = request(`${proxy.url}/pets/good`, { headers });
    sent.on("error", reject).on("response", (response) => {
      let read = "";
      response.on("data", (chunk: Buffer) => (read += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode, text: read }));
    });
    sent.end();
  });
  expect([status, JSON.parse(text)]).toMatchObject([501, { detail: expect.stringContaining("WebSockets") }]);
});

test("the report has all results and no secrets", async () => {
  const report = await proxy.report();
  const [get, put] = report.operations;
  expect(put?.notes).toEqual([
    "Bodies that were not validated, because they were larger than 16 MiB or incomplete: 1.",
  ]);
  expect(report.subject.kind).toBe("traffic");
  expect(report.ok).toBe(false);
  expect(report.notes).toEqual(["GET /dogs is not in the description."]);
  expect(get?.coverage.find(({ status }) => status === "200")?.cases).toBeGreaterThan(3);
  expect(JSON.stringify(report)).not.toContain("secret");
  const finding = get?.findings.find(({ kind }) => kind === "invalid-body");
  expect(finding?.reproduction).toContain('"$SPECWRIGHT_AUTH_KEY"');
  expect(finding?.promised?.location.file).toContain("pets.json");
});
