/** Options of a server that change what it accepts and how it sends: unknown parameters, content codings, event streams. */
import { gzipSync, deflateSync } from "node:zlib";
import { createParser } from "eventsource-parser";
import { describe, expect, test } from "vitest";
import type { OperationSpec } from "../../../templates/runtime/operation.ts";
import { createServerFrom } from "../../../templates/server/create-server.ts";
import type { AnyServerOptions } from "../../../templates/server/options.ts";
import { serve } from "../../../templates/server/node.ts";
import { exchangeBytes, getRequest } from "../../support/raw-http.ts";
import { ADAPTERS } from "../../support/adapters.ts";
import { sampleServer } from "./sample-server.ts";

const KEY = { "x-api-key": "secret" };

describe("rejectUnknownQuery", () => {
  const operations: readonly OperationSpec[] = [
    {
      id: "closed",
      method: "GET",
      path: "/closed",
      parameters: [
        { name: "page", in: "query", shape: "integer" },
        { name: "filter", in: "query", style: "deepObject", shape: { properties: {} } },
        { name: "range", in: "query", shape: { properties: { min: "integer" } } },
      ],
      security: [[{ scheme: { key: "q", type: "apiKey", in: "query", name: "key" } }]],
      responses: { 204: {} },
    },
    {
      id: "open",
      method: "GET",
      path: "/open",
      parameters: [{ name: "all", in: "query", shape: { properties: {}, rest: "integer" } }],
      responses: { 204: {} },
    },
  ];
  const handlers = { closed: () => ({ status: 204 }), open: () => ({ status: 204 }) };
  test.each<[target: string, want: unknown]>([
    ["/closed?key=k&page=1&filter[a]=1&min=2", 204],
    ["/closed?key=k&pgae=1", [{ in: "query", name: "pgae", message: "is not a parameter of this operation" }]],
    ["/closed?key=k&min=1&max=2", [{ in: "query", name: "max", message: "is not a parameter of this operation" }]],
    ["/open?a=1&b=2", 204],
  ])("%s", async (target, want) => {
    const security = { q: () => true };
    const ask = (rejectUnknownQuery: boolean) =>
      createServerFrom({ operations, validation: {} }, handlers, { security, rejectUnknownQuery }).fetch(
        new Request(`http://localhost${target}`),
      );
    const response = await ask(true);
    expect(response.status === 400 ? JSON.parse(await response.text()).errors : response.status).toEqual(want);
    expect((await ask(false)).status).toBe(204);
  });
});

describe("limits.compressed", () => {
  const body = '{"name":"a"}';
  const bomb = gzipSync(JSON.stringify({ name: "a".repeat(200_000) }));
  test.each<
    [name: string, coding: string, bytes: Uint8Array<ArrayBuffer>, limits: AnyServerOptions["limits"], status: number]
  >([
    ["gzip", "gzip", gzipSync(body), { compressed: true }, 201],
    ["deflate", "Deflate", deflateSync(body), { compressed: true }, 201],
    ["gzip, without the option", "gzip", gzipSync(body), {}, 415],
    ["another coding", "br", gzipSync(body), { compressed: true }, 415],
    ["several codings", "gzip, gzip", gzipSync(gzipSync(body)), { compressed: true }, 415],
    ["a body that is not gzip", "gzip", new TextEncoder().encode(body), { compressed: true }, 400],
    ["a body cut short", "gzip", gzipSync(body).subarray(0, 15), { compressed: true }, 400],
    ["a small body that becomes too large", "gzip", bomb, { compressed: true, bodyBytes: 100_000 }, 413],
  ])("%s", async (_name, coding, bytes, limits, status) => {
    const headers = { ...KEY, "content-type": "application/json", "content-encoding": coding };
    const server = sampleServer({ limits: limits ?? {} });
    const statuses: number[] = [];
    for (const { start } of ADAPTERS) {
      const running = await start(server);
      statuses.push((await fetch(`${running.url}/things`, { method: "POST", headers, body: bytes })).status);
      await running.close();
    }
    expect(statuses).toEqual(ADAPTERS.map(() => status));
  });
});

