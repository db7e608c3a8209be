/** Sends hostile requests as raw bytes to every adapter. */
import { connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { forbidden } from "../../../templates/server/security.ts";
import { ADAPTERS, type Running } from "../../support/adapters.ts";
import { type AnyInput, sampleServer } from "./sample-server.ts";

const KEY = "X-Api-Key: secret";

/** Returns the bytes of a request after which the connection is closed. */
function request(line: string, headers: readonly string[] = [], body = ""): string {
  return [`${line} HTTP/1.1`, "Host: localhost", "Connection: close", ...headers, "", body].join("\r\n");
}

/** Returns a request to `createThing`. */
function post(body: string, type = "application/json", headers: readonly string[] = [KEY]): string {
  return request("POST /things", [...headers, `Content-Type: ${type}`, `Content-Length: ${body.length}`], body);
}

/** Returns a request to `uploadFiles`. */
function form(body: string, boundary = "x"): string {
  const type = `Content-Type: multipart/form-data; boundary=${boundary}`;
  return request("POST /things/7/files", [type, `Content-Length: ${body.length}`], body);
}

function part(name: string, text = "1", header = ""): string {
  return `--x\r\nContent-Disposition: form-data; name="${name}"\r\n${header}\r\n${text}\r\n`;
}

const things = (query: string) => request(`GET /things?${query}`, [KEY]);
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const ones = (count: number) => `[${"1,".repeat(count - 1)}1]`;
const problem = (status: number) =>
  new RegExp(`^HTTP/1\\.1 ${status} [^]*\\r\\ncontent-type: application/problem\\+json\\r\\n`, "i");

type Row = readonly [hazard: string, request: string, want: RegExp];

const REJECTED: readonly Row[] = [
  [
    "body: a declared length",
    request("POST /things", [KEY, "Content-Type: application/json", "Content-Length: 100001"]),
    problem(413),
  ],
  ["body: chunks beyond the limit", chunked("x".repeat(50_000), "x".repeat(60_000)), problem(413)],
  ["body: an unknown transfer coding", chunked("{}").replace(": chunked", ": gzip, chunked"), problem(501)],
  ["slow senders: a body that stops", post("{").replace(/Length: \d+/, "Length: 9"), problem(408)],
  ["JSON: too deep", post(nested(65)), problem(400)],
  ["JSON: far too deep", post(nested(40_000)), problem(400)],
  ["JSON: too many items", post(ones(10_001)), problem(400)],
  ["JSON: truncated", post('{"name":"a"'), problem(400)],
  ["JSON: not UTF-8", post('{"name":"\xff"}'), problem(400)],
  ["JSON: empty", post(""), problem(400)],
  ["content type: unknown", post("{}", "text/html"), problem(415)],
  ["content type: none", post("{}").replace(/Content-Type.*\r\n/, ""), problem(415)],
  ["content type: another charset", post("{}", "application/json; charset=latin1"), problem(415)],
  ["content type: malformed", post("{}", "application/json, text/html"), problem(415)],
  ["content type: two, the first empty", post("{}", "\r\nContent-Type: application/json"), problem(415)],
  // what is recognised is validated: this body lacks its name
  ["content type: in capitals", post("{}", "APPLICATION/JSON"), problem(400)],
  ["content type: among tabs and spaces", post("{}", "\tapplication/json \t;\tcharset=utf-8 "), problem(400)],
  ["content type: with an empty parameter", post("{}", "application/json;"), problem(400)],
  ["query: bad percent-encoding", things("other=%zz"), problem(400)],
  ["query: half a character", things("other=%c3"), problem(400)],
  ["query: a scalar twice", things("page=1&page=2"), problem(400)],
  ["query: too many pairs", things("a&".repeat(101)), problem(400)],
  ["coercion: hexadecimal", things("page=0x10"), problem(400)],
  ["coercion: an exponent", things("page=1e3"), problem(400)],
  ["coercion: a space", things("page=%201"), problem(400)],
  ["coercion: minus zero, which is an integer below 1", things("page=-0"), /^HTTP\/1\.1 400 [^]*must be at least 1/],
  ["coercion: nothing", things("page="), problem(400)],
  ["coercion: more than a double holds", things("page=9007199254740993"), problem(400)],
  ["prototype keys: in a body", post('{"name":"a","__proto__":{"isAdmin":true}}'), problem(400)],
  ["prototype keys: escaped", post('{"name":"a","\\u005f_proto__":1}'), problem(400)],
  ["prototype keys: within", post('{"name":"a","of":[{"__proto__":1}]}'), problem(400)],
  ["prototype keys: in a form", form(`${part("__proto__")}--x--`), problem(400)],
  ["methods: unknown", request("PROPFIND /things", [KEY]), problem(501)],
  [
    "methods: not here",
    request("DELETE /things", [KEY]),
    /^HTTP\/1\.1 405 [^]*\r\nallow: GET, POST, HEAD, OPTIONS\r\n/i,
  ],
  ["path: unknown", request("GET /"), problem(404)],
  ["path: a trailing slash", request("GET /things/new/"), problem(404)],
  ["path: two slashes", request("GET //things/new"), problem(404)],
  ["path: a property of objects", request("GET /__proto__"), problem(404)],
  ["path: of another server", request("GET http://example.com/nothing"), problem(404)],
  [
    "authentication: none, whatever else is wrong",
    post("{", "text/html", []),
    /^HTTP\/1\.1 401 [^]*\r\nwww-authenticate: /i,
  ],
  [
    "authentication: wrong",
    request("GET /things", ["X-Api-Key: guess"]),
    /^HTTP\/1\.1 401 [^]*\r\nwww-authenticate: /i,
  ],
  ["authentication: too little", request("GET /things", ["X-Api-Key: visitor"]), problem(403)],
  ["authentication: twice", request("GET /things", [KEY, KEY]), problem(401)],
  ["headers out: CR and LF", request("DELETE /things/crlf"), problem(500)],
  ["headers out: NUL", request("DELETE /things/nul"), problem(500)],
  ["headers out: a name with a line break", request("DELETE /things/name"), problem(500)],
  ["multipart: a long boundary", form("", "x".repeat(71)), problem(400)],
  ["multipart: too many parts", form(`${part("a").repeat(101)}--x--`), problem(400)],
  ["multipart: large headers of a part", form(`${part("a", "1", `X: ${"x".repeat(16_384)}\r\n`)}--x--`), problem(400)],
  ["multipart: truncated", form(part("a")), problem(400)],
  ["multipart: truncated in a header", form("--x\r\nContent-Disp"), problem(400)],
  ["request: two hosts", request("GET /things/new", ["Host: example.com"]), problem(400)],
  ["request: no host", request("GET /things/new").replace("Host: localhost\r\n", ""), /^HTTP\/1\.1 400 /],
  ["request: no HTTP", "hello\r\n\r\n", problem(400)],
  ["request: a header that is none", request("GET /things/new", ["a b: c"]), problem(400)],
  ["request: a line that ends with LF", "GET /things/new HTTP/1.1\r\nHost: a\r\nx: a\nb: c\r\n\r\n", problem(400)],
  ["request: two lengths", request("POST /things", ["Content-Length: 1", "Content-Length: 2"]), problem(400)],
  ["request: length and chunks", chunked("{}").replace("\r\n", "\r\nContent-Length: 2\r\n"), problem(400)],
  ["request: large headers", request("GET /things/new", [`a: ${"b".repeat(20_000)}`]), problem(431)],
];

const ACCEPTED: readonly Row[] = [
  [
    "query: names of Object.prototype",
    things("__proto__=1&constructor=2&toString"),
    /^HTTP\/1\.1 200 [^]*"query":\{"page":1\}/,
  ],
  ["path: an encoded slash", request("GET /things/a%2Fb"), /\{"id":"a\/b"\}$/],
  ["path: encoded dots", request("GET /things/..%2f"), /\{"id":"\.\.\/"\}$/],
  ["path: decoded once", request("GET /things/%2541"), /\{"id":"%41"\}$/],
  ["path: a property of objects", request("GET /things/__proto__"), /\{"id":"__proto__"\}$/],
  ["path: static before templated", request("GET /things/new"), /\r\n\r\n"new"$/],
  ["target: absolute", request("GET http://example.com/things/7"), /\{"id":"7"\}$/],
  ["methods: HEAD", request("HEAD /things/new"), /^HTTP\/1\.1 200 [^]*content-length: 5\r\n[^]*\r\n\r\n$/i],
  ["methods: OPTIONS", request("OPTIONS /things"), /^HTTP\/1\.1 204 [^]*\r\nallow: GET, POST, HEAD, OPTIONS\r\n/i],
  ["content type: with a charset", post('{"name":"a"}', 'Application/JSON ; Charset="UTF-8"'), /^HTTP\/1\.1 201 /],
  [
    "content type: twice",
    post('{"name":"a"}', "application/json\r\nContent-Type: application/json"),
    /^HTTP\/1\.1 201 /,
  ],
  ["JSON: a byte order mark", post('\xef\xbb\xbf{"name":"a"}'), /^HTTP\/1\.1 201 /],
  ["multipart: a name that is data", form(`${part("constructor")}${part("title")}--x--`), /"title":"1"/],
  ["JSON: as deep as may be", post(`{"name":"a","of":${nested(63)}}`), /^HTTP\/1\.1 201 /],
];

/** Returns a request to `createThing` with a chunked body. */
function chunked(...chunks: readonly string[]): string {
  const body = [...chunks, ""].map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join("");
  return request("POST /things", [KEY, "Content-Type: application/json", "Transfer-Encoding: chunked"], body);
}

const HEADERS: Readonly<Record<string, object>> = {
  crlf: { location: "/a\r\nset-cookie: b=1" },
  nul: { location: "/a\0" },
  name: { "x: 1\r\nset-cookie": "b=1" },
};

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

function open({ url }: Running, text: string): Socket {
  const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(text, "latin1"));
  sockets.push(socket);
  return socket;
}

