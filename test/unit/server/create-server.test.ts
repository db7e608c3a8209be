import { describe, expect, test, vi } from "vitest";
import type { OperationSpec } from "../../../templates/runtime/operation.ts";
import { type Server, createServerFrom } from "../../../templates/server/create-server.ts";
import { HttpProblem } from "../../../templates/server/http/problem.ts";
import type { AnyServerOptions } from "../../../templates/server/options.ts";
import { type AnyInput, fakeValidator, sampleServer } from "./sample-server.ts";

interface Given {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
  readonly options?: AnyServerOptions;
  readonly handlers?: Readonly<Record<string, unknown>>;
}

/** Creates a request with credentials. `line` is method and target, for example `POST /things`. */
function requestOf(line: string, { headers = {}, body }: Given): Request {
  const [method = "", target = ""] = line.split(" ");
  const all = new Headers({ "x-api-key": "secret", ...headers });
  if (typeof body === "string" && !("content-type" in headers)) all.set("content-type", "application/json");
  if (all.get("content-type") === "none") all.delete("content-type");
  // bytes instead of a string, since the platform would add a content type
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const init = { method, headers: all, ...(bytes !== undefined && { body: bytes, duplex: "half" }) };
  return new Request(`http://localhost${target}`, init);
}

async function ask(line: string, given: Given = {}, server: Server = sampleServer(given.options, given.handlers)) {
  const response = await server.fetch(requestOf(line, given));
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return { status: response.status, headers: response.headers, body: isJson && text !== "" ? JSON.parse(text) : text };
}

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const things = (body: BodyInit, headers: Readonly<Record<string, string>> = {}): Given => ({ body, headers });
const streamOf = (text: string) => new Blob([text]).stream();

