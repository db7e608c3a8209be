/** Requests that the client sends and results that it makes of responses. Only `fetch` is a stub. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSender, type CallOptions, type SenderOptions } from "../../../templates/runtime/client/client.ts";
import type { MiddlewareContext } from "../../../templates/runtime/client/middleware.ts";
import { onlyFor } from "../../../templates/runtime/client/only-for.ts";
import { retries } from "../../../templates/runtime/client/retry.ts";
import type { Operation, OperationSpec, ParameterSpec, SecurityScheme } from "../../../templates/runtime/operation.ts";
import { UnexpectedResponse } from "../../../templates/runtime/result.ts";
import { ENCODERS } from "../../../templates/runtime/wire/codecs.ts";
import { WireError } from "../../../templates/runtime/wire/wire-error.ts";
import { DECODERS } from "./parameter-round-trip.ts";

interface Result {
  readonly ok: boolean;
  readonly status: number;
  readonly data?: unknown;
  readonly error?: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly contentType: string | undefined;
  readonly response: Response;
}

const JSON_200: OperationSpec["responses"] = {
  "200": { contents: [{ mediaType: "application/json", codec: "json" }] },
};

function operationOf(spec: Partial<OperationSpec>): Operation<Record<string, unknown>, Result> {
  return {
    id: "test",
    method: "GET",
    path: "/things",
    responses: JSON_200,
    encoders: ENCODERS,
    decoders: DECODERS,
    ...spec,
  };
}

interface Sent {
  readonly request: Request;
  readonly result: Result;
}

/** Sends an operation. Returns the request that `fetch` received, and the result. */
async function sendOne(
  spec: Partial<OperationSpec>,
  input: Record<string, unknown> = {},
  options: SenderOptions & { response?: () => Response; call?: CallOptions } = {},
): Promise<Sent> {
  const { response: answer = () => Response.json({}), call, ...sender } = options;
  const requests: Request[] = [];
  const fetch = async (request: Request) => {
    requests.push(request.clone());
    return answer();
  };
  const result = await createSender({ baseUrl: "https://api.example", fetch, ...sender })(
    operationOf(spec),
    input,
    call,
  );
  const [request] = requests;
  if (!request) throw new Error("nothing was sent");
  return { request, result };
}

const LIST = { items: "string" } as const;
const FILTER = { properties: { name: "string", age: "integer" } } as const;

const URLS: readonly [name: string, path: string, parameters: readonly ParameterSpec[], input: object, url: string][] =
  [
    ["a path value", "/a/{id}", [{ name: "id", in: "path" }], { path: { id: "a/b c" } }, "/a/a%2Fb%20c"],
    [
      "a label",
      "/a/{id}",
      [{ name: "id", in: "path", style: "label", shape: LIST }],
      { path: { id: ["x", "y"] } },
      "/a/.x,y",
    ],
    ["a matrix", "/a/{id}", [{ name: "id", in: "path", style: "matrix" }], { path: { id: "x" } }, "/a/;id=x"],
    [
      "two in a segment",
      "/{a}-{b}",
      [
        { name: "a", in: "path" },
        { name: "b", in: "path" },
      ],
      { path: { a: 1, b: 2 } },
      "/1-2",
    ],
    ["an extension", "/r.{f}", [{ name: "f", in: "path" }], { path: { f: "pdf" } }, "/r.pdf"],
    ["a verb", "/i:{v}", [{ name: "v", in: "path" }], { path: { v: "go" } }, "/i:go"],
    ["one in two segments", "/{a}/{a}", [{ name: "a", in: "path" }], { path: { a: "$&" } }, "/%24%26/%24%26"],
    [
      "form without explode",
      "/",
      [{ name: "a", in: "query", explode: false, shape: LIST }],
      { query: { a: ["x", "y"] } },
      "/?a=x,y",
    ],
    [
      "spaces",
      "/",
      [{ name: "a", in: "query", style: "spaceDelimited", shape: LIST }],
      { query: { a: ["x", "y"] } },
      "/?a=x%20y",
    ],
    [
      "pipes",
      "/",
      [{ name: "a", in: "query", style: "pipeDelimited", shape: LIST }],
      { query: { a: ["x", "y"] } },
      "/?a=x%7Cy",
    ],
    [
      "deepObject",
      "/",
      [{ name: "f", in: "query", style: "deepObject", shape: FILTER }],
      { query: { f: { name: "b", age: 3 } } },
      "/?f%5Bname%5D=b&f%5Bage%5D=3",
    ],
    ["allowReserved", "/", [{ name: "a", in: "query", allowReserved: true }], { query: { a: "a/b:c" } }, "/?a=a/b:c"],
    [
      "JSON in a query",
      "/",
      [{ name: "a", in: "query", content: "json", shape: "any" }],
      { query: { a: { b: 1 } } },
      "/?a=%7B%22b%22%3A1%7D",
    ],
    [
      "brackets in a name",
      "/",
      [{ name: "ids[]", in: "query", shape: { items: "integer" } }],
      { query: { "ids[]": [1, 2] } },
      "/?ids%5B%5D=1&ids%5B%5D=2",
    ],
    ["what is not given", "/", [{ name: "a", in: "query" }], {}, "/"],
    ["what an object inherits", "/", [{ name: "constructor", in: "query" }], { query: {} }, "/"],
    ["what is not described", "/", [{ name: "a", in: "query" }], { query: { a: 1, b: 2 } }, "/?a=1"],
    ["a constant", "/", [{ name: "v", in: "query", required: true, constant: 2 }], {}, "/?v=2"],
    [
      "a whole query",
      "/",
      [{ name: "q", in: "querystring", content: "json", shape: "any" }],
      { querystring: [1] },
      "/?%5B1%5D",
    ],
  ];

