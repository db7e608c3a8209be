import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { type RunningServer, serve, type ServeOptions } from "../../../templates/server/node.ts";
import { type AnyInput, sampleServer } from "./sample-server.ts";

const HEAD = "POST /things HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: secret\r\nContent-Type: application/json\r\n";

const running: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(options: ServeOptions = {}, handlers: Readonly<Record<string, unknown>> = {}) {
  const server = await serve(sampleServer({ limits: { bodyBytes: 1_000 } }, handlers), { port: 0, ...options });
  running.push(server);
  return server;
}

/** Sends each text after a response to the one before. Returns everything received until the connection ends. */
function talk({ url }: RunningServer, ...texts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const rest = [...texts];
    let response = "";
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(rest.shift() ?? ""));
    socket.on("data", (chunk) => {
      response += chunk.toString();
      const next = rest.shift();
      if (next !== undefined) socket.write(next);
    });
    socket.on("close", () => resolve(response)).on("error", reject);
  });
}

describe("closes a connection", () => {
  test.each<[name: string, options: ServeOptions, text: string, want: RegExp]>([
    ["where headers take too long", { headersTime: 100 }, "GET /things HTTP/1.1\r\nHost: l", /^HTTP\/1\.1 408 /],
    [
      "where the body takes too long",
      { headersTime: 100, requestTime: 200 },
      `${HEAD}Content-Length: 9\r\n\r\n{`,
      /^HTTP\/1\.1 408 /,
    ],
    ["where it speaks no HTTP", {}, "hello\r\n\r\n", /^HTTP\/1\.1 400 /],
    [
      "where it names two hosts",
      {},
      "GET /things/new HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
      /^HTTP\/1\.1 400 /,
    ],
    [
      "where headers are too large",
      {},
      `GET / HTTP/1.1\r\nHost: l\r\na: ${"b".repeat(20_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    [
      "where headers are larger than allowed",
      { headerBytes: 1_000 },
      `GET / HTTP/1.1\r\nHost: l\r\na: ${"b".repeat(1_000)}\r\n\r\n`,
      /^HTTP\/1\.1 431 /,
    ],
    [
      "where lengths contradict each other",
      {},
      `${HEAD}Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n`,
      /^HTTP\/1\.1 400 /,
    ],
  ])("%s", async (_name, options, text, want) => {
    const response = await talk(await start(options), text);
    expect(response).toMatch(want);
    expect(response).toMatch(/content-type: application\/problem\+json/i);
    expect(JSON.parse(response.split("\r\n\r\n")[1] ?? "")).toMatchObject({ type: "about:blank" });
  });
});

describe("a client that waits for 100 Continue", () => {
  const ask = `${HEAD}Expect: 100-continue\r\nConnection: close\r\n`;

  test("is asked to send an acceptable body", async () => {
    const response = await talk(await start(), `${ask}Content-Length: 12\r\n\r\n`, '{"name":"a"}');
    expect(response).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 /);
  });

  test.each<[name: string, text: string, want: RegExp]>([
    ["too large", `${ask}Content-Length: 1001\r\n\r\n`, /^HTTP\/1\.1 413 /],
    ["without valid credentials", `${ask.replace("secret", "guess")}Content-Length: 12\r\n\r\n`, /^HTTP\/1\.1 401 /],
  ])("is not asked for a body that is %s", async (_name, text, want) => {
    expect(await talk(await start(), text)).toMatch(want);
  });
});

describe("shutdown", () => {
  test("completes requests in progress, and accepts no more", async () => {
    let finish: (() => void) | undefined;
    const arrived = new Promise<void>((tell) => {
      const newThing = () => {
        tell();
        return new Promise((resolve) => (finish = () => resolve({ status: 200, body: "done" })));
      };
      void start({}, { newThing });
    });
    await expect.poll(() => running.length).toBe(1);
    const [server] = running;
    const response = fetch(`${server?.url}/things/new`);
    await arrived;
    const closed = server?.close();
    await expect(fetch(`${server?.url}/things/new`)).rejects.toThrow("fetch failed");
    finish?.();
    expect(await (await response).json()).toBe("done");
    await expect(closed).resolves.toBeUndefined();
  });
});

describe("a server under constant load", () => {
  test("responds to every accepted request before it closes", async () => {
    let handled = 0;
    const newThing = async () => {
      handled++;
      await delay(5);
      return { status: 200, body: "done" } as const;
    };
    const server = await start({}, { newThing });
    const responses: number[] = [];
    const refused = await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let asked = 0; asked < 1_000; asked++) {
          const response = await fetch(`${server.url}/things/new`).catch((error: TypeError) => error);
          if (response instanceof Error) return (response.cause as { readonly code?: string }).code;
          responses.push(response.status);
          await response.text();
          if (responses.length === 200) void server.close();
        }
        return "never";
      }),
    );
    expect(new Set(responses)).toEqual(new Set([200]));
    expect(responses.length).toBeGreaterThanOrEqual(200);
    expect(responses).toHaveLength(handled);
    // refused at the door: none of them had been let in; the system resets those that it has kept waiting there
    for (const code of refused) expect(["ECONNREFUSED", "ECONNRESET"]).toContain(code);
  });
});

test("closes two hundred slow connections, which do not delay others", async () => {
  const server = await start({ headersTime: 1_000, requestTime: 1_000 });
  const dripping = Array.from({ length: 200 }, (_, index) =>
    talk(server, index % 2 === 0 ? "GET /things HTTP/1.1\r\nHost: l" : `${HEAD}Content-Length: 9\r\n\r\n{`),
  );
  const others = Array.from({ length: 50 }, async () => (await fetch(`${server.url}/things/new`)).status);
  const first = await Promise.race([Promise.all(others), Promise.any(dripping)]);
  expect(first).toEqual(Array.from({ length: 50 }, () => 200));
  for (const response of await Promise.all(dripping)) expect(response).toMatch(/^HTTP\/1\.1 408 /);
});

test.each<[name: string, lines: Readonly<Record<string, string>>, body: string]>([
  ["shorter", { "content-length": "5" }, "longer than that"],
  ["longer", { "content-length": "50" }, "short"],
])("closes the connection if content-length is %s than the body", async (_name, headers, body) => {
  const server = await start({}, { showReport: () => new Response(body, { headers }) });
  await expect(fetch(`${server.url}/report.x`).then((response) => response.text())).rejects.toThrow(TypeError);
  expect((await fetch(`${server.url}/things/new`)).status).toBe(200);
});

const proxied = () => new Response("x", { headers: { "transfer-encoding": "chunked", connection: "close", a: "b" } });

test("drops connection headers of a proxied response", async () => {
  const request = "GET /report.x HTTP/1.1\r\nHost: l\r\nConnection: close\r\n\r\n";
  const text = await talk(await start({}, { showReport: proxied }), request);
  expect(text.match(/^(?:transfer-encoding|connection|a): .*$/gim)).toEqual([
    "a: b",
    "Connection: close",
    "Transfer-Encoding: chunked",
  ]);
});

describe("URLs", () => {
  const url = { newThing: ({ request }: AnyInput) => ({ status: 200, body: request.url }) };

  test.each<[name: string, options: ServeOptions, host: string, want: string]>([
    ["from the Host header", {}, "api.example:8080", "http://api.example:8080/things/new?a=1"],
    [
      "from the origin that is configured",
      { origin: "https://api.example.com" },
      "other",
      "https://api.example.com/things/new?a=1",
    ],
    ["in spite of a host that is none", {}, "a b", "http://localhost/things/new?a=1"],
  ])("%s", async (_name, options, host, want) => {
    const request = `GET /things/new?a=1 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    expect(await talk(await start(options, url), request)).toContain(JSON.stringify(want));
  });
});

/** Responds with a stream that fails after ten bytes. */
function showReport() {
  let count = 0;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    if (count++ === 0) controller.enqueue(new Uint8Array(10));
    else controller.error(new Error("disk"));
  };
  return new Response(new ReadableStream({ pull }));
}

test("closes the connection if a stream fails, and keeps serving others", async () => {
  const server = await start({}, { showReport });
  await expect(fetch(`${server.url}/report.x`).then((response) => response.arrayBuffer())).rejects.toThrow(
    "terminated",
  );
  expect((await fetch(`${server.url}/things/new`)).status).toBe(200);
});

test("keeps the connection after it rejected a body", async () => {
  const first = `${HEAD}Content-Length: 2000\r\n\r\n`;
  const second = `${"x".repeat(2_000)}GET /things/new HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
  expect(await talk(await start(), first, second)).toMatch(/^HTTP\/1\.1 413 [^]*HTTP\/1\.1 200 /);
});
