/** Tests servers inside of an app: mounted below a path, and after body parsers of the app. */
import { createServer, type RequestListener } from "node:http";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { describe, expect, onTestFinished, test } from "vitest";
import { toExpress } from "../../../templates/server/express.ts";
import { toFastify } from "../../../templates/server/fastify.ts";
import { toHono } from "../../../templates/server/hono.ts";
import { fromResponse } from "../../../templates/server/http/outgoing-response.ts";
import { serve, toNodeListener } from "../../../templates/server/node.ts";
import { sampleServer } from "./sample-server.ts";

const told: unknown[] = [];
const server = sampleServer({ onError: (error) => void told.push(error) });
const below = sampleServer({ basePath: "/v2" });

async function listen(listener: RequestListener): Promise<string> {
  const http = createServer(listener);
  await new Promise<void>((resolve) => void http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    http.close();
    http.closeAllConnections();
  });
  const address = http.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

async function ofHono(app: Hono): Promise<string> {
  const running = await serve({ handle: async ({ request }) => fromResponse(await app.fetch(request)) }, { port: 0 });
  onTestFinished(() => running.close());
  return running.url;
}

async function ofFastify(prefix: string): Promise<string> {
  const app = fastify();
  await app.register(toFastify(below), { prefix });
  onTestFinished(() => app.close());
  return app.listen({ port: 0, host: "127.0.0.1" });
}

const BODY = '{"name":"grün"}';
const HEADERS = { "x-api-key": "secret", "content-type": "application/json" };
const post = (url: string) => fetch(`${url}/things`, { method: "POST", headers: HEADERS, body: BODY });

test.each<[name: string, start: () => Promise<string>]>([
  ["node:http, base path", () => listen((...both) => void toNodeListener(below)(...both))],
  ["Express, mounted", () => listen(express().use("/v2", toExpress(server)))],
  ["Express, base path", () => listen(express().use(toExpress(below)))],
  ["Hono, base path", () => ofHono(new Hono().all("/v2/*", toHono(below)))],
  ["Hono, route", () => ofHono(new Hono().route("/v2", new Hono().all("*", toHono(below))))],
  ["Fastify, prefix", () => ofFastify("/v2")],
])("serves below a path: %s", async (_name, start) => {
  const response = await post(`${await start()}/v2`);
  expect([response.status, (await response.json()).body]).toEqual([201, { name: "grün" }]);
});

describe("after a body parser", () => {
  test.each<[name: string, start: () => Promise<string>]>([
    ["express.json()", () => listen(express().use(express.json(), toExpress(server)))],
    ["express.raw()", () => listen(express().use(express.raw({ type: "*/*" }), toExpress(server)))],
    [
      "a platform that keeps the bytes",
      () =>
        listen((message, response) => {
          const chunks: Buffer[] = [];
          message.on("data", (chunk: Buffer) => chunks.push(chunk));
          message.on("end", () => {
            Object.assign(message, { rawBody: Buffer.concat(chunks) });
            void toNodeListener(server)(message, response);
          });
        }),
    ],
    [
      "Hono's json()",
      () => ofHono(new Hono().use(async ({ req }, next) => (await req.json(), next())).all("*", toHono(server))),
    ],
    [
      "Hono's text()",
      () => ofHono(new Hono().use(async ({ req }, next) => (await req.text(), next())).all("*", toHono(server))),
    ],
  ])("%s: the handler receives the body", async (_name, start) => {
    const response = await post(await start());
    expect([response.status, (await response.json()).body]).toEqual([201, { name: "grün" }]);
  });

  test("reports a body that cannot be recovered", async () => {
    const url = await listen(express().use(express.text({ type: "*/*" }), toExpress(server)));
    const response = await fetch(`${url}/bytes`, {
      method: "PUT",
      headers: { "content-type": "image/png" },
      body: "x",
    });
    expect([response.status, String(told.at(-1))]).toEqual([
      500,
      "Error: The request body has already been read and cannot be recovered. Register the server before body parsers.",
    ]);
  });

  test("applies the limit to a recovered body", async () => {
    const small = sampleServer({ limits: { bodyBytes: 5 } });
    expect((await post(await listen(express().use(express.json(), toExpress(small))))).status).toBe(413);
  });

  test("reports a web request whose body was read before", async () => {
    const request = new Request("http://localhost/things", { method: "POST", headers: HEADERS, body: BODY });
    await request.text();
    expect([(await server.fetch(request)).status, String(told.at(-1))]).toEqual([
      500,
      "Error: The request body has already been read. Call the server before that.",
    ]);
  });
});
