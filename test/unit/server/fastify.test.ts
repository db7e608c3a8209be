/** A server as a plugin of a Fastify app: its hooks, other plugins, its error handler, and its logger. */
import cors from "@fastify/cors";
import fastify, { type FastifyInstance } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";
import type { OperationSpec } from "../../../templates/runtime/operation.ts";
import { createServerFrom } from "../../../templates/server/create-server.ts";
import { type FastifyPlatform, toFastify } from "../../../templates/server/fastify.ts";

declare module "fastify" {
  interface FastifyRequest {
    user?: string;
  }
}

const json = { mediaType: "application/json", codec: "json" } as const;
const OPERATIONS: readonly OperationSpec[] = [
  { id: "show", method: "GET", path: "/things", responses: { 200: { contents: [json] } } },
  { id: "add", method: "POST", path: "/things", body: { contents: [json] }, responses: { 200: { contents: [json] } } },
  { id: "drop", method: "DELETE", path: "/things", responses: { 200: { contents: [json] } } },
];
const calls: unknown[] = [];
const handler = ({ body, context }: { body: unknown; context: unknown }) => {
  calls.push(body ?? null);
  return { status: 200, body: [body ?? null, context ?? null] };
};
const server = createServerFrom(
  { operations: OPERATIONS, validation: {} },
  { show: handler, add: handler, drop: handler },
  {
    context: (_request, platform) => {
      const { request, reply } = platform as FastifyPlatform; // of the adapter
      request.log.info("in context");
      reply.raw.setHeader("x-context", "set");
      return request.user;
    },
  },
);

async function start(prepare: (app: FastifyInstance) => unknown): Promise<string> {
  const lines: string[] = [];
  const app = fastify({ logger: { stream: { write: (line: string) => void lines.push(line) } } });
  await prepare(app);
  await app.register(toFastify(server));
  onTestFinished(() => app.close());
  return app.listen({ port: 0, host: "127.0.0.1" });
}

const post = { method: "POST", headers: { "content-type": "application/json" }, body: '{"a":1}' };

describe("in a Fastify app", () => {
  test("@fastify/cors responds to preflights and sets headers", async () => {
    const url = await start((app) => app.register(cors, { origin: "https://app.example" }));
    const headers = { origin: "https://app.example", "access-control-request-method": "POST" };
    const preflight = await fetch(`${url}/things`, { method: "OPTIONS", headers });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([
      204,
      "https://app.example",
    ]);
    const response = await fetch(`${url}/things`, { ...post, headers: { ...post.headers, ...headers } });
    expect(response.headers.get("access-control-allow-origin")).toBe("https://app.example");
    expect(await response.json()).toEqual([{ a: 1 }, null]);
  });

  test("hooks before the handler run, and the context has the request and the reply", async () => {
    const order: string[] = [];
    const url = await start((app) => {
      app.decorateRequest("user");
      for (const hook of ["onRequest", "preValidation", "preHandler"] as const) {
        app.addHook(hook, async (request, reply) => {
          order.push(hook);
          request.user = "ada";
          reply.header(`x-${hook}`, "set");
        });
      }
      app.addHook("onResponse", async () => void order.push("onResponse"));
    });
    const response = await fetch(`${url}/things`, post);
    expect(await response.json()).toEqual([{ a: 1 }, "ada"]);
    const names = ["x-onrequest", "x-prevalidation", "x-prehandler", "x-context"];
    expect(names.map((name) => response.headers.get(name))).toEqual(names.map(() => "set"));
    await expect.poll(() => order).toEqual(["onRequest", "preValidation", "preHandler", "onResponse"]);
  });

  test("an error of a hook goes to the error handler of the app", async () => {
    const url = await start((app) => {
      app.addHook("preHandler", async () => {
        throw new Error("no");
      });
      app.setErrorHandler((_error, _request, reply) => reply.code(418).send({ own: true }));
    });
    const response = await fetch(`${url}/things`);
    expect([response.status, await response.json()]).toEqual([418, { own: true }]);
  });

  test("no media type passes a guard in a hook", async () => {
    const url = await start((app) => app.addHook("preHandler", async (_request, reply) => reply.code(403).send("")));
    calls.length = 0;
    const types = ["application/json", "text/html", "application/json, text/html", "x", "", ";", "application/json;;"];
    for (const method of ["POST", "DELETE", "PUT", "PROPFIND"]) {
      for (const type of types) {
        const response = await fetch(`${url}/things`, { method, headers: { "content-type": type }, body: "{}" });
        expect([403, 415]).toContain(response.status);
      }
    }
    expect(calls).toEqual([]);
  });
});