describe("the URL", () => {
  test.each(URLS)("%s", async (_, path, parameters, input, url) => {
    const { request } = await sendOne({ path, parameters }, { ...input });
    expect(request.url).toBe(`https://api.example${url}`);
  });
});

describe("the base URL", () => {
  const operation = operationOf({});
  test.each([
    ["one slash at the join", { baseUrl: "https://api.example/v1/" }, "https://api.example/v1/things"],
    ["no slash at all", { baseUrl: "https://api.example" }, "https://api.example/things"],
    ["an at sign in its path", { baseUrl: "https://api.example/@me" }, "https://api.example/@me/things"],
    ["braces in it", { baseUrl: "https://api.example/{x}" }, "https://api.example/%7Bx%7D/things"],
    ["a server", { server: { url: "https://api.example/v2" } }, "https://api.example/v2/things"],
    [
      "a server with variables",
      { server: { url: "https://{at}.example", default: "https://eu.example" } },
      "https://eu.example/things",
    ],
  ])("%s", async (_, options, url) => {
    const fetch = vi.fn<(request: Request) => Promise<Response>>(async () => Response.json({}));
    await createSender({ ...options, fetch })(operation);
    expect(fetch.mock.calls[0]?.[0].url).toBe(url);
  });

  test("uses the server of the operation if no base URL is given", async () => {
    const fetch = vi.fn<(request: Request) => Promise<Response>>(async () => Response.json({}));
    const own = operationOf({ servers: [{ url: "https://files.example" }] });
    await createSender({ server: { url: "https://api.example" }, fetch })(own);
    await createSender({ baseUrl: "https://test.example", fetch })(own);
    await createSender({ server: { url: "https://api.example" }, fetch })(operationOf({ servers: [{ url: "/v2" }] }));
    expect(fetch.mock.calls.map(([request]) => request.url)).toEqual([
      "https://files.example/things",
      "https://test.example/things",
      "https://api.example/v2/things",
    ]);
  });

  describe("keeps requests at the origin of a relative URL in a browser", () => {
    beforeEach(() => void vi.stubGlobal("location", { href: "https://app.example/pages/1" }));
    afterEach(() => void vi.unstubAllGlobals());

    test.each([
      ["a path that looks like a host", "/api", "//evil.example/x", "https://app.example/api//evil.example/x"],
      ["the same behind nothing", "/", "//evil.example/x", "https://app.example//evil.example/x"],
      ["a backslash", "/", "/\\evil.example/x", "https://app.example/%5Cevil.example/x"],
      ["a whole URL", "/api", "/https://evil.example/x", "https://app.example/api/https://evil.example/x"],
      ["a password's place", "/", "/@evil.example", "https://app.example/@evil.example"],
    ])("%s", async (_, baseUrl, path, url) => {
      const fetch = vi.fn<(request: Request) => Promise<Response>>(async () => Response.json({}));
      await createSender({ baseUrl, fetch })(operationOf({ path }));
      expect(fetch.mock.calls[0]?.[0].url).toBe(url);
    });
  });

  test.each([
    ["none", {}],
    ["a relative one", { baseUrl: "/v1" }],
    ["another protocol", { baseUrl: "file:///etc" }],
    ["a user", { baseUrl: "https://secret@api.example" }],
    ["a fragment", { baseUrl: "https://api.example/#secret" }],
    ["a password", { baseUrl: "https://user:secret@api.example" }],
    ["a query", { baseUrl: "https://api.example?key=secret" }],
  ])("rejects %s", async (_, options) => {
    const sending = createSender(options)(operation);
    await expect(sending).rejects.toThrow(TypeError);
    await expect(sending).rejects.not.toThrow(/secret/);
  });
});