describe("the status of the response to", () => {
  test.each<[name: string, line: string, given: Given, status: number]>([
    ["a request as described", "GET /things?page=2", {}, 200],
    ["an unknown path", "GET /nothing", {}, 404],
    ["a path with a trailing slash", "GET /things/", {}, 404],
    ["an unknown path, whatever the method", "DELETE /nothing", {}, 404],
    ["a method that the path does not have", "DELETE /things", {}, 405],
    ["a concrete path keeps its own methods", "DELETE /things/new", {}, 405],
    ["an unknown method", "BREW /things", {}, 501],
    ["a body as described", "POST /things", things('{"name":"a"}'), 201],
    [
      "JSON of another type by its suffix",
      "POST /things",
      things("1", { "content-type": "application/vnd.thing+json" }),
      201,
    ],
    [
      "a content type in other letters, with blanks and a charset",
      "POST /things",
      things('{"name":"a"}', { "content-type": 'Application/JSON ;\tCharset="UTF-8"' }),
      201,
    ],
    [
      "validation is not skipped by a blank",
      "POST /things",
      things("{}", { "content-type": "application/json " }),
      400,
    ],
    [
      "validation is not skipped by a tab",
      "POST /things",
      things("{}", { "content-type": "application/json\t;a=b" }),
      400,
    ],
    ["an invalid content type", "POST /things", things("{}", { "content-type": "application" }), 415],
    ["two content types", "POST /things", things("{}", { "content-type": "application/json, text/plain" }), 415],
    [
      "the same content type twice",
      "POST /things",
      things('{"name":"a"}', { "content-type": "application/json, application/json; charset=UTF-8" }),
      201,
    ],
    [
      "validation is not skipped by a content type that is sent twice",
      "POST /things",
      things("{}", { "content-type": "application/json, application/json" }),
      400,
    ],
    [
      "two charsets",
      "POST /things",
      things("{}", { "content-type": "application/json; charset=utf-8, application/json; charset=latin1" }),
      415,
    ],
    ["a content type of another operation", "POST /things", things("{}", { "content-type": "text/plain" }), 415],
    ["no content type", "POST /things", things("{}", { "content-type": "none" }), 415],
    [
      "a charset other than UTF-8",
      "POST /things",
      things("{}", { "content-type": "application/json; charset=latin1" }),
      415,
    ],
    ["no body where one is required", "POST /things", {}, 400],
    ["a body of no bytes where one is required", "POST /things", things(""), 400],
    ["no body where none is required", "POST /form", {}, 200],
    ["a body of no bytes where none is required", "POST /form", things("", { "content-type": "none" }), 200],
    ["JSON that ends too soon", "POST /things", things('{"name":'), 400],
    ["JSON with a byte order mark", "POST /things", things('\uFEFF{"name":"a"}'), 201],
    ["JSON that is only white space", "POST /things", things("  \n"), 400],
    [
      "JSON that is not UTF-8",
      "POST /things",
      things(new Uint8Array([0x22, 0xff, 0x22]), { "content-type": "application/json" }),
      400,
    ],
    ["JSON of 64 levels", "POST /things", things(`{"name":"a","x":${nested(63)}}`), 201],
    ["JSON of 65 levels", "POST /things", things(`{"name":"a","x":${nested(64)}}`), 400],
    ["JSON of 100,000 levels", "POST /things", things(nested(100_000)), 400],
    ["brackets in a string are no levels", "POST /things", things(JSON.stringify({ name: `\\"${nested(100)}` })), 201],
    ["JSON of 100,001 values", "POST /things", things(`{"name":"a","x":[${"1,".repeat(100_000)}1]}`), 400],
    ["an own __proto__", "POST /things", things('{"name":"a","__proto__":{"x":1}}'), 400],
    [
      "an own __proto__, escaped, further down",
      "POST /things",
      things('{"name":"a","x":[{"\\u005f_proto__":1}]}'),
      400,
    ],
    ["__proto__ as a value", "POST /things", things('{"name":"__proto__ \\u005f"}'), 201],
    ["a property named constructor", "POST /things", things('{"name":"a","constructor":{"prototype":1}}'), 201],
    [
      "a body of exactly the limit",
      "POST /things",
      { ...things('{"name":"a"}'), options: { limits: { bodyBytes: 12 } } },
      201,
    ],
    [
      "a body beyond the limit",
      "POST /things",
      { ...things('{"name":"ab"}'), options: { limits: { bodyBytes: 12 } } },
      413,
    ],
    [
      "a limit of the operation",
      "POST /things",
      {
        ...things('{"name":"ab"}'),
        options: { limits: { bodyBytes: 1, operations: { createThing: { bodyBytes: 13 } } } },
      },
      201,
    ],
    [
      "a body whose declared length is beyond the limit",
      "POST /things",
      things("{}", { "content-length": "1048577" }),
      413,
    ],
    [
      "a body beyond the limit, of a wrong type",
      "POST /things",
      things("{}", { "content-length": "1048577", "content-type": "a/b" }),
      413,
    ],
    ["a scalar twice", "GET /things?page=1&page=2", {}, 400],
    ["malformed percent-encoding in the query", "GET /things?page=%zz", {}, 400],
    ["malformed percent-encoding in an unknown query parameter", "GET /things?other=%zz", {}, 400],
    ["malformed percent-encoding in the query of an operation without parameters", "GET /things/new?a=%zz", {}, 400],
    ["malformed percent-encoding in the path", "GET /things/%zz", {}, 400],
    ["a hundred and one pairs", `GET /things?${"a=1&".repeat(101)}`, {}, 400],
    ["a query of more than 16,384 characters", `GET /things?a=${"x".repeat(16_384)}`, {}, 400],
    ["a number in hexadecimal", "GET /things?page=0x10", {}, 400],
    ["a number with an exponent", "GET /things?page=1e3", {}, 400],
    ["a number with a blank", "GET /things?page=%201", {}, 400],
    ["a number of no digits", "GET /things?page=", {}, 400],
    ["a value that is not valid", "GET /things?page=0", {}, 400],
    ["a form", "POST /form", things("count=3", { "content-type": "application/x-www-form-urlencoded" }), 200],
    [
      "a form with malformed percent-encoding",
      "POST /form",
      things("count=%", { "content-type": "application/x-www-form-urlencoded" }),
      400,
    ],
    [
      "a form with a field named __proto__",
      "POST /form",
      things("__proto__=3", { "content-type": "application/x-www-form-urlencoded" }),
      400,
    ],
    [
      "a multipart body without a boundary",
      "POST /things/1/files",
      things("x", { "content-type": "multipart/form-data" }),
      400,
    ],
    [
      "a multipart body with a boundary of 71 characters",
      "POST /things/1/files",
      things("x", { "content-type": `multipart/form-data; boundary=${"b".repeat(71)}` }),
      400,
    ],
    [
      "a multipart body that ends too soon",
      "POST /things/1/files",
      things('--b\r\ncontent-disposition: form-data; name="title"\r\n\r\nx', {
        "content-type": "multipart/form-data; boundary=b",
      }),
      400,
    ],
    [
      "a multipart body of 101 parts",
      "POST /things/1/files",
      things(`${'--b\r\ncontent-disposition: form-data; name="title"\r\n\r\nx\r\n'.repeat(101)}--b--\r\n`, {
        "content-type": "multipart/form-data; boundary=b",
      }),
      400,
    ],
    [
      "a part with 17,000 bytes of headers",
      "POST /things/1/files",
      things(`--b\r\ncontent-disposition: form-data; name="title"\r\nx: ${"y".repeat(17_000)}\r\n\r\nx\r\n--b--\r\n`, {
        "content-type": "multipart/form-data; boundary=b",
      }),
      400,
    ],
    ["HEAD, from GET", "HEAD /things", {}, 200],
    ["OPTIONS", "OPTIONS /things", {}, 204],
    ["a base path", "GET /v2/things", { options: { basePath: "/v2" } }, 200],
    ["a path beside the base path", "GET /things", { options: { basePath: "/v2" } }, 404],
    ["a path that only begins like the base path", "GET /v2things", { options: { basePath: "/v2" } }, 404],
    ["an operation whose response has no body", "DELETE /things/1", {}, 204],
    [
      "a handler that throws",
      "GET /things/new",
      {
        handlers: {
          newThing: () => {
            throw new Error("secret");
          },
        },
      },
      500,
    ],
    [
      "a handler that rejects",
      "GET /things/new",
      { handlers: { newThing: () => Promise.reject(new Error("secret")) } },
      500,
    ],
    [
      "a handler that throws what is no error",
      "GET /things/new",
      {
        handlers: {
          newThing: () => {
            throw undefined;
          },
        },
      },
      500,
    ],
    [
      "a handler that refuses",
      "GET /things/new",
      {
        handlers: {
          newThing: () => {
            throw new HttpProblem(409);
          },
        },
      },
      409,
    ],
    [
      "a handler that returns a Response",
      "GET /things/new",
      { handlers: { newThing: () => new Response("x", { status: 418 }) } },
      418,
    ],
    ["a handler that returns nothing", "GET /things/new", { handlers: { newThing: () => undefined } }, 500],
    [
      "a status that is not described",
      "GET /things/new",
      { handlers: { newThing: () => ({ status: 202, body: 1 }) } },
      500,
    ],
    ["a status that is none", "GET /things/new", { handlers: { newThing: () => ({ status: 99, body: 1 }) } }, 500],
    ["a body that is missing", "GET /things/new", { handlers: { newThing: () => ({ status: 200 }) } }, 500],
    [
      "a body that JSON cannot tell",
      "GET /things/new",
      { handlers: { newThing: () => ({ status: 200, body: () => 1 }) } },
      500,
    ],
    [
      "a body that goes round in circles",
      "GET /things/new",
      {
        handlers: {
          newThing: () => {
            const body: unknown[] = [];
            body.push(body);
            return { status: 200, body };
          },
        },
      },
      500,
    ],
    [
      "a body where none is described",
      "DELETE /things/1",
      { handlers: { deleteThing: () => ({ status: 204, body: 1 }) } },
      500,
    ],
    [
      "a media type that is not described",
      "GET /things/new",
      { handlers: { newThing: () => ({ status: 200, body: 1, contentType: "text/html" }) } },
      500,
    ],
    [
      "a described range of statuses",
      "POST /respond",
      { handlers: { respond: () => ({ status: 418, body: {} }) } },
      418,
    ],
    [
      "an operation whose handler returns an invalid response",
      "POST /respond",
      { handlers: { respond: () => ({ status: 200, body: {}, headers: { "X-Count": 1 } }) } },
      500,
    ],
    [
      "an operation whose invalid response is not validated",
      "POST /respond",
      {
        options: { validateResponses: false },
        handlers: { respond: () => ({ status: 200, body: {}, headers: { "X-Count": 1 } }) },
      },
      200,
    ],
    [
      "a described header that is missing",
      "POST /respond",
      { handlers: { respond: () => ({ status: 200, body: { id: 1 } }) } },
      500,
    ],
    [
      "a header with a line break",
      "GET /things/new",
      { handlers: { newThing: () => ({ status: 200, body: 1, headers: { location: "a\r\nset-cookie: b" } }) } },
      500,
    ],
    [
      "a header with a NUL",
      "GET /things/new",
      { handlers: { newThing: () => ({ status: 200, body: 1, headers: { location: "a\0" } }) } },
      500,
    ],
    [
      "a header whose name is none",
      "GET /things/new",
      { handlers: { newThing: () => ({ status: 200, body: 1, headers: { "a b": "c" } }) } },
      500,
    ],
    [
      "a header that is the server's",
      "GET /things/new",
      { handlers: { newThing: () => ({ status: 200, body: 1, headers: { "Content-Length": "3" } }) } },
      500,
    ],
    [
      "a file that is no file",
      "PUT /bytes",
      {
        ...things("x", { "content-type": "image/png" }),
        handlers: { sendBytes: () => ({ status: 200, body: { a: 1 } }) },
      },
      500,
    ],
  ])("%s", async (_name, line, given, status) => {
    const response = await ask(line, given);
    expect(response.status).toBe(status);
    const isProblem =
      response.headers.get("content-type") === "application/problem+json" && response.body.status === status;
    expect(isProblem).toBe(status >= 400 && status !== 418);
    expect(JSON.stringify(response.body)).not.toMatch(/secret|at .*\.ts/);
  });
});

