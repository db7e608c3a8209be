/** The client with `fetch` functions of other packages, and on a platform like React Native. */
import { createServer, request as openRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import nodeFetch from "node-fetch";
import { fetch as undiciFetch } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type SenderOptions, createSender } from "../../../templates/runtime/client/client.ts";
import { fetchByUrl } from "../../../templates/runtime/client/fetch-by-url.ts";
import { retries } from "../../../templates/runtime/client/retry.ts";
import type { AnyResult, Operation } from "../../../templates/runtime/operation.ts";
import { encodeMultipart } from "../../../templates/runtime/wire/codecs.ts";

const json = { mediaType: "application/json", codec: "json" } as const;
const echo: Operation<{ body?: unknown; query?: object }, AnyResult> = {
  id: "echo",
  method: "POST",
  path: "/echo",
  parameters: [{ name: "q", in: "query" }],
  body: { contents: [json] },
  responses: { 200: { contents: [json] } },
};
const upload: Operation<{ body?: unknown }, AnyResult> = {
  id: "upload",
  method: "POST",
  path: "/upload",
  body: { contents: [{ mediaType: "multipart/form-data", codec: "multipart" }] },
  encoders: { multipart: encodeMultipart },
  responses: { 200: { contents: [json] } },
};

/** Sends a request without the `fetch` of the platform, which needs the classes that the tests replace. */
function sendByHttp(
  url: string,
  options: { readonly method: string; readonly headers: Record<string, string> },
  body: string,
): Promise<{ readonly status: number; readonly text: string; readonly type: string }> {
  return new Promise((resolve, reject) => {
    const sent = openRequest(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text, type: response.headers["content-type"] ?? "" }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Replaces the platform by the packages that React Native uses, without streams, DOMException and crypto. */
async function stubPlatform(): Promise<{ readonly fetch: (request: Request) => Promise<Response> }> {
  const platform = await import("whatwg-fetch");
  const { AbortController: Controller, AbortSignal: Signal } = await import("abort-controller");
  for (const name of ["ReadableStream", "TransformStream", "DOMException", "crypto", "structuredClone"]) {
    vi.stubGlobal(name, undefined);
  }
  const { Headers, Request, Response } = platform;
  const stubs = { Headers, Request, Response, AbortController: Controller, AbortSignal: Signal };
  for (const [name, value] of Object.entries(stubs)) vi.stubGlobal(name, value);
  const fetch = async (sent: Request): Promise<Response> => {
    const { method, url, headers } = sent;
    const lines: Record<string, string> = {};
    headers.forEach((value, name) => (lines[name] = value));
    const { status, text, type } = await sendByHttp(url, { method, headers: lines }, await sent.text());
    return new Response(text, { status, headers: { "content-type": type } });
  };
  return { fetch };
}

let server: Server;
let baseUrl = "";
beforeAll(async () => {
  server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      response.setHeader("content-type", "application/json");
      const { method, url, headers } = incoming;
      const body = Buffer.concat(chunks).toString();
      response.end(JSON.stringify({ method, url, type: headers["content-type"]?.replace(/boundary=.*/, ""), body }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe.each<[name: string, fetch: NonNullable<SenderOptions["fetch"]>]>([
  ["undici", fetchByUrl(undiciFetch)],
  ["node-fetch", fetchByUrl(nodeFetch)],
  ["a function of URL and options", fetchByUrl((url: string, init: RequestInit) => globalThis.fetch(url, init))],
  [
    "a function that passes on its arguments",
    (...given: Parameters<typeof globalThis.fetch>) => globalThis.fetch(...given),
  ],
])("fetch of %s", (_name, fetch) => {
  test("sends JSON and reads JSON", async () => {
    const send = createSender({ baseUrl, fetch });
    const { data } = await send(echo, { query: { q: "é" }, body: { a: 1 } });
    expect(data).toEqual({ method: "POST", url: "/echo?q=%C3%A9", type: "application/json", body: '{"a":1}' });
  });

  test("sends a form", async () => {
    const send = createSender({ baseUrl, fetch });
    const { data } = await send(upload, { body: { note: "hello" } });
    expect(data).toMatchObject({ type: "multipart/form-data; ", body: expect.stringContaining('name="note"') });
  });
});

describe("a platform like React Native", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("sends JSON and reads JSON", async () => {
    const { fetch } = await stubPlatform();
    const { data } = await createSender({ baseUrl, fetch })(echo, { query: { q: "1" }, body: { a: 1 } });
    expect(data).toMatchObject({ method: "POST", url: "/echo?q=1", body: '{"a":1}' });
  });

  test("rejects with a TimeoutError", async () => {
    await stubPlatform();
    const send = createSender({ baseUrl, timeout: 10, fetch: () => new Promise<Response>(() => undefined) });
    await expect(send(echo, {})).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("repeats a call, with an idempotency key", async () => {
    const { fetch } = await stubPlatform();
    const keys: (string | null)[] = [];
    const flaky = (request: Request): Promise<Response> => {
      keys.push(request.headers.get("idempotency-key"));
      return keys.length === 1 ? Promise.reject(new TypeError("network")) : fetch(request);
    };
    const retry = retries({ delay: 1, methods: ["GET"], idempotencyKey: "idempotency-key" });
    const { data } = await createSender({ baseUrl, retry, fetch: flaky })(echo, { body: 1 });
    expect(data).toMatchObject({ body: "1" });
    expect(keys).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), keys[0]]);
  });

  test("ends a call that the caller aborts", async () => {
    await stubPlatform();
    const controller = new AbortController();
    const call = createSender({ baseUrl, fetch: () => new Promise<Response>(() => undefined) })(
      echo,
      {},
      { signal: controller.signal },
    );
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a page", () => {
  afterEach(() => vi.unstubAllGlobals());

  test.each([
    ["", "https://app.example/echo"],
    ["/api", "https://app.example/api/echo"],
    ["api", "https://app.example/api/echo"],
  ])("resolves the base URL %j against its origin", async (relative, url) => {
    vi.stubGlobal("location", new URL("https://app.example/deep/page?tab=1#top"));
    const sent: string[] = [];
    const fetch = async (request: Request) => {
      sent.push(request.url);
      return Response.json({});
    };
    await createSender({ baseUrl: relative, fetch })(echo, {});
    expect(sent).toEqual([url]);
  });

  test("outside of browsers, says what to set", async () => {
    await expect(createSender({ baseUrl: "/api" })(echo, {})).rejects.toThrow("set baseUrl to an absolute URL");
    await expect(createSender({})(echo, {})).rejects.toThrow("set baseUrl: the description has no server");
  });
});