describe("headers and cookies", () => {
  test("sends parameters, constants, Accept and the caller's headers", async () => {
    const parameters: ParameterSpec[] = [
      { name: "X-Requested-With", in: "header", required: true, constant: "XMLHttpRequest" },
      { name: "X-List", in: "header", shape: LIST },
      { name: "X-Json", in: "header", content: "json", shape: "any" },
      { name: "session", in: "cookie" },
      { name: "flags", in: "cookie", explode: false, shape: LIST },
    ];
    const responses: OperationSpec["responses"] = {
      "200": {
        contents: [
          { mediaType: "application/json", codec: "json" },
          { mediaType: "text/csv", codec: "text" },
        ],
      },
      default: { contents: [{ mediaType: "application/problem+json", codec: "json" }] },
    };
    const { request } = await sendOne(
      { parameters, responses },
      { headers: { "X-List": ["a", "b"], "X-Json": { ä: 1 } }, cookies: { session: "a;b", flags: ["x", "y"] } },
      { headers: { "User-Agent": "me", Accept: "*/*" }, call: { headers: { "X-Mine": "1" } } },
    );
    expect(Object.fromEntries(request.headers)).toEqual({
      accept: "application/json, text/csv, application/problem+json",
      cookie: "session=a%3Bb; flags=x,y",
      "user-agent": "me",
      "x-json": '{"\\u00e4":1}',
      "x-list": "a,b",
      "x-mine": "1",
      "x-requested-with": "XMLHttpRequest",
    });
  });

  test("lets a call narrow Accept and remove a header", async () => {
    const { request } = await sendOne(
      {},
      {},
      { headers: { "X-A": "1" }, call: { headers: { Accept: "text/csv", "X-A": null } } },
    );
    expect(Object.fromEntries(request.headers)).toEqual({ accept: "text/csv" });
  });
});

const sendBody = async (
  contents: NonNullable<OperationSpec["body"]>["contents"],
  body: unknown,
  contentType?: string,
) => {
  const { request } = await sendOne({ method: "POST", body: { contents } }, { body, contentType });
  return request;
};

describe("bodies", () => {
  test.each([
    [
      "JSON",
      [{ mediaType: "application/json", codec: "json" }],
      { a: [1, null] },
      "application/json",
      '{"a":[1,null]}',
    ],
    ["JSON null", [{ mediaType: "application/json", codec: "json" }], null, "application/json", "null"],
    ["+json", [{ mediaType: "application/merge-patch+json", codec: "json" }], {}, "application/merge-patch+json", "{}"],
    ["text", [{ mediaType: "text/plain", codec: "text" }], "ä", "text/plain", "ä"],
    [
      "a form",
      [{ mediaType: "application/x-www-form-urlencoded", codec: "form" }],
      { a: "x y", b: ["1", "&"], c: { d: 1 } },
      "application/x-www-form-urlencoded",
      "a=x%20y&b=1&b=%26&c=%7B%22d%22%3A1%7D",
    ],
    ["bytes", [{ mediaType: "application/pdf", codec: "binary" }], new Uint8Array([65, 66]), "application/pdf", "AB"],
    [
      "a blob in a range",
      [{ mediaType: "image/*", codec: "binary" }],
      new Blob(["x"], { type: "image/png" }),
      "image/png",
      "x",
    ],
    [
      "lines",
      [{ mediaType: "application/jsonl", codec: "json-lines" }],
      [1, { a: 2 }],
      "application/jsonl",
      '1\n{"a":2}\n',
    ],
  ] as const)("%s", async (_, contents, body, type, text) => {
    const request = await sendBody(contents, body);
    expect(request.headers.get("content-type")).toBe(type);
    expect(await request.text()).toBe(text);
  });

  test("sends one of several media types", async () => {
    const contents = [
      { mediaType: "application/json", codec: "json" },
      { mediaType: "text/*", codec: "text" },
    ] as const;
    const [first, named] = [await sendBody(contents, "a"), await sendBody(contents, "a", "text/csv; header=present")];
    expect([first.headers.get("content-type"), await first.text()]).toEqual(["application/json", '"a"']);
    expect([named.headers.get("content-type"), await named.text()]).toEqual(["text/csv; header=present", "a"]);
    await expect(sendBody(contents, "a", "image/png")).rejects.toThrow("body cannot have the content type image/png");
  });

  test("sends a stream as it comes", async () => {
    const stream = new Blob(["a", "b"]).stream();
    const request = await sendBody([{ mediaType: "application/octet-stream", codec: "binary" }], stream);
    expect(await request.text()).toBe("ab");
  });

  test("sends no content type without a body", async () => {
    const request = await sendBody([{ mediaType: "application/json", codec: "json" }], undefined);
    expect([request.headers.get("content-type"), request.body]).toEqual([null, null]);
  });

  test("sends files with names and types, repeated parts and a JSON part", async () => {
    const contents = [
      {
        mediaType: "multipart/form-data",
        codec: "multipart",
        parts: {
          "documents[]": { codec: "binary", repeated: true, mediaTypes: ["application/pdf", "image/*"] },
          meta: { codec: "json", mediaTypes: ["application/vnd.meta+json"] },
          csv: { mediaTypes: ["text/csv"] },
          count: { shape: "integer" },
        },
      },
    ] as const;
    const files = [new File(["1"], "ä.pdf"), new Blob(["2"], { type: "image/png" })];
    const request = await sendBody(contents, {
      "documents[]": files,
      meta: { a: 1 },
      csv: "a,b",
      count: 3,
      left: undefined,
    });
    expect(request.headers.get("content-type")).toMatch(/^multipart\/form-data; ?boundary=/);
    const text = await request.clone().text();
    expect(text).toMatch(/name="meta"\r\nContent-Type: application\/vnd\.meta\+json\r\n\r\n\{"a":1\}\r\n/i);
    expect(text).toMatch(/name="csv"\r\nContent-Type: text\/csv\r\n\r\na,b\r\n/i);
    const form = await request.formData();
    const seen = await Promise.all(
      [...form].map(async ([name, part]) =>
        typeof part === "string" ? [name, part] : [name, part.name, part.type, await part.text()],
      ),
    );
    expect(seen).toEqual([
      ["meta", '{"a":1}'],
      ["csv", "a,b"],
      ["count", "3"],
      ["documents[]", "ä.pdf", "application/pdf", "1"],
      ["documents[]", "blob", "image/png", "2"],
    ]);
  });
});

