/** Tests middleware, handler middleware and the reporting of errors. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { HttpProblem } from "../../../templates/server/http/problem.ts";
import type { Middleware } from "../../../templates/server/middleware.ts";
import type { AnyServerOptions } from "../../../templates/server/options.ts";
import type { RequestContext } from "../../../templates/server/request-context.ts";
import { type AnyInput, sampleServer } from "./sample-server.ts";

afterEach(() => vi.restoreAllMocks());

function ask(
  line: string,
  options: AnyServerOptions,
  handlers: Readonly<Record<string, unknown>> = {},
): Promise<Response> {
  const [method = "", path = ""] = line.split(" ");
  const headers = { "x-api-key": "secret", "content-type": "application/json" };
  const init = { method, headers, ...(method === "POST" && { body: "{}" }) };
  return sampleServer(options, handlers).fetch(new Request(`http://localhost${path}`, init));
}

type Handle = (input: AnyInput) => Promise<object>;

const boom = () => {
  throw new Error("boom");
};

const split = () => {
  throw new HttpProblem(409, {}, [["location", "a\r\nset-cookie: b"]]);
};

const unavailable = () => {
  throw new HttpProblem(503);
};

describe("middleware", () => {
  test.each<[name: string, line: string, want: readonly unknown[]]>([
    ["an operation", "GET /things/new", ["newThing", 200]],
    ["HEAD of an operation", "HEAD /things/new", ["newThing", 200]],
    ["a request that is not valid", "POST /things", ["createThing", 400]],
    ["a handler that throws", "GET /things/7", ["showThing", 500]],
    ["a path that is not there", "GET /nothing", [undefined, 404]],
    ["a method that is not there", "PUT /things", [undefined, 405]],
    ["OPTIONS", "OPTIONS /things", [undefined, 204]],
  ])("sees the response to %s", async (_name, line, want) => {
    const seen: unknown[] = [];
    const look: Middleware = async ({ operation }, next) => {
      const response = await next();
      seen.push(operation?.id, response.status);
      return response;
    };
    const response = await ask(line, { middleware: [look] }, { showThing: boom });
    expect([seen, response.status]).toEqual([want, want[1]]);
  });

  test("runs in order, and can add headers", async () => {
    const order: string[] = [];
    const step =
      (name: string): Middleware =>
      async (_requestContext, next) => {
        order.push(`${name} in`);
        const response = await next();
        order.push(`${name} out`);
        return { ...response, headers: [...response.headers, ["x-step", name]] };
      };
    const newThing = () => (order.push("handler"), { status: 200, body: 1 });
    const response = await ask("GET /things/new", { middleware: [step("a"), step("b")] }, { newThing });
    expect(order).toEqual(["a in", "b in", "handler", "b out", "a out"]);
    expect(response.headers.get("x-step")).toBe("b, a");
  });

  test("can respond instead of the handler", async () => {
    const newThing = vi.fn<() => unknown>();
    const response = await ask(
      "GET /things/new",
      { middleware: [() => new Response("cached", { status: 203 })] },
      { newThing },
    );
    expect([response.status, await response.text(), newThing.mock.calls]).toEqual([203, "cached", []]);
  });

  test.each<[name: string, inner: Middleware, status: number, told: number]>([
    ["refuses by a problem", () => Promise.reject(new HttpProblem(429, {}, [["retry-after", "9"]])), 429, 0],
    ["fails", boom, 500, 1],
    [
      "splits headers",
      async (_requestContext, next) => ({ ...(await next()), headers: [["location", "a\r\nset-cookie: b"]] }),
      500,
      1,
    ],
    [
      "has a header without a name",
      async (_requestContext, next) => ({ ...(await next()), headers: [["", "b"]] }),
      500,
      1,
    ],
  ])("that %s: the outer middleware sees the response", async (_name, inner, status, told) => {
    const seen: number[] = [];
    const outer: Middleware = async (_requestContext, next) => {
      const response = await next();
      seen.push(response.status);
      return response;
    };
    const onError = vi.fn<() => void>();
    const response = await ask("GET /things/new", { middleware: [outer, inner], onError });
    expect([response.status, seen, onError.mock.calls.length]).toEqual([status, [status], told]);
  });

  test("shares one request context with options.context and the handler", async () => {
    const ids = new WeakMap<object, string>();
    const response = await ask(
      "GET /things/new",
      {
        middleware: [(requestContext, next) => (ids.set(requestContext, "id 1"), next())],
        context: (requestContext) => ids.get(requestContext),
      },
      { newThing: (input: AnyInput) => ({ status: 200, body: [input.context, ids.get(input)] }) },
    );
    expect(await response.json()).toEqual(["id 1", "id 1"]);
  });
});

describe("handler middleware", () => {
  test.each<[name: string, line: string, handlerMiddleware: object, want: readonly unknown[]]>([
    [
      "receives the input of the handler",
      "GET /things/7",
      { showThing: ({ path }: AnyInput) => ({ status: 200, body: path }) },
      [200, { id: "7" }],
    ],
    [
      "calls the handler and changes its response",
      "GET /things/new",
      { newThing: async (input: AnyInput, handle: Handle) => ({ ...(await handle(input)), body: "changed" }) },
      [200, "changed"],
    ],
    ["does not run if the request is rejected", "POST /things", { createThing: boom }, [400, expect.anything()]],
    ["has its response validated", "GET /things/new", { newThing: () => ({ status: 299 }) }, [500, expect.anything()]],
    ["may throw", "GET /things/new", { newThing: unavailable }, [503, expect.anything()]],
    ["runs for its own operation only", "GET /things/new", { showThing: boom }, [200, "new"]],
  ])("%s", async (_name, line, handlerMiddleware, want) => {
    const response = await ask(line, { handlerMiddleware });
    expect([response.status, await response.json()]).toEqual(want);
  });

  test.each<[name: string, handlerMiddleware: object, message: string]>([
    ["an unknown operation", { burnThing: boom }, 'options.handlerMiddleware: no operation has the id "burnThing"'],
    ["a value that is not a function", { newThing: true }, "options.handlerMiddleware.newThing must be a function"],
  ])("throws at start for %s", (_name, handlerMiddleware, message) => {
    expect(() => sampleServer({ handlerMiddleware })).toThrow(message);
  });
});

describe("an error", () => {
  test("is printed to the console without onError", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    const response = await sampleServer({ onError: undefined as never }, { newThing: boom }).fetch(
      new Request("http://localhost/things/new"),
    );
    expect([response.status, log.mock.calls]).toEqual([500, [[new Error("boom")]]]);
  });

  test.each([
    [false, undefined],
    [true, expect.stringMatching(/^Error: boom\n +at .*middleware\.test\.ts/)],
  ])("is sent to the client only in development (%s)", async (development, detail) => {
    const response = await ask("GET /things/new", { development, onError: () => undefined }, { newThing: boom });
    expect([response.status, (await response.json()).detail]).toEqual([500, detail]);
  });

  test("that a hook throws as an HttpProblem becomes the response", async () => {
    expect((await ask("GET /things/new", { onError: unavailable }, { newThing: boom })).status).toBe(503);
  });

  test("in the middle of a stream is reported, and truncates the response", async () => {
    const told: unknown[] = [];
    const onError = (error: unknown, { operation }: RequestContext) => void told.push(error, operation?.id);
    let count = 0;
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) =>
      count++ === 0 ? controller.enqueue(new Uint8Array(10)) : controller.error(new Error("disk"));
    const showReport = () => new Response(new ReadableStream({ pull }));
    const response = await ask("GET /report.pdf", { onError }, { showReport });
    await expect(response.arrayBuffer()).rejects.toThrow("disk");
    expect(told).toEqual([new Error("disk"), "showReport"]);
  });

  test("is reported for a header with a line break, even in a problem", async () => {
    const response = await ask("GET /things/new", { onError: () => undefined }, { newThing: split });
    expect([response.status, response.headers.get("set-cookie")]).toEqual([500, null]);
  });
});
