/** Responses that the description does not have, from a server that is written by hand. */
import { createServer as createHttpServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createSender } from "../../../templates/runtime/client/client.ts";
import { leniently } from "../../../templates/runtime/client/leniently.ts";
import { reconnecting } from "../../../templates/runtime/client/reconnecting.ts";
import type { AnyResult, Operation } from "../../../templates/runtime/operation.ts";
import {
  ApiError,
  isApiError,
  type Unexpected,
  UnexpectedResponse,
  unwrap,
} from "../../../templates/runtime/result.ts";

const json = { mediaType: "application/json", codec: "json" } as const;
const getPet: Operation<{ path: { id: number }; query?: object }, AnyResult> = {
  id: "getPet",
  method: "GET",
  path: "/pets/{id}",
  parameters: [
    { name: "id", in: "path", required: true },
    { name: "q", in: "query" },
  ],
  security: [[{ scheme: { key: "key", type: "apiKey", in: "query", name: "api_key" } }]],
  responses: { 200: { contents: [json] }, 404: { contents: [{ ...json, mediaType: "application/problem+json" }] } },
};

let respond = (response: ServerResponse): unknown => response.end();
const http = createHttpServer((_, response) => void respond(response));
let baseUrl = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => void http.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`; // of a server that listens on a port
});
afterAll(() => void http.close());

async function call(
  status: number,
  type: string | undefined,
  body: string | Buffer,
  options: object = {},
): Promise<Unexpected<never>> {
  respond = (response) => response.writeHead(status, type === undefined ? {} : { "content-type": type }).end(body);
  const send = createSender({ baseUrl, auth: { key: "secret" } });
  const result = await send(getPet, { path: { id: 7 }, query: { q: "x" } }, options);
  return result as Unexpected<never>; // of calls that are unexpected
}

async function thrown(result: Promise<Unexpected<never>>): Promise<ApiError> {
  const error: unknown = await unwrap(result).catch((reason: unknown) => reason);
  if (!(error instanceof ApiError)) throw new Error("no ApiError");
  return error;
}

describe("an unexpected response keeps its whole body", () => {
  const long = JSON.stringify({ title: "No", list: Array.from({ length: 3_000 }, (_, index) => index) });

  test.each([
    ["of another status", 500, "application/json"],
    ["of another media type", 200, "text/html"],
  ])("%s", async (_, status, type) => {
    const { error, response } = await call(status, type, long);
    expect([error.text, error.body]).toEqual([long, JSON.parse(long)]);
    expect(response).toBe(error.response);
    expect(await response.text()).toBe(long);
  });

  test("as bytes, in a stream", async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    const { response } = await call(201, "image/png", bytes);
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks)).toEqual(bytes);
  });

  test("after it was read as JSON", async () => {
    const text = `{"a": ${"1".repeat(9_000)}`;
    const { error, response } = await call(200, "application/json", text);
    expect([error.reason, error.text, error.body, await response.text()]).toEqual(["syntax", text, text, text]);
    expect([response.status, response.url]).toEqual([200, `${baseUrl}/pets/7?q=x&api_key=secret`]);
  });

  test("up to maxBody", async () => {
    const { error } = await call(500, "text/plain", "x".repeat(1_000), { maxBody: 100 });
    expect([error.reason, error.text]).toEqual(["status", "x".repeat(100)]);
  });

  test.each([
    ["text/plain", "5", "5"],
    ["text/plain", '{"a":1}', { a: 1 }],
    ["application/problem+json", "5", 5],
    [undefined, "[", "["],
    ["text/html", "<html>", "<html>"],
  ])("%s: %s", async (type, text, body) => {
    expect((await call(500, type, text)).error.body).toEqual(body);
  });
});

test.each([
  "application/json; charset",
  "application/json; charset=",
  "application/json, application/json",
  "application/json; charset=utf-8, Application/JSON; charset=utf-8",
])("understands the Content-Type %s", async (type) => {
  expect(await call(200, type, "[]")).toMatchObject({ ok: true, data: [] });
});

describe("leniently", () => {
  const lines = '{"result":1}\n{"result":2}\n';

  test.each([
    ["JSON as HTML", 200, "text/html", "[1]", [1]],
    ["JSON as text", 200, "text/plain; charset=utf-8", "[1]", [1]],
    ["vendor JSON", 200, "application/vnd.acme.v1+json", "[1]", [1]],
    ["problem JSON", 200, "application/problem+json", "[1]", [1]],
    ["an invalid type", 200, "json", "[1]", [1]],
    ["JSON lines", 200, "application/json", lines, [{ result: 1 }, { result: 2 }]],
  ])("reads %s", async (_, status, type, body, data) => {
    expect(await call(status, type, body, { reading: leniently })).toMatchObject({ ok: true, status, data });
    expect((await call(status, type, body)).ok).toBe(false);
  });

  test.each([
    ["a page", "text/html", "<html>", "syntax"],
    ["broken JSON", "application/json", '{\n"a":', "syntax"],
  ])("does not read %s", async (_, type, body, reason) => {
    const { error } = await call(200, type, body, { reading: leniently });
    expect([error.reason, error.text]).toEqual([reason, body]);
  });
});

test("does not understand two media types", async () => {
  expect((await call(200, "application/json, text/html", "[]")).error.reason).toBe("media type");
});

describe("unwrap", () => {
  test("accepts an undocumented success if it is told to", async () => {
    const created = () => call(201, "application/json", '{"id":1}');
    expect(await unwrap(created(), { undocumented: true })).toEqual({ id: 1 });
    expect(await unwrap(call(200, "text/csv", "a,b"), { undocumented: true })).toBe("a,b");
    await expect(unwrap(created())).rejects.toBeInstanceOf(ApiError);
  });

  test.each([
    ["a failure", 500, "application/json", '{"id":1}'],
    ["a documented failure", 404, "application/problem+json", "{}"],
    ["broken JSON", 200, "application/json", "{"],
  ])("never accepts %s", async (_, status, type, body) => {
    await expect(unwrap(call(status, type, body), { undocumented: true })).rejects.toBeInstanceOf(ApiError);
  });
});

describe("ApiError", () => {
  test("says which request failed, and why, without secrets", async () => {
    const problem = JSON.stringify({ title: "Not found", detail: "There is no pet 7." });
    const error = await thrown(call(404, "application/problem+json", problem));
    const url = `${baseUrl}/pets/7?q=x`;
    expect(error).toMatchObject({ operation: "getPet", method: "GET", url, status: 404, cause: JSON.parse(problem) });
    expect(error.message).toBe(`getPet (GET ${url}): the response has the status 404: Not found: There is no pet 7.`);
  });

  test("names the reason of an unexpected response, and the problem in it", async () => {
    const error = await thrown(call(503, "application/json", '{"title":"Busy"}'));
    expect(error.message).toMatch(
      /the response has the status 503: the response of status 503 is not documented: Busy$/,
    );
    expect(error.cause).toBeInstanceOf(UnexpectedResponse);
  });

  test("is recognized across bundles", async () => {
    const error = await thrown(call(404, "application/problem+json", "{}"));
    vi.resetModules();
    const other = await import("../../../templates/runtime/result.ts");
    expect([error instanceof other.ApiError, other.isApiError(error), isApiError(error)]).toEqual([false, true, true]);
    expect([new Error("x"), null, undefined, "x", {}].map(isApiError)).toEqual([false, false, false, false, false]);
  });
});

describe("redirects to another origin", () => {
  const other = createHttpServer(
    (_, response) => void response.setHeader("content-type", "application/json").end("[]"),
  );
  let location = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => void other.listen(0, "127.0.0.1", resolve));
    location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/x?token=1`; // of a server that listens on a port
  });
  afterAll(() => void other.close());

  async function get(options: object): Promise<AnyResult> {
    respond = (response) => response.writeHead(302, { location }).end("moved");
    return createSender({ baseUrl })(
      { ...getPet, security: [[], ...(getPet.security ?? [])] },
      { path: { id: 7 } },
      options,
    );
  }

  test("are a result that says so", async () => {
    const { status, error } = await get({});
    expect([status, error]).toMatchObject([302, { reason: "redirect", text: "moved" }]);
    expect((error as Error).message).toMatch(/is a redirect to http:\/\/127\.0\.0\.1:\d+\/x, which was not followed$/); // an unexpected response
  });

  test("are followed by choice", async () => {
    expect(await get({ redirect: "follow" })).toMatchObject({ ok: true, data: [] });
  });

  test.each([{ auth: { key: "secret" } }, { headers: { authorization: "Bearer x" } }])(
    "are never followed with a credential: %j",
    async (options) => {
      expect(await get({ redirect: "follow", ...options })).toMatchObject({
        status: 302,
        error: { reason: "redirect" },
      });
    },
  );

  test("in browsers, say that their target is hidden", async () => {
    const hidden = { type: "opaqueredirect", status: 0, ok: false, headers: new Headers(), text: async () => "" };
    const opaque = { ...hidden, clone: () => hidden } as unknown as Response; // no other platform makes one
    const { status, error } = await get({ fetch: async () => opaque });
    expect([status, error]).toMatchObject([0, { reason: "redirect" }]);
  });
});

test("reconnecting ends at an undocumented 204", async () => {
  const events: unknown[] = [];
  for await (const event of reconnecting(() => call(204, undefined, "") as never)) events.push(event);
  expect(events).toEqual([]);
});