describe("the input of a handler has", () => {
  test.each<[name: string, line: string, given: Given, want: unknown]>([
    [
      "decoded, with defaults",
      "GET /things?tags=a&tags=b%2Cc",
      { headers: { "x-trace": "t", cookie: "session=s%20t; other=1" } },
      {
        path: {},
        query: { page: 1, tags: ["a", "b,c"] },
        headers: { "X-Trace": "t" },
        cookies: { session: "s t" },
        principals: { ApiKey: { user: "ada" } },
      },
    ],
    [
      "a body and its type",
      "POST /things",
      things('{"name":"ä"}', { "content-type": "APPLICATION/json;charset=utf-8" }),
      {
        path: {},
        query: {},
        headers: {},
        cookies: {},
        body: { name: "ä" },
        contentType: "application/json",
        principals: { ApiKey: { user: "ada" } },
      },
    ],
    ["a slash inside of a segment", "GET /things/a%2Fb", {}, { id: "a/b" }],
    ["dots inside of a segment", "GET /things/..%2f", {}, { id: "../" }],
    ["decoded once", "GET /things/%2541", {}, { id: "%41" }],
    [
      "a form",
      "POST /form",
      things("count=3&other=x+y", { "content-type": "application/x-www-form-urlencoded" }),
      {
        body: { count: 3, other: "x y" },
        contentType: "application/x-www-form-urlencoded",
      },
    ],
    ["no form", "POST /form", {}, { body: null }],
    [
      "a chunked body",
      "POST /things",
      { body: streamOf('{"name":"a"}'), headers: { "content-type": "application/json" } },
      expect.objectContaining({ body: { name: "a" } }),
    ],
  ])("%s", async (_name, line, given, want) => {
    const request = requestOf(line, given);
    expect(await (await sampleServer().fetch(request)).json()).toEqual(want);
  });

  test("files, with names, types and sizes", async () => {
    const form = new FormData();
    form.append("documents[]", new File(["one"], "a b.pdf", { type: "application/pdf" }));
    form.append("documents[]", new File(["three"], "ü.txt", { type: "text/plain" }));
    form.append("title", "both");
    const request = new Request("http://localhost/things/7/files", { method: "POST", body: form });
    expect(await (await sampleServer().fetch(request)).json()).toEqual({
      id: "7",
      title: "both",
      documents: [
        { name: "a b.pdf", type: "application/pdf", size: 3 },
        { name: "ü.txt", type: "text/plain", size: 5 },
      ],
    });
  });

  test("a signal that aborts with the request's", async () => {
    const abort = new AbortController();
    let signal: AbortSignal | undefined;
    const server = sampleServer(
      {},
      {
        newThing: (input: { signal: AbortSignal }) => {
          ({ signal } = input);
          abort.abort();
          return { status: 200, body: 1 };
        },
      },
    );
    await server.fetch(new Request("http://localhost/things/new", { signal: abort.signal }));
    expect(signal?.aborted).toBe(true);
  });

  test("a context made for the request, and the request itself", async () => {
    let input: { context?: unknown; request?: Request } = {};
    const server = sampleServer(
      { context: async ({ request, operation }, platform) => ({ url: request.url, id: operation?.id, platform }) },
      { newThing: (given: typeof input) => ((input = given), { status: 200, body: 1 }) },
    );
    await server.fetch(new Request("http://localhost/things/new?a=1"), "platform");
    expect(input.context).toEqual({ url: "http://localhost/things/new?a=1", id: "newThing", platform: "platform" });
    expect(input.request?.url).toBe("http://localhost/things/new?a=1");
  });
});

