/**
 * Hazards for a generated client: hostile callers, servers and networks. Each row has a call, the responses of the
 * network, the expected requests and the expected outcome.
 */
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { loadGenerated } from "../../../generator/5-program/load-generated.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";
import type { SenderOptions } from "../../../templates/runtime/client/client.ts";
import type { Middleware } from "../../../templates/runtime/client/middleware.ts";
import { retries } from "../../../templates/runtime/client/retry.ts";
import type { ServerChoice } from "../../../templates/runtime/client/servers.ts";
import { withFiles } from "../../support/description-folder.ts";

const DESCRIPTION = `
openapi: 3.2.0
info: { title: Strangers, version: "1" }
servers:
  - url: https://{region}.example/v1
    variables: { region: { default: api, enum: [api, eu] }, tenant: { default: none } }
  - url: https://{tenant}.other.example
    variables: { tenant: { default: a } }
security: [{ key: [] }]
paths:
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: &id { type: string } }]
    get: { operationId: get, responses: &responses { "200": { description: ok, content: &json { application/json: { schema: {} } } }, "204": { description: none }, "205": { description: none }, "304": { description: same }, "404": { description: no, content: { application/problem+json: { schema: {} } } } } }
    head: { operationId: head, responses: *responses }
    put: { operationId: put, requestBody: &bytes { content: { application/octet-stream: { schema: {} } } }, responses: *responses }
    post: { operationId: post, requestBody: { content: *json }, responses: *responses }
    delete: { operationId: remove, responses: *responses }
  /counts/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: number } }]
    get: { operationId: count, responses: *responses }
  /query: { get: { operationId: byQuery, security: [{ query: [] }], responses: *responses } }
  /cookie: { get: { operationId: byCookie, security: [{ cookie: [] }], responses: *responses } }
  /bearer: { get: { operationId: byBearer, security: [{ bearer: [] }], responses: *responses } }
  /elsewhere: { get: { operationId: elsewhere, servers: [{ url: "https://files.example" }], responses: *responses } }
  /form: { get: { operationId: form, responses: { "200": { description: ok, content: { application/x-www-form-urlencoded: { schema: { type: object } } } } } } }
  /parts: { get: { operationId: parts, responses: { "200": { description: ok, content: { multipart/form-data: { schema: { type: object } } } } } } }
  /text: { get: { operationId: text, responses: { "200": { description: ok, content: { text/plain: { schema: { type: string } } } } } } }
  /lines: { get: { operationId: lines, responses: { "200": { description: ok, content: { application/jsonl: { itemSchema: {} } } } } } }
  /moved: { get: { operationId: moved, responses: { "302": { description: there } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
    query: { type: apiKey, in: query, name: key }
    cookie: { type: apiKey, in: cookie, name: sid }
    bearer: { type: http, scheme: bearer }
`;

const { value: running } = await withFiles({ "openapi.yaml": DESCRIPTION }, (folder) =>
  loadGenerated({ ...DEFAULT_SOURCE, spec: join(folder, "openapi.yaml") }),
);
if (running === undefined) throw new Error("every case is legal");

interface Options extends Omit<SenderOptions, "server"> {
  readonly server?: ServerChoice;
}
interface Result {
  readonly status: number;
  readonly data?: unknown;
  readonly error?: unknown;
}
type Method = (input?: object, options?: Options) => Promise<Result>;
type CreateApi = (options: Options) => Readonly<Record<string, Method>>;
const createApi = running.program.module("client")["createApi"] as CreateApi; // as its template has it

interface Given {
  readonly id?: string;
  readonly input?: object;
  readonly options?: Options;
  readonly call?: Options;
  /** Responses in order, the last one repeatedly. Default: JSON. */
  readonly responses?: readonly ((request: Request) => Response | Promise<Response>)[];
  /** The outcome to compare. Default: status and value of the result. */
  readonly read?: (result: Result) => unknown;
  /** Milliseconds to advance the clock. */
  readonly time?: number;
}