const KEY: SecurityScheme = { key: "key", type: "apiKey", in: "header", name: "X-Key" };
const QUERY_KEY: SecurityScheme = { key: "queryKey", type: "apiKey", in: "query", name: "api key" };
const COOKIE_KEY: SecurityScheme = { key: "cookieKey", type: "apiKey", in: "cookie", name: "sid" };
const BASIC: SecurityScheme = { key: "basic", type: "http", scheme: "Basic" };
const BEARER: SecurityScheme = { key: "bearer", type: "http", scheme: "bearer" };
const OAUTH: SecurityScheme = { key: "oauth", type: "oauth2" };
const TLS: SecurityScheme = { key: "tls", type: "mutualTLS" };

function oneOf(...alternatives: SecurityScheme[][]): Partial<OperationSpec> {
  return { security: alternatives.map((all) => all.map((scheme) => ({ scheme, scopes: ["read"] }))) };
}

const credentials = async (
  spec: Partial<OperationSpec>,
  auth: object,
  options: SenderOptions & { call?: CallOptions } = {},
) => {
  const { request } = await sendOne(spec, {}, { auth, ...options });
  const { accept: _, ...headers } = Object.fromEntries(request.headers);
  return { ...headers, ...(request.url.includes("?") && { url: request.url }) };
};

const changing = ({ refused }: { readonly refused?: unknown }) => (refused === undefined ? "old" : "new");