describe("encodes a response:", () => {
  test.each<[name: string, line: string, given: Given, headers: Record<string, string | null>, body: unknown]>([
    ["JSON", "GET /things/new", {}, { "content-type": "application/json", "content-length": "5" }, "new"],
    ["documented headers by their schema", "GET /things", {}, { "x-count": "3" }, expect.anything()],
    [
      "text, with its charset",
      "PUT /text",
      things("grüße", { "content-type": "text/plain" }),
      { "content-type": "text/plain; charset=utf-8", "content-length": "7" },
      "grüße",
    ],
    [
      "bytes of a type that the handler chooses",
      "PUT /bytes",
      things("x", { "content-type": "image/png" }),
      { "content-type": "image/png", "content-length": "1" },
      "x",
    ],
    [
      "the first of several types",
      "PUT /bytes",
      {
        ...things("x", { "content-type": "image/png" }),
        handlers: { sendBytes: () => ({ status: 200, body: new TextEncoder().encode("%PDF") }) },
      },
      { "content-type": "application/pdf", "content-length": "4" },
      "%PDF",
    ],
    [
      "a stream",
      "PUT /bytes",
      {
        ...things("x", { "content-type": "image/png" }),
        handlers: { sendBytes: () => ({ status: 200, body: streamOf("%PDF") }) },
      },
      { "content-type": "application/pdf", "content-length": null },
      "%PDF",
    ],
    ["nothing", "DELETE /things/1", {}, { "content-type": null }, ""],
    [
      "HEAD tells what GET would send",
      "HEAD /things/new",
      {},
      { "content-type": "application/json", "content-length": "5" },
      "",
    ],
    ["OPTIONS tells the methods", "OPTIONS /things", {}, { allow: "GET, POST, HEAD, OPTIONS" }, ""],
    ["405 tells the methods", "PATCH /things/1", {}, { allow: "GET, DELETE, HEAD, OPTIONS" }, expect.anything()],
    ["415 tells the types", "PUT /text", things("{}"), { accept: "text/plain" }, expect.anything()],
    [
      "several cookies",
      "GET /things/new",
      { handlers: { newThing: () => ({ status: 200, body: 1, headers: { "Set-Cookie": ["a=1", "b=2"] } }) } },
      { "set-cookie": "a=1, b=2" },
      1,
    ],
  ])("%s", async (_name, line, given, headers, body) => {
    const response = line.startsWith("HEAD")
      ? await sampleServer().fetch(requestOf(line, given))
      : await ask(line, given);
    const got = Object.keys(headers).map((name) => [name, response.headers.get(name)]);
    expect(Object.fromEntries(got)).toEqual(headers);
    expect(response instanceof Response ? await response.text() : response.body).toEqual(body);
  });
});

