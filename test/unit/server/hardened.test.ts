/** Limits for headers and slow requests on each way to run a server on `node:http`. */
import { createServer, type RequestListener, type Server as HttpServer } from "node:http";
import express from "express";
import fastify from "fastify";
import { afterEach, describe, expect, test } from "vitest";
import { toExpress } from "../../../templates/server/express.ts";
import { toFastify } from "../../../templates/server/fastify.ts";
import { type ConnectionLimits, hardened, serve, toNodeListener } from "../../../templates/server/node.ts";
import { exchangeBytes } from "../../support/raw-http.ts";
import { sampleServer } from "./sample-server.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => void (await Promise.all(closing.splice(0).map((close) => close()))));

type Start = (limits: ConnectionLimits) => Promise<string>;

const listen = async (listener: RequestListener, limits: ConnectionLimits): Promise<string> => {
  const http = hardened(createServer(listener), limits);
  await new Promise<void>((resolve) => void http.listen(0, "127.0.0.1", resolve));
  closing.push(() => closeAll(http));
  const address = http.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
};

function closeAll(http: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve());
    http.closeAllConnections();
  });
}

const WAYS: Readonly<Record<string, Start>> = {
  serve: async (limits) => {
    const running = await serve(sampleServer(), { port: 0, ...limits });
    closing.push(() => closeAll(running.http));
    return running.url;
  },
  node: (limits) => {
    const handle = toNodeListener(sampleServer());
    return listen((message, response) => void handle(message, response), limits);
  },
  express: (limits) => listen(express().use(toExpress(sampleServer())), limits),
  fastify: async (limits) => {
    const app = fastify({
      serverFactory: (handler) =>
        hardened(
          createServer((...given) => handler(...given)),
          limits,
        ),
    });
    await app.register(toFastify(sampleServer()));
    const url = await app.listen({ port: 0, host: "127.0.0.1" });
    closing.push(() => app.close());
    return url;
  },
};

const POST = "POST /things HTTP/1.1\r\nHost: l\r\nX-Api-Key: secret\r\nContent-Type: application/json\r\n";

describe.each(Object.entries(WAYS))("%s", (name, start) => {
  test.each<[name: string, limits: ConnectionLimits, request: string, status: number]>([
    ["headers that stop", { headersTime: 200 }, "GET /things HTTP/1.1\r\nHost: l", 408],
    ["a body that stops", { headersTime: 200, requestTime: 300 }, `${POST}Content-Length: 9\r\n\r\n{`, 408],
    ["large headers", {}, `GET /things/new HTTP/1.1\r\nHost: l\r\na: ${"b".repeat(17_000)}\r\n\r\n`, 431],
    [
      "headers above the limit",
      { headerBytes: 1_000 },
      `GET / HTTP/1.1\r\nHost: l\r\na: ${"b".repeat(1_000)}\r\n\r\n`,
      431,
    ],
    ["an unknown expectation", {}, "GET /things/new HTTP/1.1\r\nHost: l\r\nExpect: 200-ok\r\n\r\n", 417],
    ["CONNECT", {}, "CONNECT example.com:80 HTTP/1.1\r\nHost: example.com\r\n\r\n", 501],
    ["several hosts", {}, "GET /things/new HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", 400],
    ["no HTTP", {}, "hello\r\n\r\n", 400],
  ])("responds with a problem to %s", async (_name, limits, request, status) => {
    const response = await exchangeBytes(await start(limits), request);
    const [head = "", body = ""] = response.split("\r\n\r\n");
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*\\r\\ncontent-type: application/problem\\+json`, "i"));
    expect(JSON.parse(body)).toMatchObject({ status });
  });

  test("rejects HTTP/1.1 without Host", async () => {
    const response = await exchangeBytes(await start({}), "GET /things/new HTTP/1.1\r\nConnection: close\r\n\r\n");
    expect(response).toMatch(name === "serve" ? /^HTTP\/1\.1 400 [^]*application\/problem\+json/ : /^HTTP\/1\.1 400 /);
  });

  test("accepts HTTP/1.0 without Host", async () => {
    expect(await exchangeBytes(await start({}), "GET /things/new HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("closes a connection that sends one header after the other", async () => {
    const url = await start({ headersTime: 500 });
    const begin = performance.now();
    const { connect } = await import("node:net");
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nHost: l\r\n"));
    socket.on("error", () => undefined);
    const drip = setInterval(() => socket.writable && socket.write("a: b\r\n"), 50);
    await new Promise((resolve) => socket.on("data", () => undefined).on("close", resolve));
    clearInterval(drip);
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});