describe("credentials", () => {
  test.each([
    ["a key in a header", oneOf([KEY]), { key: "k" }, { "x-key": "k" }],
    [
      "a key in the query",
      oneOf([QUERY_KEY]),
      { queryKey: "k&" },
      { url: "https://api.example/things?api%20key=k%26" },
    ],
    ["a key in a cookie", oneOf([COOKIE_KEY]), { cookieKey: "k=/" }, { cookie: "sid=k=/" }],
    ["basic", oneOf([BASIC]), { basic: { username: "ü", password: "p:w" } }, { authorization: "Basic w7w6cDp3" }],
    ["bearer", oneOf([BEARER]), { bearer: "t" }, { authorization: "Bearer t" }],
    ["oauth2", oneOf([OAUTH]), { oauth: async () => "t" }, { authorization: "Bearer t" }],
    ["all of one alternative", oneOf([KEY, BASIC], [BEARER]), { key: "k", bearer: "t" }, { authorization: "Bearer t" }],
    [
      "the first whole one",
      oneOf([KEY, COOKIE_KEY], [BEARER]),
      { key: "k", cookieKey: "c", bearer: "t" },
      { "x-key": "k", cookie: "sid=c" },
    ],
    [
      "a provider that has none",
      oneOf([KEY], [BEARER]),
      { key: () => undefined, bearer: "t" },
      { authorization: "Bearer t" },
    ],
    ["optional, and there", oneOf([], [KEY]), { key: "k" }, { "x-key": "k" }],
    ["mutual TLS is the connection's", oneOf([TLS], [KEY, TLS]), { key: "k" }, { "x-key": "k" }],
    ["none is asked for", {}, { key: "k" }, {}],
    ["security: [{}]", oneOf([]), { key: "k" }, {}],
    ["none is there", oneOf([KEY]), {}, {}],
  ] as const)("%s", async (_, spec, auth, seen) => {
    expect(await credentials(spec, auth)).toEqual(seen);
  });

  test("tells a provider its operation, and calls it only if needed", async () => {
    const key = vi.fn<(context: unknown) => string>(() => "k");
    await credentials(oneOf([KEY, BEARER], [KEY]), { key });
    expect(key.mock.calls).toEqual([[{ operation: "test", scopes: ["read"] }]]);
  });

  test("keeps credentials at their origin, unless a call passes its own", async () => {
    const elsewhere = { baseUrl: "https://other.example" };
    expect(await credentials(oneOf([KEY]), { key: "k" }, { call: elsewhere })).toEqual({});
    expect(await credentials(oneOf([KEY]), { key: "k" }, { call: { baseUrl: "https://api.example/v2" } })).toEqual({
      "x-key": "k",
    });
    expect(await credentials(oneOf([KEY]), { key: "k" }, { call: { ...elsewhere, auth: { key: "o" } } })).toEqual({
      "x-key": "o",
    });
  });

  test("sends credentials and credential headers to authOrigins, too", async () => {
    const elsewhere = { baseUrl: "https://other.example" };
    const options = { headers: { Authorization: "Digest x", Cookie: "a=b", "X-Mine": "1" }, call: elsewhere };
    expect(await credentials(oneOf([KEY]), { key: "k" }, options)).toEqual({ "x-mine": "1" });
    expect(
      await credentials(oneOf([KEY]), { key: "k" }, { ...options, authOrigins: ["https://other.example"] }),
    ).toEqual({ authorization: "Digest x", cookie: "a=b", "x-key": "k", "x-mine": "1" });
  });

  /** Responds with 401 to all but `valid`. Returns the keys that were sent, and the outcome. */
  async function refuse(auth: object, { valid, ...spec }: Partial<OperationSpec> & { valid: string }, input = {}) {
    const keys: (string | null)[] = [];
    const fetch = async ({ headers }: Request) => {
      keys.push(headers.get("x-key"));
      return headers.get("x-key") === valid ? Response.json({}) : new Response(null, { status: 401 });
    };
    const send = createSender({ baseUrl: "https://api.example", fetch, auth });
    const { status } = await send(operationOf({ ...oneOf([KEY]), ...spec }), input);
    return { keys, status };
  }

  const BYTES = { contents: [{ mediaType: "application/octet-stream", codec: "binary" }] } as const;

  test("repeats a request once after 401 if the provider has another credential", async () => {
    const seen: unknown[] = [];
    const provider = (context: { readonly refused?: unknown }) => {
      seen.push(context.refused);
      return changing(context);
    };
    expect(await refuse({ key: provider }, { valid: "new" })).toEqual({ keys: ["old", "new"], status: 200 });
    expect(seen).toEqual([undefined, "old"]);
    expect(await refuse({ key: provider }, { valid: "newer" })).toEqual({ keys: ["old", "new"], status: 401 });
    expect(await refuse({ key: () => "same" }, { valid: "new" })).toEqual({ keys: ["same"], status: 401 });
    expect(await refuse({ key: "fixed" }, { valid: "new" })).toEqual({ keys: ["fixed"], status: 401 });
    expect(await refuse({}, { valid: "new" })).toEqual({ keys: [null], status: 401 });
  });

  test("repeats the body, unless it is a stream", async () => {
    const spec = { valid: "new", method: "POST", body: BYTES } as const;
    expect(await refuse({ key: changing }, spec, { body: new Blob(["x"]) })).toEqual({
      keys: ["old", "new"],
      status: 200,
    });
    expect(await refuse({ key: changing }, spec, { body: new Blob(["x"]).stream() })).toEqual({
      keys: ["old"],
      status: 401,
    });
  });

  test.each([
    ["a line break", oneOf([KEY]), { key: "top-secret\r\nx: y" }],
    ["a semicolon in a cookie", oneOf([COOKIE_KEY]), { cookieKey: "top-secret; a=b" }],
    ["not a string", oneOf([BEARER]), { bearer: { token: "top-secret" } }],
  ])("never quotes a credential in a message: %s", async (_, spec, auth) => {
    const sending = sendOne(spec, {}, { auth });
    await expect(sending).rejects.toThrow(WireError);
    await expect(sending).rejects.not.toThrow(/secret/);
  });
});

const typed = (type: string, status = 200): ResponseInit => ({ status, headers: { "content-type": type } });