interface Want {
  /** Requests as `GET url key`, with the credential of any place. */
  readonly sent?: readonly string[];
  readonly result?: unknown;
  /** The name and message of the error that the call rejects with. */
  readonly rejects?: RegExp;
}

const SECRET = "top-secret";
const AUTH = { key: SECRET, query: SECRET, cookie: SECRET, bearer: SECRET };

/** Returns the requests and the outcome of a call. No message of the outcome contains the credential. */
async function check(
  { id = "get", input, options, call, responses: answers = [json({})], read = brief, time = 0 }: Given,
  want: Want,
) {
  const sent: string[] = [];
  const fetch = async (request: Request) => {
    const { method, url, headers } = request;
    const found = [headers.get("x-api-key"), headers.get("cookie"), headers.get("authorization")].filter(Boolean);
    sent.push([method, url, ...found].join(" "));
    return (answers[sent.length - 1] ?? answers.at(-1) ?? json({}))(request);
  };
  const sending = createApi({ auth: AUTH, fetch, ...options })[id]?.(input ?? { path: { id: "1" } }, call);
  if (sending === undefined) throw new Error(`there is no operation ${id}`);
  const settled = sending.then(
    async (result) => ({ result: await read(result) }),
    (error: Error) => ({ rejects: `${error.name}: ${error.message}` }),
  );
  if (time > 0) await vi.advanceTimersByTimeAsync(time);
  const outcome = await settled;
  expect(JSON.stringify(outcome) ?? "").not.toContain(SECRET);
  const rejection: unknown = expect.stringMatching(want.rejects ?? "");
  const wanted = want.rejects === undefined ? { result: want.result ?? [200, {}] } : { rejects: rejection };
  expect({ sent, outcome }).toEqual({ sent: want.sent ?? sent, outcome: wanted });
}

function brief({ status, data, error }: Result): unknown {
  return [
    status,
    data ?? (error instanceof Error ? [Reflect.get(error, "reason"), Reflect.get(error, "text")] : error),
  ];
}

const json = (value: unknown, init?: ResponseInit) => () => Response.json(value, init);
const empty =
  (status: number, headers: HeadersInit = {}) =>
  () =>
    new Response(null, { status, headers });
const text =
  (body: BodyInit, type: string, status = 200) =>
  () =>
    new Response(body, { status, headers: { "content-type": type } });
const to = (location: string, status = 302) => empty(status, { location });

/** Streams any number of bytes without holding them. */
const endless = (bytes: number, type: string) => () => {
  let left = bytes / 2 ** 16;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new Uint8Array(2 ** 16).fill(97));
      else controller.close();
    },
  });
  return new Response(stream, { headers: { "content-type": type } });
};

const HERE = "https://api.example/v1/things/1";
const ONCE = [`GET ${HERE} ${SECRET}`];
const NOTHING: Want["sent"] = [];

const path = (id: unknown): Given => ({ input: { path: { id } } });
const count = (id: unknown): Given => ({ id: "count", input: { path: { id } } });
const moves = (target: string | ((request: Request) => URL | string)): Middleware => ({
  onRequest: ({ request }) => new Request(typeof target === "string" ? target : target(request), request),
});