/** Sends raw bytes and returns everything received until the connection ends. */
function talkTo(running: Running, text: string): Promise<string> {
  return new Promise((resolve) => {
    let response = "";
    const socket = open(running, text).setEncoding("latin1");
    socket.on("data", (chunk) => (response += chunk));
    socket.on("close", () => resolve(response)).on("error", () => undefined); // only the received bytes matter
  });
}

describe.each(ADAPTERS)("$name", ({ name: adapter, start }) => {
  let running: Running;
  let pulled = 0;

  beforeAll(async () => {
    running = await start(
      sampleServer(
        {
          limits: { bodyBytes: 100_000, bodyTime: 500 },
          security: {
            ApiKey: (key: string) => (key === "visitor" ? forbidden : key === "secret" && { user: "ada" }),
          },
        },
        {
          deleteThing: ({ path }: AnyInput) => ({ status: 204, headers: HEADERS[String(path["id"])] }),
          sendText: () => new Response(endless()),
        },
      ),
    );
  });
  afterAll(() => running.close());

  function endless(): ReadableStream<Uint8Array> {
    return new ReadableStream({
      pull(controller) {
        pulled += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
  }

  const talk = (text: string) => talkTo(running, text);

  test.each(REJECTED)("rejects %s", async (_hazard, text, want) => {
    const response = await talk(text);
    expect(response).toMatch(want);
    expect(response).not.toMatch(/set-cookie|isAdmin|\n +at /i);
    expect(response.match(/^HTTP\//gm)).toHaveLength(1);
  });

  test.each(ACCEPTED)("accepts %s", async (_hazard, text, want) => {
    expect(await talk(text)).toMatch(want);
  });

  test("responds to OPTIONS *", async () => {
    // no web `Request` has this target: what has come through one is a path like others
    const isRequest = adapter === "fetch" || adapter === "hono";
    expect(await talk(request("OPTIONS *"))).toMatch(isRequest ? problem(404) : /^HTTP\/1\.1 204 /);
  });

  test("rejects malformed percent-encoding in a path", async () => {
    // Fastify's router refuses it before any plugin sees it
    expect(await talk(request("GET /things/%zz"))).toMatch(adapter === "fastify" ? /^HTTP\/1\.1 400 / : problem(400));
  });

  test("produces no more of a stream than the client reads", async () => {
    const socket = open(running, request("PUT /text"));
    await new Promise((resolve) => socket.once("data", resolve));
    socket.pause();
    let before = -1;
    await expect
      .poll(
        () => {
          const isStill = pulled === before;
          before = pulled;
          return isStill;
        },
        { interval: 100, timeout: 10_000 },
      )
      .toBe(true);
    expect(pulled).toBeLessThan(64 * 2 ** 20);
  });
});

const dripping = "two hundred dripping connections do not keep others waiting, and their bodies are refused";

test.each(ADAPTERS)(`${dripping}: $name`, async ({ start }) => {
  const running = await start(sampleServer({ limits: { bodyTime: 2_000 } }));
  const body = post("{").replace(/Length: \d+/, "Length: 9");
  const drips = Array.from({ length: 200 }, (_, index) =>
    talkTo(running, index % 2 === 0 ? "GET /things HTTP/1.1\r\nHost: l" : body),
  );
  const others = Promise.all(Array.from({ length: 50 }, () => talkTo(running, request("GET /things/new"))));
  expect(await Promise.race([others, Promise.any(drips)])).toBeInstanceOf(Array);
  for (const response of await others) expect(response).toMatch(/^HTTP\/1\.1 200 /);
  for (const response of await Promise.all(drips.filter((_, index) => index % 2 === 1))) {
    expect(response).toMatch(problem(408));
  }
  for (const socket of sockets.splice(0)) socket.destroy();
  await running.close();
});

test.each(ADAPTERS)("$name: completes a request in progress while the server closes", async ({ start }) => {
  let finish: (() => void) | undefined;
  let tell: (() => void) | undefined;
  const arrived = new Promise<void>((resolve) => (tell = resolve));
  const newThing = () => {
    tell?.();
    return new Promise((resolve) => (finish = () => resolve({ status: 200, body: "done" })));
  };
  const running = await start(sampleServer({}, { newThing }));
  const response = fetch(`${running.url}/things/new`);
  await arrived;
  const closed = running.close();
  finish?.();
  expect(await (await response).json()).toBe("done");
  await closed;
  await expect(fetch(`${running.url}/things/new`)).rejects.toThrow("fetch failed");
});