describe("responses", () => {
  const responses: OperationSpec["responses"] = {
    "200": {
      contents: [
        { mediaType: "application/json", codec: "json" },
        { mediaType: "text/plain", codec: "text" },
        { mediaType: "application/pdf", codec: "binary" },
        { mediaType: "image/*", codec: "binary" },
      ],
      headers: {
        "X-Left": { shape: "integer" },
        "X-Tags": { shape: LIST },
        "X-Bad": { shape: "integer" },
        "X-None": {},
      },
    },
    "204": {},
    "4XX": { contents: [{ mediaType: "application/problem+json", codec: "json" }] },
    "404": { contents: [{ mediaType: "application/json", codec: "json" }] },
  };
  const answer = async (body: BodyInit | null, init: ResponseInit, spec: Partial<OperationSpec> = {}) =>
    (await sendOne({ responses, ...spec }, {}, { response: () => new Response(body, init) })).result;

  test.each([
    [
      "JSON",
      '{"a":1}',
      typed("application/json"),
      { ok: true, status: 200, data: { a: 1 }, contentType: "application/json" },
    ],
    [
      "JSON with a charset",
      "1",
      typed("Application/JSON; charset=UTF-8"),
      { ok: true, status: 200, data: 1, contentType: "application/json" },
    ],
    [
      "JSON without a content type",
      new TextEncoder().encode("1"),
      { status: 200 },
      { ok: true, status: 200, data: 1, contentType: "application/json" },
    ],
    [
      "text in Latin-1",
      new Uint8Array([0xe4]),
      typed("text/plain; charset=iso-8859-1"),
      { ok: true, status: 200, data: "ä", contentType: "text/plain" },
    ],
    ["no body", null, { status: 204 }, { ok: true, status: 204, data: undefined, contentType: undefined }],
    ["an empty text", "", typed("text/plain"), { ok: true, status: 200, data: "", contentType: "text/plain" }],
    [
      "an exact status before its range",
      '"no"',
      typed("application/json", 404),
      { ok: false, status: 404, error: "no", contentType: "application/json" },
    ],
    [
      "a range",
      '"no"',
      typed("application/problem+json", 418),
      { ok: false, status: 418, error: "no", contentType: "application/problem+json" },
    ],
  ] as const)("%s", async (_, body, init, want) => {
    const { headers: _headers, response, ...result } = await answer(body, init);
    expect(result).toEqual(want);
    expect(response.status).toBe(want.status);
  });

  test("decodes bytes as a Blob of their type", async () => {
    const { data, contentType } = await answer("%PDF", typed("application/pdf"));
    expect(data).toBeInstanceOf(Blob);
    expect(data instanceof Blob && [data.type, await data.text(), contentType]).toEqual([
      "application/pdf",
      "%PDF",
      "application/pdf",
    ]);
    expect((await answer("x", typed("image/png"))).contentType).toBe("image/*");
  });

  test("expects no body of HEAD", async () => {
    expect((await answer(null, typed("application/json"), { method: "HEAD" })).data).toBeUndefined();
  });

  test.each([
    ["invalid JSON", "{", typed("application/json"), { status: 0, reason: "syntax", own: 200, text: "{" }],
    ["no JSON", "", typed("application/json"), { status: 0, reason: "empty", own: 200, text: "" }],
    ["no JSON, and no word of it", null, { status: 200 }, { status: 0, reason: "empty", own: 200, text: "" }],
    ["no JSON of a failure", null, { status: 404 }, { status: 0, reason: "empty", own: 404, text: "" }],
    ["nothing, of another type", "", typed("text/html"), { status: 0, reason: "media type", own: 200, text: "" }],
    ["another media type", "<html>", typed("text/html"), { status: 0, reason: "media type", own: 200, text: "<html>" }],
    ["a content type that is none", "x", typed("nonsense"), { status: 0, reason: "media type", own: 200, text: "x" }],
    ["another status", "oops", { status: 500 }, { status: 500, reason: "status", own: 500, text: "oops" }],
    [
      "invalid JSON of a failure",
      "no",
      typed("application/json", 404),
      { status: 0, reason: "syntax", own: 404, text: "no" },
    ],
    [
      "a long body",
      "x".repeat(1e5),
      { status: 500 },
      { status: 500, reason: "status", own: 500, text: "x".repeat(1e5) },
    ],
  ] as const)("unexpected: %s", async (_, body, init, want) => {
    const { ok, status, error, headers, contentType } = await answer(body, init);
    expect(error).toBeInstanceOf(UnexpectedResponse);
    const { reason, status: own, text } = error as UnexpectedResponse; // as the line above has made sure
    expect({ status, reason, own, text }).toEqual(want);
    expect({ ok, headers, contentType }).toEqual({ ok: false, headers: {}, contentType: undefined });
  });

  test("uses the default response for statuses without their own", async () => {
    const spec = { responses: { default: { contents: [{ mediaType: "*/*", codec: "text" }] } } } as const;
    expect(await answer("a", typed("text/x", 503), spec)).toMatchObject({ ok: false, status: 503, error: "a" });
    expect(await answer("a", typed("text/x", 201), spec)).toMatchObject({ ok: true, status: 201, data: "a" });
  });

  test("returns an unexpected response beyond the limit", async () => {
    const { result } = await sendOne({ responses }, {}, { maxBody: 10, response: () => Response.json("x".repeat(20)) });
    expect(result).toMatchObject({ ok: false, status: 0, error: { reason: "size", status: 200 } });
  });

  test("decodes headers on access", async () => {
    const headers = { "content-type": "application/json", "x-left": "3", "x-tags": "a, b", "x-bad": "many" };
    const result = await answer("{}", { headers });
    expect(result.headers).toEqual({ "X-Left": 3, "X-Tags": ["a", "b"], "X-Bad": undefined, "X-None": undefined });
    expect(result.response.headers.get("x-bad")).toBe("many");
  });

  test("keeps __proto__ as data", async () => {
    const { data } = await answer('{"__proto__":{"a":1}}', typed("application/json"));
    expect(Object.keys(data as object)).toEqual(["__proto__"]); // an object, as its text says
  });

  test("yields events one by one", async () => {
    const spec = {
      responses: { "200": { contents: [{ mediaType: "text/event-stream", codec: "event-stream" }] } },
    } as const;
    const { data } = await answer("data: 1\n\nevent: x\ndata: 2\n\n", typed("text/event-stream"), spec);
    const seen: unknown[] = [];
    for await (const event of data as AsyncIterable<unknown>) seen.push(event); // as the media type says
    expect(seen).toEqual([{ data: "1" }, { event: "x", data: "2" }]);
  });
});