const ROWS: readonly [name: string, given: Given, want: Want][] = [
  // path values
  ["path: nothing", path(""), { sent: NOTHING, rejects: /^WireError: path parameter "id" must not be null or empty/ }],
  ["path: a dot", path("."), { sent: NOTHING, rejects: /^WireError: .* must not be empty, "\."/ }],
  ["path: two dots", path(".."), { sent: NOTHING, rejects: /^WireError: .* must not be empty, "\."/ }],
  ["path: half a character", path("\ud800"), { sent: NOTHING, rejects: /^WireError: .* surrogate/ }],
  ["path: null", path(null), { sent: NOTHING, rejects: /^WireError: .* must not be null or empty/ }],
  ["path: undefined", path(undefined), { sent: NOTHING, rejects: /^WireError: .* must not be null or empty/ }],
  ["path: an object for a text", path({ a: 1 }), { sent: NOTHING, rejects: /^WireError: .* single value/ }],
  ["path: a list for a text", path(["a"]), { sent: NOTHING, rejects: /^WireError: .* single value/ }],
  ["path: NaN", count(Number.NaN), { sent: NOTHING, rejects: /^WireError: .* finite/ }],
  ["path: infinity", count(Infinity), { sent: NOTHING, rejects: /^WireError: .* finite/ }],
  ["path: steps up", path("../x"), { sent: [`GET https://api.example/v1/things/..%2Fx ${SECRET}`] }],
  ["path: dots that are escaped", path("%2e%2E"), { sent: [`GET https://api.example/v1/things/%252e%252E ${SECRET}`] }],
  ["path: another query", path("1?a=b#c"), { sent: [`GET https://api.example/v1/things/1%3Fa%3Db%23c ${SECRET}`] }],
  ["path: a backslash", path("\\..\\x"), { sent: [`GET https://api.example/v1/things/%5C..%5Cx ${SECRET}`] }],

  // redirects
  ...[301, 302, 303, 307, 308].flatMap((status): [string, Given, Want][] => [
    [
      `redirect: ${status} of GET within the origin`,
      { responses: [to("/v1/there", status), json({})] },
      { sent: [...ONCE, `GET https://api.example/v1/there ${SECRET}`] },
    ],
    [
      `redirect: ${status} to another origin is the answer, and the key stays`,
      { responses: [to("https://evil.example/", status)] },
      { sent: ONCE, result: [status, ["redirect", ""]] },
    ],
    [
      `redirect: ${status} of POST is the answer: nothing is sent twice`,
      { id: "post", input: { path: { id: "1" }, body: {} }, responses: [to("/v1/there", status)] },
      { sent: [`POST ${HERE} ${SECRET}`], result: [status, ["redirect", ""]] },
    ],
  ]),
  [
    "redirect: of HEAD",
    { id: "head", responses: [to("/v1/there"), empty(200)] },
    { sent: [`HEAD ${HERE} ${SECRET}`, `HEAD https://api.example/v1/there ${SECRET}`], result: [200, undefined] },
  ],
  [
    "redirect: of DELETE",
    { id: "remove", responses: [to("/v1/there")] },
    { sent: [`DELETE ${HERE} ${SECRET}`], result: [302, ["redirect", ""]] },
  ],
  [
    "redirect: of PUT",
    { id: "put", input: { path: { id: "1" }, body: new Blob(["x"]) }, responses: [to("/v1/there", 307)] },
    { sent: [`PUT ${HERE} ${SECRET}`], result: [307, ["redirect", ""]] },
  ],
  [
    "redirect: to http",
    { responses: [to("http://api.example/v1/there")] },
    { sent: ONCE, result: [302, ["redirect", ""]] },
  ],
  [
    "redirect: to another port",
    { responses: [to("https://api.example:8443/")] },
    { sent: ONCE, result: [302, ["redirect", ""]] },
  ],
  [
    "redirect: to a host without a protocol",
    { responses: [to("//evil.example/")] },
    { sent: ONCE, result: [302, ["redirect", ""]] },
  ],
  [
    "redirect: to a program",
    { responses: [to("javascript:alert(1)")] },
    { sent: ONCE, result: [302, ["redirect", ""]] },
  ],
  [
    "redirect: to a user of the same host",
    { responses: [to("https://me:pass@api.example/")] },
    { sent: ONCE, result: [302, ["redirect", ""]] },
  ],
  ["redirect: nowhere", { responses: [empty(302)] }, { sent: ONCE, result: [302, ["status", ""]] }],
  [
    "redirect: six of them",
    { responses: [to("/v1/things/1")] },
    { sent: Array.from({ length: 6 }, () => ONCE).flat(), result: [302, ["redirect", ""]] },
  ],
  [
    "redirect: there, and on to another origin",
    { responses: [to("/v1/there"), to("https://evil.example/")] },
    { sent: [...ONCE, `GET https://api.example/v1/there ${SECRET}`], result: [302, ["redirect", ""]] },
  ],
  [
    "redirect: one that the description names",
    { id: "moved", input: {}, responses: [to("/v1/there")] },
    { sent: [`GET https://api.example/v1/moved ${SECRET}`], result: [302, undefined] },
  ],

  // credentials
  ["credentials: at home", {}, { sent: ONCE }],
  [
    "credentials: another base URL of a call",
    { call: { baseUrl: "https://evil.example" } },
    { sent: ["GET https://evil.example/things/1"] },
  ],
  [
    "credentials: another port",
    { call: { baseUrl: "https://api.example:8443" } },
    { sent: ["GET https://api.example:8443/things/1"] },
  ],
  [
    "credentials: http instead",
    { call: { baseUrl: "http://api.example" } },
    { sent: ["GET http://api.example/things/1"] },
  ],
  [
    "credentials: another path of the origin",
    { call: { baseUrl: "https://api.example/v2/" } },
    { sent: [`GET https://api.example/v2/things/1 ${SECRET}`] },
  ],
  [
    "credentials: a base URL of all calls is home",
    { options: { baseUrl: "https://mine.example" } },
    { sent: [`GET https://mine.example/things/1 ${SECRET}`] },
  ],
  [
    "credentials: another entry of servers",
    { call: { server: { url: "https://{tenant}.other.example" } } },
    { sent: ["GET https://a.other.example/things/1"] },
  ],
  [
    "credentials: another value of a variable",
    { call: { server: { url: "https://{region}.example/v1", variables: { region: "eu" } } } },
    { sent: ["GET https://eu.example/v1/things/1"] },
  ],
  [
    "credentials: a server of the operation's own",
    { id: "elsewhere", input: {} },
    { sent: ["GET https://files.example/elsewhere"] },
  ],
  [
    "credentials: an origin that is named",
    { id: "elsewhere", input: {}, options: { authOrigins: ["https://files.example"] } },
    { sent: [`GET https://files.example/elsewhere ${SECRET}`] },
  ],
  [
    "credentials: a call's own go where it goes",
    { call: { baseUrl: "https://b.example", auth: { key: "mine" } } },
    { sent: ["GET https://b.example/things/1 mine"] },
  ],
  [
    "credentials: in the query",
    { id: "byQuery", input: {} },
    { sent: [`GET https://api.example/v1/query?key=${SECRET}`] },
  ],
  [
    "credentials: in a cookie",
    { id: "byCookie", input: {}, call: { baseUrl: "https://evil.example" } },
    { sent: ["GET https://evil.example/cookie"] },
  ],
  [
    "credentials: of the sender's headers",
    {
      options: { headers: { authorization: SECRET, cookie: `a=${SECRET}` } },
      call: { baseUrl: "https://evil.example" },
    },
    { sent: ["GET https://evil.example/things/1"] },
  ],
  [
    "credentials: middleware to another path",
    { options: { middleware: [moves("https://api.example/x")] } },
    { sent: [`GET https://api.example/x ${SECRET}`] },
  ],
  [
    "credentials: middleware to another origin",
    { options: { middleware: [moves("https://evil.example/x")] } },
    { sent: NOTHING, rejects: /^TypeError: .*an origin that is not in "authOrigins"/ },
  ],
  [
    "credentials: middleware of a call, the same in the query",
    { id: "byQuery", input: {}, call: { middleware: [moves(({ url }) => url.replace("api.", "evil."))] } },
    { sent: NOTHING, rejects: /^TypeError: .*an origin that is not in "authOrigins"/ },
  ],
  [
    "credentials: middleware to an origin that is named",
    { options: { authOrigins: ["https://eu.example"], middleware: [moves("https://eu.example/x")] } },
    { sent: [`GET https://eu.example/x ${SECRET}`] },
  ],
  [
    "credentials: middleware to another origin, without any",
    { options: { auth: {}, middleware: [moves("https://eu.example/x")] } },
    { sent: ["GET https://eu.example/x"] },
  ],
  [
    "credentials: with a line break",
    { options: { auth: { key: `${SECRET}\r\nx: y` } } },
    { sent: NOTHING, rejects: /^WireError: .*character/ },
  ],
  [
    "credentials: beyond Latin-1",
    { id: "byBearer", input: {}, options: { auth: { bearer: `${SECRET}€` } } },
    { sent: NOTHING, rejects: /^WireError: .*character/ },
  ],
  [
    "credentials: with a semicolon in a cookie",
    { id: "byCookie", input: {}, options: { auth: { cookie: `${SECRET}; a=b` } } },
    { sent: NOTHING, rejects: /^WireError/ },
  ],
  [
    "credentials: no text",
    { options: { auth: { key: { token: SECRET } } } },
    { sent: NOTHING, rejects: /^WireError: a credential in "auth" does not/ },
  ],

  // base URL
  [
    "base URL: a file",
    { options: { baseUrl: "file:///etc/passwd" } },
    { sent: NOTHING, rejects: /^TypeError: baseUrl must be an http/ },
  ],
  [
    "base URL: data",
    { options: { baseUrl: "data:text/plain,x" } },
    { sent: NOTHING, rejects: /^TypeError: baseUrl must be an http/ },
  ],
  [
    "base URL: a program",
    { options: { baseUrl: "javascript:alert(1)" } },
    { sent: NOTHING, rejects: /^TypeError: baseUrl must be an http/ },
  ],
  [
    "base URL: relative, in no browser",
    { options: { baseUrl: "/v1" }, id: "elsewhere", input: {} },
    { sent: NOTHING, rejects: /^TypeError: set baseUrl to an absolute URL/ },
  ],
  [
    "base URL: with a password",
    { options: { baseUrl: `https://me:${SECRET}@api.example` } },
    { sent: NOTHING, rejects: /^TypeError: baseUrl must be an http/ },
  ],
  [
    "base URL: with a query",
    { options: { baseUrl: `https://api.example?${SECRET}` } },
    { sent: NOTHING, rejects: /^TypeError: baseUrl must be an http/ },
  ],
  [
    "base URL: of one call, no better",
    { call: { baseUrl: "file:///etc/passwd" } },
    { sent: NOTHING, rejects: /^TypeError: baseUrl must be an http/ },
  ],
  ["base URL: one slash at the join", { options: { baseUrl: "https://api.example/v1///" } }, { sent: ONCE }],
  [
    "base URL: a variable within its enum",
    { call: { server: { url: "https://{region}.example/v1", variables: { region: "evil" } } } },
    { sent: NOTHING, rejects: /^TypeError: server variable "region" must be api or eu/ },
  ],
  [
    "base URL: a variable that ends the host",
    { call: { server: { url: "https://{tenant}.other.example", variables: { tenant: "evil.example/" } } } },
    { sent: NOTHING, rejects: /^TypeError: server variable "tenant" must be a part of a host name/ },
  ],
  [
    "base URL: no server of the description",
    { call: { server: { url: "https://evil.example" } } },
    { sent: NOTHING, rejects: /^TypeError: server must be a server of the description/ },
  ],

  // bodies
  ...[204, 205, 304].map((status): [string, Given, Want] => [
    `body: ${status} is undefined`,
    { responses: [empty(status)] },
    { result: [status, undefined] },
  ]),
  [
    "body: 204 that names a type",
    { responses: [empty(204, { "content-type": "application/json" })] },
    { result: [204, undefined] },
  ],
  [
    "body: HEAD is undefined",
    { id: "head", responses: [empty(200, { "content-type": "application/json", "content-length": "9" })] },
    { result: [200, undefined] },
  ],
  ["body: empty JSON", { responses: [text("", "application/json")] }, { result: [0, ["empty", ""]] }],
  ["body: wrong JSON", { responses: [text("{'a'", "application/json")] }, { result: [0, ["syntax", "{'a'"]] }],
  [
    "body: wrong JSON of a failure",
    { responses: [text("<h1>", "application/problem+json", 404)] },
    { result: [0, ["syntax", "<h1>"]] },
  ],
  ["body: another type", { responses: [text("<h1>", "text/html")] }, { result: [0, ["media type", "<h1>"]] }],
  ["body: a type that is none", { responses: [text("{}", "application")] }, { result: [0, ["media type", "{}"]] }],
  [
    "body: a status that is undeclared",
    { responses: [text("no", "text/plain", 500)] },
    { result: [500, ["status", "no"]] },
  ],
  [
    "body: 10 MiB of what is unexpected",
    { responses: [endless(2 ** 24, "text/html")] },
    { result: [0, ["media type", "a".repeat(10 * 2 ** 20)]] },
  ],
  [
    "body: JSON of more than 10 MiB",
    { responses: [endless(10 * 2 ** 20 + 2 ** 16, "application/json")] },
    { result: [0, ["size", "a".repeat(10 * 2 ** 20)]] },
  ],
  [
    "body: text of 10 MiB",
    {
      id: "text",
      input: {},
      responses: [endless(10 * 2 ** 20, "text/plain")],
      read: ({ data }) => (data as string).length,
    },
    { result: 10 * 2 ** 20 },
  ],
  [
    "body: text of more",
    { id: "text", input: {}, responses: [endless(10 * 2 ** 20 + 2 ** 16, "text/plain")] },
    { result: [0, ["size", "a".repeat(10 * 2 ** 20)]] },
  ],
  [
    "body: a form of more",
    { id: "form", input: {}, responses: [endless(2 ** 40, "application/x-www-form-urlencoded")] },
    { result: [0, ["size", ""]] },
  ],
  [
    "body: multipart of more",
    { id: "parts", input: {}, responses: [endless(2 ** 40, "multipart/form-data; boundary=b")] },
    { result: [0, ["size", ""]] },
  ],
  [
    "body: a line of more",
    {
      id: "lines",
      input: {},
      responses: [endless(2 ** 40, "application/jsonl")],
      read: ({ data }) => first(data).catch(String),
    },
    { result: expect.stringMatching(/^WireError: has an item longer than/) },
  ],
  [
    "body: __proto__ in JSON stays data",
    { responses: [text('{"__proto__":{"a":1}}', "application/json")], read: names },
    { result: [["__proto__"], undefined] },
  ],
  [
    "body: __proto__ in a form stays data",
    { id: "form", input: {}, responses: [text("__proto__=1&a=2", "application/x-www-form-urlencoded")], read: names },
    { result: [["__proto__", "a"], "2"] },
  ],
  [
    "body: __proto__ in multipart stays data",
    {
      id: "parts",
      input: {},
      responses: [
        text(
          '--b\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--b--\r\n',
          "multipart/form-data; boundary=b",
        ),
      ],
      read: names,
    },
    { result: [["__proto__"], undefined] },
  ],

  // retries
  ["retries: none by default", { responses: [empty(503)] }, { sent: ONCE, result: [503, ["status", ""]] }],
  [
    "retries: none of a network that fails",
    { responses: [() => Promise.reject(new TypeError("fetch failed"))] },
    { sent: ONCE, rejects: /^TypeError: fetch failed/ },
  ],
  [
    "retries: of GET",
    { options: { retry: retries({ delay: 0 }) }, responses: [empty(503), json({})] },
    { sent: [...ONCE, ...ONCE] },
  ],
  [
    "retries: of PUT, its body again",
    {
      id: "put",
      input: { path: { id: "1" }, body: new Blob(["x"]) },
      options: { retry: retries({ delay: 0 }) },
      responses: [empty(503), json({})],
    },
    { sent: [`PUT ${HERE} ${SECRET}`, `PUT ${HERE} ${SECRET}`] },
  ],
  [
    "retries: not of POST",
    {
      id: "post",
      input: { path: { id: "1" }, body: {} },
      options: { retry: retries({ delay: 0 }) },
      responses: [empty(503)],
    },
    { sent: [`POST ${HERE} ${SECRET}`], result: [503, ["status", ""]] },
  ],
  [
    "retries: not of a stream",
    {
      id: "put",
      input: { path: { id: "1" }, body: new Blob(["x"]).stream() },
      options: { retry: retries({ delay: 0 }) },
      responses: [empty(503)],
    },
    { sent: [`PUT ${HERE} ${SECRET}`], result: [503, ["status", ""]] },
  ],
  [
    "retries: a stream is not sent again after 401",
    {
      id: "put",
      input: { path: { id: "1" }, body: new Blob(["x"]).stream() },
      options: { auth: { key: ({ refused }: { refused?: unknown }) => (refused ? "b" : "a") } },
      responses: [empty(401)],
    },
    { sent: [`PUT ${HERE} a`], result: [401, ["status", ""]] },
  ],
];