describe("lists the issues of", () => {
  test.each<[name: string, line: string, given: Given, errors: unknown]>([
    [
      "a parameter that cannot be decoded",
      "GET /things?page=x",
      {},
      [{ in: "query", name: "page", message: "must be integer" }],
    ],
    [
      "a parameter that is not valid",
      "GET /things?page=0",
      {},
      [{ in: "query", name: "page", message: "must be at least 1" }],
    ],
    ["a body that cannot be read", "POST /things", things("{"), [{ in: "body", message: "is not valid JSON" }]],
    [
      "a body that is not valid",
      "POST /things",
      things("{}"),
      [{ in: "body", pointer: "/name", message: "must be string" }],
    ],
    ["a body that is missing", "POST /things", {}, [{ in: "body", message: "is required" }]],
    [
      "a field of a form",
      "POST /form",
      things("count=x", { "content-type": "application/x-www-form-urlencoded" }),
      [{ in: "body", pointer: "/count", message: "must be integer" }],
    ],
  ])("%s", async (_name, line, given, errors) => {
    const { status, body } = await ask(line, given);
    expect([status, body.errors]).toEqual([400, errors]);
  });

  test("at most 20 values", () => {
    const errors = Array.from({ length: 30 }, () => ({ in: "body", message: "is wrong" }) as const);
    expect(new HttpProblem(400, { errors }).problem.errors).toHaveLength(20);
  });
});