async function* slowly(): AsyncGenerator<object> {
  yield { data: "one" };
  await new Promise((resolve) => void setTimeout(resolve, 120));
  yield { data: "two" };
}

describe("event streams", () => {
  const operations: readonly OperationSpec[] = [
    {
      id: "watch",
      method: "GET",
      path: "/watch",
      responses: { 200: { contents: [{ mediaType: "text/event-stream", codec: "event-stream" }] } },
    },
  ];
  const serverOf = (body: () => AsyncIterable<object>, options: AnyServerOptions = {}, headers: object = {}) =>
    createServerFrom(
      { operations, validation: {} },
      { watch: () => ({ status: 200, body: body(), headers }) },
      options,
    );

  test("have a comment while there is no event", async () => {
    const running = await serve(serverOf(slowly, { heartbeat: 30 }), { port: 0 });
    const response = await fetch(`${running.url}/watch`);
    expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
    const seen: string[] = [];
    const parser = createParser({
      onEvent: ({ data }) => void seen.push(data),
      onComment: () => void (seen.at(-1) !== "comment" && seen.push("comment")),
    });
    parser.feed(await response.text());
    await running.close();
    expect(seen).toEqual(["one", "comment", "two"]);
  });

  test("keep the Cache-Control of the handler", async () => {
    const server = serverOf(slowly, {}, { "Cache-Control": "no-store" });
    const response = await server.fetch(new Request("http://localhost/watch"));
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.text()).toBe("data: one\n\ndata: two\n\n");
  });

  test("that a client leaves are no error", async () => {
    const told: unknown[] = [];
    let hasEnded = false;
    async function* endless(): AsyncGenerator<object> {
      try {
        for (let number = 0; ; number++) {
          yield { data: `${number}` };
          await new Promise((resolve) => void setTimeout(resolve, 20));
        }
      } finally {
        hasEnded = true;
      }
    }
    const server = serverOf(endless, { onError: (error) => void told.push(error), heartbeat: 1_000 });
    for (const { start } of ADAPTERS) {
      hasEnded = false;
      const running = await start(server);
      const abort = new AbortController();
      const response = await fetch(`${running.url}/watch`, { signal: abort.signal });
      await response.body?.getReader().read();
      abort.abort();
      await expect.poll(() => hasEnded).toBe(true);
      await running.close();
    }
    expect(told).toEqual([]);
  });
});

const greet = () => ({ status: 200, body: "grüße", headers: { "X-Name": "Zoë" } });

test("a header beyond ASCII is the same bytes on every adapter", async () => {
  const operations: readonly OperationSpec[] = [
    {
      id: "greet",
      method: "GET",
      path: "/greet",
      responses: { 200: { contents: [{ mediaType: "text/plain", codec: "text" }] } },
    },
  ];
  const server = createServerFrom({ operations, validation: {} }, { greet }, {});
  for (const { name, start } of ADAPTERS) {
    const running = await start(server);
    const bytes = await exchangeBytes(running.url, getRequest("/greet"));
    await running.close();
    expect([name, /x-name: (.*)\r/i.exec(bytes)?.[1], bytes.slice(-7)]).toEqual([
      name,
      "Zo\xeb",
      "gr\xc3\xbc\xc3\x9fe",
    ]);
  }
});

test.each([
  ["/base", 204],
  ["/base/", 204],
  ["/", 404],
  ["/based", 404],
  ["/base//", 404],
])("a path / below a base path is reached by %s: %i", async (path, status) => {
  const operations = [{ id: "root", method: "GET", path: "/", responses: { 204: {} } }];
  const options = { basePath: "/base" };
  const server = createServerFrom({ operations, validation: {} }, { root: () => ({ status: 204 }) }, options);
  expect((await server.fetch(new Request(`http://localhost${path}`))).status).toBe(status);
  expect(server.hasPath(path)).toBe(status === 204);
});