test.each(ROWS)("%s", async (_, given, want) => check(given, want));

function names({ data }: Result): unknown {
  return [Object.keys(data as object), Reflect.get(data as object, "a")]; // an object, as its text says
}

async function first(items: unknown): Promise<unknown> {
  for await (const item of items as AsyncIterable<unknown>) return item;
  return undefined;
}

const silent = () => new Promise<Response>(() => {});
const late = (milliseconds: number) => () =>
  new Promise<Response>((resolve) => setTimeout(() => resolve(Response.json({})), milliseconds));
const after = (milliseconds: number): AbortSignal => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("enough")), milliseconds);
  return controller.signal;
};

afterEach(() => void vi.useRealTimers());

test.each<[name: string, given: () => Given, want: Want]>([
  [
    "30 s by default",
    () => ({ responses: [silent], time: 30_000 }),
    { rejects: /^TimeoutError: no response within 30000 ms/ },
  ],
  ["what comes before has come in time", () => ({ responses: [late(29_999)], time: 29_999 }), {}],
  [
    "over all attempts",
    () => ({ options: { retry: retries({ attempts: 99 }) }, responses: [empty(503)], time: 30_000 }),
    { rejects: /^TimeoutError/ },
  ],
  [
    "the body included",
    () => ({
      responses: [() => new Response(new ReadableStream(), { headers: { "content-type": "application/json" } })],
      time: 30_000,
    }),
    { rejects: /^TimeoutError/ },
  ],
  [
    "the caller's signal wins",
    () => ({ call: { signal: after(10) }, responses: [silent], time: 10 }),
    { rejects: /^Error: enough/ },
  ],
  [
    "a call's signal stands for that of all calls",
    () => ({ options: { signal: after(10) }, call: { signal: after(20) }, responses: [late(15)], time: 20 }),
    {},
  ],
  [
    "a time of the call's own",
    () => ({ call: { timeout: 50 }, responses: [silent], time: 50 }),
    { rejects: /^TimeoutError: no response within 50 ms/ },
  ],
])("time: %s", async (_, given, want) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  await check(given(), want);
  expect(vi.getTimerCount()).toBe(0);
});

test("time: leaves no listener at the signal of 1,000 calls", async () => {
  const { signal } = new AbortController();
  const listeners = new Set<unknown>();
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    listeners.add(args[1]);
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    listeners.delete(args[1]);
    removeEventListener.apply(signal, args);
  };
  const outcomes = [json({}), empty(500), text("{", "application/json"), () => Promise.reject(new TypeError("lost"))];
  let calls = 0;
  const fetch = async () => (outcomes[calls++ % outcomes.length] ?? json({}))();
  const api = createApi({ auth: AUTH, fetch, signal });
  for (let call = 0; call < 1_000; call++) await api["get"]?.({ path: { id: "1" } }).catch(() => undefined);
  expect([calls, listeners.size]).toEqual([1_000, 0]);
});