type ProblemHook = NonNullable<AnyServerOptions["onProblem"]>;
const ownFormat: ProblemHook = ({ status, title }) => ({ status, body: { message: title } });
const overloaded: ProblemHook = () => ({ status: 503, body: {} });
const accepted: ProblemHook = () => ({ status: 200, body: {} });

describe("hooks", () => {
  test("onInvalidRequest can return a response of the description", async () => {
    const response = await ask("POST /things", {
      body: "{}",
      options: { onInvalidRequest: (issues, { operation }) => ({ status: 422, body: { issues, id: operation?.id } }) },
    });
    expect([response.status, response.body]).toEqual([
      422,
      { issues: [{ in: "body", pointer: "/name", message: "must be string" }], id: "createThing" },
    ]);
    expect(response.headers.get("content-type")).toBe("application/json");
  });

  test("onError receives the error, and the client does not", async () => {
    const told: unknown[] = [];
    const failure = new Error("secret");
    const response = await ask("GET /things/new", {
      handlers: {
        newThing: () => {
          throw failure;
        },
      },
      options: { onError: (error, { operation }) => void told.push(error, operation?.id) },
    });
    expect([response.status, response.body, told]).toEqual([
      500,
      { type: "about:blank", title: "Internal Server Error", status: 500 },
      [failure, "newThing"],
    ]);
  });

  test("onInvalidResponse receives the issues", async () => {
    const told: unknown[] = [];
    const handlers = { respond: () => ({ status: 200, body: {}, headers: { "X-Count": 1 } }) };
    const options: AnyServerOptions = { onInvalidResponse: (issues) => void told.push(...issues) };
    expect((await ask("POST /respond", { handlers, options })).status).toBe(500);
    expect(told).toEqual([{ in: "body", pointer: "/id", message: "is required" }]);
  });

  test("onProblem can replace every problem", async () => {
    const options: AnyServerOptions = {
      onProblem: (problem) => Response.json({ message: problem.title }, { status: problem.status }),
    };
    const responses = await Promise.all([
      ask("GET /nothing", { options }),
      ask("POST /things", { body: "{", options }),
    ]);
    expect(responses.map(({ status, body }) => [status, body])).toEqual([
      [404, { message: "Not Found" }],
      [400, { message: "Bad Request" }],
    ]);
  });

  describe("a response that the operation does not document becomes the problem of that status", () => {
    test.each<[name: string, line: string, given: Given, hook: ProblemHook, status: number]>([
      ["an invalid body", "POST /things", { body: "{}" }, ownFormat, 400],
      ["no credential", "GET /things", { headers: { "x-api-key": "guess" } }, ownFormat, 401],
      ["an unknown path", "GET /nothing", {}, ownFormat, 404],
      ["another method", "PATCH /things/1", {}, ownFormat, 405],
      ["a status of the hook", "POST /things", { body: "{}" }, () => ({ status: 409, body: {} }), 409],
      ["a status of the server", "POST /things", { body: "{}" }, overloaded, 400],
      ["a success", "POST /things", { body: "{}" }, accepted, 400],
      ["no response", "GET /nothing", {}, () => JSON.parse('"no"'), 404],
    ])("%s", async (_name, line, given, onProblem, status) => {
      const told: unknown[] = [];
      const options: AnyServerOptions = { onProblem, onError: (error) => void told.push(error) };
      const server = sampleServer(options);
      const responses = [await ask(line, given, server), await ask(line, given, server)];
      expect(responses.map((response) => [response.status, response.body.status])).toEqual([
        [status, status],
        [status, status],
      ]);
      expect(responses[0]?.headers.get("content-type")).toBe("application/problem+json");
      expect(told).toEqual([expect.objectContaining({ code: "invalid-hook-response" })]);
      expect(String(told[0])).toContain(`status ${status} instead of the response of a hook`);
    });
  });

  test("headers that HTTP requires are kept unless the hook sets them", async () => {
    const plain: AnyServerOptions = { onProblem: ({ status }) => new Response(null, { status }) };
    const own: AnyServerOptions = {
      onProblem: ({ status }) => new Response(null, { status, headers: { allow: "GET" } }),
    };
    const allowed = await Promise.all([plain, own].map((options) => ask("PATCH /things/1", { options })));
    expect(allowed.map(({ headers }) => headers.get("allow"))).toEqual(["GET, DELETE, HEAD, OPTIONS", "GET"]);
  });

  test("an error in a hook is passed to onError", async () => {
    const told: unknown[] = [];
    const failure = new Error("of the hook");
    const options: AnyServerOptions = {
      onInvalidRequest: () => {
        throw failure;
      },
      onError: (error) => void told.push(error),
    };
    expect((await ask("POST /things", { body: "{}", options })).status).toBe(400);
    expect(told).toEqual([failure]);
  });

  test("an error in onError is printed to the console", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    const options: AnyServerOptions = {
      onError: () => {
        throw new Error("again");
      },
    };
    const handlers = {
      newThing: () => {
        throw new Error("once");
      },
    };
    expect((await ask("GET /things/new", { options, handlers })).status).toBe(500);
    expect(log.mock.calls).toEqual([[new Error("again")]]);
    log.mockRestore();
  });
});

