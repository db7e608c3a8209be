/** Tests every adapter with one suite, over real sockets. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADAPTERS, type Running } from "../../support/adapters.ts";
import { type AnyInput, sampleServer } from "./sample-server.ts";

const KEY = { "x-api-key": "secret" };

describe.each(ADAPTERS)("$name", ({ name: adapter, start }) => {
  let tellAborted: (() => void) | undefined;
  const aborted = new Promise<void>((resolve) => (tellAborted = resolve));
  let tellCancelled: (() => void) | undefined;
  const cancelled = new Promise<void>((resolve) => (tellCancelled = resolve));
  let running: Running;

  const server = sampleServer(
    { limits: { bodyBytes: 100_000, bodyTime: 500 }, basePath: "/v2" },
    {
      newThing: ({ signal, request }: AnyInput) =>
        request.headers.has("x-wait")
          ? new Promise((_, reject) => signal.addEventListener("abort", () => (tellAborted?.(), reject(signal.reason))))
          : { status: 200, body: request.url },
      showReport: () =>
        new Response(
          new ReadableStream({
            pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
            cancel: () => tellCancelled?.(),
          }),
        ),
      showThing: ({ path }: AnyInput) => ({ status: 200, body: path }),
    },
  );

  beforeAll(async () => {
    running = await start(server);
  });
  afterAll(() => running.close());

  const ask = (path: string, init: RequestInit = {}) => fetch(`${running.url}/v2${path}`, init);

  /** Sends raw bytes and returns the response, until the connection ends or after one second. */
  const talk = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(running.url).port), "127.0.0.1", () => socket.write(text));
      let response = "";
      socket.setTimeout(1_000, () => socket.destroy());
      socket.on("data", (chunk) => {
        response += chunk.toString("latin1");
        if (/\r\n\r\n/.test(response) && !/content-length: [1-9]/i.test(response.split("\r\n\r\n")[0] ?? "")) {
          socket.end();
        }
        if (/\r\n\r\n./s.test(response)) socket.end();
      });
      socket.on("close", () => resolve(response));
      socket.on("error", reject);
    });

  test("passes query, headers and cookies to the handler", async () => {
    const response = await ask("/things?page=2&tags=a%20b", {
      headers: { ...KEY, cookie: "session=s", "x-trace": "t" },
    });
    expect([response.status, response.headers.get("x-count"), await response.json()]).toEqual([
      200,
      "3",
      expect.objectContaining({
        query: { page: 2, tags: ["a b"] },
        cookies: { session: "s" },
        headers: { "X-Trace": "t" },
      }),
    ]);
  });

  test("reads a JSON body", async () => {
    const headers = { ...KEY, "content-type": "application/json" };
    const response = await ask("/things", { method: "POST", headers, body: '{"name":"grün"}' });
    expect([response.status, await response.json()]).toEqual([
      201,
      expect.objectContaining({ body: { name: "grün" } }),
    ]);
  });

  test("reads files of a multipart body", async () => {
    const form = new FormData();
    form.append("documents[]", new File(["one"], "a.pdf", { type: "application/pdf" }));
    form.append("documents[]", new File(["two!"], "b.txt", { type: "text/plain" }));
    const response = await ask("/things/7/files", { method: "POST", body: form });
    expect(await response.json()).toEqual({
      id: "7",
      documents: [
        { name: "a.pdf", type: "application/pdf", size: 3 },
        { name: "b.txt", type: "text/plain", size: 4 },
      ],
    });
  });

  test("writes a binary body", async () => {
    const body = new Uint8Array(50_000).map((_, index) => index % 251);
    const response = await ask("/bytes", { method: "PUT", headers: { "content-type": "image/png" }, body });
    expect([response.headers.get("content-type"), response.headers.get("content-length")]).toEqual([
      "image/png",
      "50000",
    ]);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(body);
  });

  test("gives the handler an absolute URL", async () => {
    expect(await (await ask("/things/new?a=1")).json()).toBe(`${running.url}/v2/things/new?a=1`);
  });

  test.each<[name: string, path: string, init: RequestInit, status: number]>([
    ["an unknown path", "/nothing", {}, 404],
    ["a trailing slash", "/things/", {}, 404],
    ["a wrong method", "/things", { method: "DELETE" }, 405],
    ["no credentials", "/things", {}, 401],
    ["wrong credentials", "/things", { headers: { "x-api-key": "guess" } }, 401],
    ["malformed percent-encoding in the query", "/things?page=%", { headers: KEY }, 400],
    ["malformed percent-encoding in the path", "/things/%zz", {}, 400],
    [
      "malformed JSON",
      "/things",
      { method: "POST", headers: { ...KEY, "content-type": "application/json" }, body: "{" },
      400,
    ],
    [
      "a body that is not valid",
      "/things",
      { method: "POST", headers: { ...KEY, "content-type": "application/json" }, body: "{}" },
      400,
    ],
    [
      "another media type",
      "/things",
      { method: "POST", headers: { ...KEY, "content-type": "text/html" }, body: "{}" },
      415,
    ],
    [
      "a malformed media type",
      "/things",
      { method: "POST", headers: { ...KEY, "content-type": "json" }, body: "{}" },
      415,
    ],
    [
      "a large body",
      "/things",
      { method: "POST", headers: { ...KEY, "content-type": "application/json" }, body: "1".repeat(300_000) },
      413,
    ],
    ["a method that is nobody's", "/things", { method: "PROPFIND" }, 501],
  ])("rejects %s with a problem", async (_name, path, init, status) => {
    const response = await ask(path, init);
    // Fastify's router decodes paths before any plugin sees them, and refuses in its own words
    const isFastifys = adapter === "fastify" && path.includes("%zz");
    const type = isFastifys ? "application/json" : "application/problem+json";
    expect([response.status, response.headers.get("content-type")?.split(";")[0]]).toEqual([status, type]);
    expect(await response.json()).toMatchObject(isFastifys ? { statusCode: status } : { status });
  });

  test("rejects a chunked body that is larger than the limit", async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ < 30) controller.enqueue(new TextEncoder().encode("1".repeat(10_000)));
        else controller.close();
      },
    });
    const init = { method: "POST", headers: { ...KEY, "content-type": "application/json" }, body, duplex: "half" };
    expect((await ask("/things", init)).status).toBe(413);
  });

  test("responds to HEAD with the headers of GET and no body", async () => {
    const response = await ask("/things", { method: "HEAD", headers: KEY });
    expect([response.status, response.headers.get("x-count"), await response.text()]).toEqual([200, "3", ""]);
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(50);
  });

  test("responds to OPTIONS, and sends no body with status 204", async () => {
    const options = await ask("/things", { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, POST, HEAD, OPTIONS"]);
    const deleted = await ask("/things/1", { method: "DELETE" });
    expect([deleted.status, deleted.headers.get("content-length"), await deleted.text()]).toEqual([204, null, ""]);
  });

  test.each<[name: string, target: string, want: RegExp]>([
    ["an encoded slash is data", "/v2/things/a%2Fb", /\{"id":"a\/b"\}/],
    ["encoded dots with a slash are data", "/v2/things/..%2f", /\{"id":"\.\.\/"\}/],
    ["a target may be absolute", "http://example.com/v2/things/7", /\{"id":"7"\}/],
    ["two slashes are no host", "//example.com/v2/things/7", /^HTTP\/1\.1 404 /],
    ["concrete before templated", "/v2/things/new", /\/v2\/things\/new"/],
  ])("parses the request target: %s", async (_name, target, want) => {
    expect(await talk(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toMatch(want);
  });

  const post = "POST /v2/things HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: secret\r\nContent-Type: application/json\r\n";

  test.each<[name: string, lines: string]>([
    ["two content types", "Content-Type: text/plain\r\n"],
    ["a compressed body", "Content-Encoding: gzip\r\n"],
  ])("rejects %s", async (_name, lines) => {
    expect(await talk(`${post}${lines}Content-Length: 12\r\n\r\n{"name":"a"}`)).toMatch(/^HTTP\/1\.1 415 /);
  });

  test("accepts the same content type twice", async () => {
    const lines = 'Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{"name":"a"}';
    expect(await talk(post + lines)).toMatch(/^HTTP\/1\.1 201 /);
  });

  test("rejects an unknown transfer coding", async () => {
    const lines = 'Transfer-Encoding: gzip, chunked\r\n\r\nc\r\n{"name":"a"}\r\n0\r\n\r\n';
    expect(await talk(post + lines)).toMatch(/^HTTP\/1\.1 501 /);
  });

  test("rejects TRACE with a problem", async () => {
    const response = await talk("TRACE /v2/things HTTP/1.1\r\nHost: localhost\r\n\r\n");
    expect(response).toMatch(/^HTTP\/1\.1 (?:405|501) [^]*application\/problem\+json/);
  });

  test("rejects a body by its declared length without reading it", async () => {
    const head =
      "POST /v2/things HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: secret\r\nContent-Type: application/json\r\n";
    expect(await talk(`${head}Content-Length: 100001\r\n\r\n{`)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("rejects a body that does not arrive in time", async () => {
    const head =
      "POST /v2/things HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: secret\r\nContent-Type: application/json\r\n";
    expect(await talk(`${head}Content-Length: 10\r\n\r\n{`)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test("aborts the signal of the handler when the client disconnects", async () => {
    const leave = new AbortController();
    const response = ask("/things/new", { headers: { "x-wait": "1" }, signal: leave.signal });
    setTimeout(() => leave.abort(), 50);
    await expect(response).rejects.toThrow("abort");
    await expect(aborted).resolves.toBeUndefined();
  });

  test("cancels the stream of a response when the client disconnects", async () => {
    const leave = new AbortController();
    const response = await ask("/report.bin", { signal: leave.signal });
    await response.body?.getReader().read();
    leave.abort();
    await expect(cancelled).resolves.toBeUndefined();
  });

  test("gives each of many concurrent requests its own response", async () => {
    const ids = Array.from({ length: 100 }, (_, index) => String(index));
    const responses = await Promise.all(ids.map(async (id) => (await ask(`/things/${id}`)).json()));
    expect(responses).toEqual(ids.map((id) => ({ id })));
  });
});