/** Responds by URL. Returns the requested URLs and the final status. */
const follow = async (
  places: Record<string, [status: number, location: string]>,
  spec: Partial<OperationSpec> = {},
) => {
  const asked: string[] = [];
  const fetch = async (request: Request) => {
    asked.push(`${request.method} ${request.url} ${request.headers.get("x-key")}`);
    const [status, location] = places[new URL(request.url).pathname] ?? [200, ""];
    return status === 200 ? Response.json({}) : new Response(null, { status, headers: { location } });
  };
  const send = createSender({ baseUrl: "https://api.example", fetch, auth: { key: "k" } });
  const { status, response } = await send(operationOf({ ...oneOf([KEY]), ...spec }));
  return { asked, status, final: response.status };
};

describe("redirects", () => {
  const first = "GET https://api.example/things k";

  test("follows within the origin, with credentials", async () => {
    const { asked, status } = await follow({
      "/things": [302, "/there"],
      "/there": [308, "https://api.example/at-last"],
    });
    expect({ asked, status }).toEqual({
      asked: [first, "GET https://api.example/there k", "GET https://api.example/at-last k"],
      status: 200,
    });
  });

  test("follows five at most", async () => {
    const { asked, status } = await follow({ "/things": [302, "/things"] });
    expect({ count: asked.length, status }).toEqual({ count: 6, status: 302 });
  });

  test.each([
    ["another origin", "https://evil.example/", {}],
    ["another protocol", "http://api.example/", {}],
    ["another method", "/there", { method: "POST" }],
    ["nonsense", "https://", {}],
  ])("returns the redirect: %s", async (_, location, spec) => {
    const { asked, status } = await follow({ "/things": [307, location] }, spec);
    expect({ count: asked.length, status }).toEqual({ count: 1, status: 307 });
  });

  test("returns a documented redirect", async () => {
    const { asked, status } = await follow({ "/things": [302, "/there"] }, { responses: { "302": {} } });
    expect({ count: asked.length, status }).toEqual({ count: 1, status: 302 });
  });
});

const never = (request: Request) =>
  new Promise<Response>((_, reject) => {
    request.signal.addEventListener("abort", () => reject(request.signal.reason));
  });

/** A fetch that ignores signals. */
const hanging = () => new Promise<never>(() => {});