describe("throws at start", () => {
  test.each<[name: string, start: () => unknown, message: string]>([
    [
      "without a handler",
      () => sampleServer({}, { newThing: undefined }),
      "handlers.newThing must be a function (GET /things/new)",
    ],
    ["without a security handler", () => sampleServer({ security: {} }), "options.security.ApiKey must be a function"],
    ["with an invalid base path", () => sampleServer({ basePath: "v2/" }), "options.basePath must begin with a slash"],
    [
      "with a limit for an unknown operation",
      () => sampleServer({ limits: { operations: { nothing: {} } } }),
      'options.limits.operations: no operation has the id "nothing"',
    ],
  ])("%s", (_name, start, message) => {
    expect(start).toThrow(message);
  });
});

test("rejects a body that takes longer than bodyTime", async () => {
  const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("{")) });
  const request = requestOf("POST /things", { body, headers: { "content-type": "application/json" } });
  const response = await sampleServer({ limits: { bodyTime: 20 } }).fetch(request);
  expect([response.status, response.headers.get("connection")]).toEqual([408, "close"]);
});

test("passes a copy of a default to the handler, even if the default does not match its schema", async () => {
  const seen: unknown[] = [];
  const parameters: OperationSpec["parameters"] = [
    { name: "size", in: "query", shape: "integer", default: 0 },
    { name: "where", in: "query", content: "json", shape: "any", default: { deep: [] } },
  ];
  const operations = [{ id: "list", method: "GET", path: "/list", parameters, responses: { 204: {} } }];
  const positive = fakeValidator("/query/size", "must be at least 1", (value) =>
    /"size":0/.test(JSON.stringify(value)),
  );
  const list = ({ query }: AnyInput) => {
    seen.push(structuredClone({ ...query }));
    Object.assign(Object(query["where"]), { changed: true });
    return { status: 204 };
  };
  const server = createServerFrom({ operations, validation: { list: { parameters: positive } } }, { list }, {});
  const statuses = [];
  for (const search of ["", "?size=0", ""]) {
    statuses.push((await server.fetch(new Request(`http://localhost/list${search}`))).status);
  }
  expect(statuses).toEqual([204, 400, 204]);
  expect(seen).toEqual([
    { size: 0, where: { deep: [] } },
    { size: 0, where: { deep: [] } },
  ]);
});

test.each([
  ["/a/x/a", 200],
  ["/%61/x/a", 200],
  ["/a/x/b", 404],
  ["/__proto__/x/__proto__", 200],
])("requires equal strings where a template repeats an expression: %s", async (path, want) => {
  const operations = [{ id: "twice", method: "GET", path: "/{a}/x/{a}", responses: { 200: {} } }];
  const server = createServerFrom({ operations, validation: {} }, { twice: () => ({ status: 200 }) }, {});
  expect((await server.fetch(new Request(`http://localhost${path}`))).status).toBe(want);
});