describe("time and signals", () => {
  test("rejects at the timeout", async () => {
    const sending = createSender({ baseUrl: "https://api.example", fetch: never, timeout: 5 })(operationOf({}));
    await expect(sending).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("rejects at the caller's signal, before and during the call", async () => {
    const send = createSender({ baseUrl: "https://api.example", fetch: never });
    const controller = new AbortController();
    const sending = send(operationOf({}), {}, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(sending).rejects.toThrow("enough");
    await expect(send(operationOf({}), {}, { signal: AbortSignal.abort(new Error("never")) })).rejects.toThrow("never");
  });

  test.each<[string, Partial<OperationSpec>, SenderOptions]>([
    ["a provider", oneOf([KEY]), { auth: { key: hanging } }],
    ["middleware", {}, { middleware: [{ onRequest: hanging }] }],
    ["a fetch that does not listen", {}, { fetch: hanging }],
    [
      "an answer that does not end",
      {},
      { fetch: async () => new Response(new ReadableStream(), { headers: { "content-type": "application/json" } }) },
    ],
    ["an attempt", {}, { fetch: hanging, retry: retries({ attempts: 1, attemptTimeout: 5 }) }],
  ])("rejects at the timeout for %s, too", async (_, spec, options) => {
    const { signal } = new AbortController();
    const sending = createSender({ baseUrl: "https://api.example", timeout: 10, signal, ...options })(
      operationOf(spec),
    );
    await expect(sending).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("leaves no listener behind", async () => {
    const { signal } = new AbortController();
    const listeners = { added: 0, removed: 0 };
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners.added++;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners.removed++;
      removeEventListener.apply(signal, args);
    };
    const send = createSender({ baseUrl: "https://api.example", fetch: async () => Response.json({}) });
    for (let call = 0; call < 10; call++) await send(operationOf({}), {}, { signal });
    expect(listeners).toEqual({ added: 10, removed: 10 });
  });
});

const offline = () => Promise.reject(new Error("offline"));
const fetched = async ({ url }: Request) => (url.endsWith("fail") ? offline() : Response.json("fetched"));

describe("middleware, in openapi-fetch's shape", () => {
  test("sees the whole request and every response", async () => {
    const log: unknown[] = [];
    const name = (label: string) => ({
      onRequest: ({ request, schemaPath }: { request: Request; schemaPath: string }) => {
        request.headers.set("x-seen", label);
        log.push([label, schemaPath]);
      },
      onResponse: async ({ response }: { response: Response }) => {
        log.push([label, await response.clone().json()]);
      },
    });
    const { request, result } = await sendOne(
      { path: "/a/{id}", parameters: [{ name: "id", in: "path" }] },
      { path: { id: 1 } },
      { middleware: [name("outer")], call: { middleware: [name("inner")] }, response: () => Response.json({ a: 1 }) },
    );
    expect(request.headers.get("x-seen")).toBe("inner");
    expect(log).toEqual([
      ["outer", "/a/{id}"],
      ["inner", "/a/{id}"],
      ["inner", { a: 1 }],
      ["outer", { a: 1 }],
    ]);
    expect(result.data).toEqual({ a: 1 });
  });

  test("receives the operation and its parameters", async () => {
    const seen: unknown[] = [];
    const onRequest = ({ operation, params, options, id }: MiddlewareContext) =>
      void seen.push([operation, params.query, options.baseUrl, typeof id]);
    await sendOne({ parameters: [{ name: "q", in: "query" }] }, { query: { q: 1 } }, { middleware: [{ onRequest }] });
    expect(seen).toEqual([["test", { q: 1 }, "https://api.example", "string"]]);
  });

  test("of several operations runs for these only", async () => {
    const one = operationOf({ id: "one" });
    const two = operationOf({ id: "two" });
    const three = operationOf({ id: "three" });
    const asked: unknown[] = [];
    const some = onlyFor([one, two], { onRequest: ({ operation }) => void asked.push(operation) });
    const send = createSender({ baseUrl: "https://api.example", fetch: fetched, middleware: [some] });
    for (const operation of [one, three, two]) await send(operation);
    expect(asked).toEqual(["one", "two"]);
  });

  test("of one operation runs for this only", async () => {
    const log: unknown[] = [];
    const failing = operationOf({ id: "failing" });
    const one = onlyFor(operationOf({ id: "one" }) as Operation<{ readonly query: { readonly q: number } }, Result>, {
      onRequest: ({ params }) => void log.push(["request", params.query.q]),
      onResponse: ({ response }) => (log.push(["response", response.status]), Response.json("changed")),
    });
    const other = onlyFor(failing, { onError: ({ operation, error }) => void log.push([operation, `${error}`]) });
    const send = createSender({ baseUrl: "https://api.example", fetch: fetched, middleware: [one, other] });
    const q = [{ name: "q", in: "query" }] as const;
    expect(await send(operationOf({ id: "one", parameters: q }), { query: { q: 1 } })).toMatchObject({
      data: "changed",
    });
    expect(await send(operationOf({ id: "two", parameters: q }), { query: { q: 2 } })).toMatchObject({
      data: "fetched",
    });
    await expect(send(operationOf({ id: "failing", path: "/fail" }))).rejects.toThrow("offline");
    expect(log).toEqual([
      ["request", 1],
      ["response", 200],
      ["failing", "Error: offline"],
    ]);
  });

  test("passes options of a framework's fetch on the request", async () => {
    const seen: unknown[] = [];
    const fetch = async (request: Request) => {
      seen.push(Reflect.get(request, "next"), request.cache);
      return Response.json({});
    };
    const init: RequestInit & { readonly next: object } = { next: { revalidate: 60 }, cache: "no-store" };
    await createSender({ baseUrl: "https://api.example", fetch })(operationOf({}), {}, init);
    expect(seen).toEqual([{ revalidate: 60 }, "no-store"]);
  });

  test("can return a response, replace it, and return one for a failure", async () => {
    const fetch = vi.fn<() => Promise<Response>>(async () => Response.json("fetched"));
    const sendWith = async (middleware: SenderOptions["middleware"] & object, get: () => Promise<Response> = fetch) =>
      (await createSender({ baseUrl: "https://api.example", fetch: get, middleware })(operationOf({}))).data;
    expect(await sendWith([{ onRequest: () => Response.json("cached") }])).toBe("cached");
    expect(fetch).not.toHaveBeenCalled();
    expect(await sendWith([{ onResponse: () => Response.json("changed") }])).toBe("changed");
    expect(await sendWith([{ onError: () => Response.json("saved") }], offline)).toBe("saved");
    await expect(sendWith([{ onError: () => new Error("told") }], offline)).rejects.toThrow("told");
  });
});
