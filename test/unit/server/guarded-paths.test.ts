/** Sends request targets as raw bytes to each adapter, with a guard for `/pub` before it. No target may pass the guard. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OperationSpec } from "../../../templates/runtime/operation.ts";
import { type Server, createServerFrom } from "../../../templates/server/create-server.ts";
import { splitTarget } from "../../../templates/server/http/request-target.ts";
import type { AnyServerOptions } from "../../../templates/server/options.ts";
import type { Running } from "../../support/adapters.ts";
import { GUARDED_ADAPTERS } from "../../support/guarded-adapters.ts";
import { hasNginx, startNginx } from "../../support/nginx.ts";
import { exchangeBytes, getRequest, statusOf } from "../../support/raw-http.ts";
import type { AnyInput } from "./sample-server.ts";

/** Every operation of a path below `/pub` responds with this. Only a request that passed the guard receives it. */
const SECRET = "behind the guard";

const json = { 200: { contents: [{ mediaType: "application/json", codec: "json" }] } } as const;
const id = [{ name: "id", in: "path", required: true }] as const;
const OPERATIONS: readonly OperationSpec[] = [
  { id: "listSecrets", method: "GET", path: "/pub", responses: json },
  { id: "showSecret", method: "GET", path: "/pub/{id}", parameters: id, responses: json },
  { id: "showFile", method: "GET", path: "/pub/{id}.txt", parameters: id, responses: json },
  { id: "showThing", method: "GET", path: "/x/{id}", parameters: id, responses: json },
  { id: "showCoffee", method: "GET", path: "/café/a:b", responses: json },
];

const secret = () => ({ status: 200, body: SECRET });

function apiServer(options: Pick<AnyServerOptions, "unsafePathStatus" | "allowEncodedSlashes"> = {}): Server {
  const handlers = {
    listSecrets: secret,
    showSecret: secret,
    showFile: secret,
    showThing: ({ path }: AnyInput) => ({ status: 200, body: path["id"] }),
    showCoffee: () => ({ status: 200, body: "coffee" }),
  };
  return createServerFrom({ operations: OPERATIONS, validation: {} }, handlers, options);
}

/** A status, or the parameter that the handler of `/x/{id}` received. */
type Outcome = number | string;

/** Targets with the outcome if the server sees the target, and if the platform has resolved it before. */
const TARGETS: readonly (readonly [target: string, sent: Outcome, resolved?: Outcome])[] = [
  ["/pub", 403],
  ["/pub/7", 403],
  ["/pub?x=/../x/7", 403],
  ["http://example.com/pub", 403],
  ["HTTP://example.com:80/pub/7?x", 403],
  // dot segments
  ["/x/../pub", 404, 403],
  ["/x/7/../../pub/7", 404, 403],
  ["/./pub", 404, 403],
  ["/x/./../pub", 404, 403],
  ["/../pub", 404, 403],
  ["/pub/.", 404, 403],
  ["/x/..", 404],
  ["/x/.", 404],
  ["/x/%2e%2e/pub", 404, 403],
  ["/x/%2E./pub", 404, 403],
  ["/%2e/pub", 404, 403],
  ["/x/%2e", 404],
  ["/x/%2e%2e", 404],
  ["http://example.com/x/../pub", 404, 403],
  ["http://example.com/x/%2e%2e/pub", 404, 403],
  // backslashes
  ["/x\\..\\pub", 404, 403],
  ["/x/..\\pub", 404, 403],
  ["\\pub", 400],
  ["/\\pub", 404],
  ["/x/a\\b", 404],
  ["/x%5c..%5cpub", 404],
  ["/x/..%5cpub", "..\\pub"],
  // needless percent-encoding of fixed segments
  ["/%70ub", 404],
  ["/p%75b/7", 404],
  ["/%70%75%62", 404],
  ["/%2570ub", 404],
  ["/%50ub", 404],
  // encoded slashes
  ["/%2fpub", 404],
  ["/x/..%2fpub", "../pub"],
  ["/x/%2e%2e%2fpub", "../pub"],
  ["/x%2f..%2fpub", 404],
  ["/x/a%2f..%2f..%2fpub", "a/../../pub"],
  ["/pub%2f7", 404],
  ["/x/..%252fpub", "..%2fpub"],
  ["/x/%252e%252e", "%2e%2e"],
  ["/x/a%2Fb", "a/b"],
  ["/x/..a%2f...", "..a/..."],
  // empty segments and slashes
  ["//pub", 404],
  ["//x/pub", 404],
  ["///pub/7", 404],
  ["/x//../pub", 404, "pub"],
  ["/x/", 404],
  // parameters of segments
  ["/pub;x=1", 404],
  ["/;/pub", 404],
  ["/x/..;/pub", 404],
  ["/x/7;v=1", "7;v=1"],
  // characters and encodings
  ["/pub%00", 404],
  ["/pub%20", 404],
  ["/pub.", 404],
  ["/PUB%2f", 404],
  ["/x/%00", "\0"],
  ["/x/%c0%ae%c0%ae/pub", 404],
  ["/x/%c0%af..%c0%afpub", 400],
  ["/%c0%afpub", 404],
  ["/x/%uff0e", 400],
  ["/x/%ef%bc%8e%ef%bc%8e", "．．"],
  ["/%EF%BC%8Fpub", 404],
  ["/x/%zz", 400],
  ["/x/|^", "|^"],
  ["/caf%c3%a9/a:b", "coffee"],
  ["/caf%C3%A9/a%3Ab", 404],
  // fragments, other forms of targets, and long targets
  ["/x/7#/../../pub", 404, "7"],
  ["/#/pub", 404],
  ["/x/%23", "#"],
  ["*", 404],
  ["http:///pub", 404],
  ["http://a@b/pub", 404],
  ["ftp://example.com/pub", 404],
  ["pub", 400],
  [`/x/${"../".repeat(1_000)}pub`, 404, 403],
  [`/x/${"a".repeat(12_000)}`, "a".repeat(12_000)],
  [`/${"a/".repeat(6_000)}pub`, 404],
];

/** Returns what the response says: its status, or the JSON string of a success. */
function outcomeOf(response: string): Outcome {
  const status = statusOf(response);
  if (status !== 200) return status;
  return String(JSON.parse(Buffer.from(response.slice(response.indexOf("\r\n\r\n") + 4), "latin1").toString()));
}

describe.each(GUARDED_ADAPTERS)("$name", ({ isResolved, isReplaced = false, own, start }) => {
  let guarded: Running;
  let open: Running;
  let strict: Running;
  beforeAll(async () => {
    [guarded, open, strict] = await Promise.all([
      start(apiServer(), true),
      start(apiServer(), false),
      start(apiServer({ unsafePathStatus: 400, allowEncodedSlashes: false }), true),
    ]);
  });
  afterAll(async () => void (await Promise.all([guarded, open, strict].map(({ close }) => close()))));

  test("reaches the operations without the guard", async () => {
    for (const target of ["/pub", "/pub/7", "/pub/7.txt", "http://example.com/pub"]) {
      expect(outcomeOf(await exchangeBytes(open.url, getRequest(target)))).toBe(SECRET);
    }
  });

  test.each(TARGETS.map(([target, ...wanted]) => ({ target, wanted })))(
    "keeps the guard at $target",
    async ({ target, wanted }) => {
      const [sent, resolved] = wanted;
      const want = isResolved ? (resolved ?? sent) : sent;
      const response = await exchangeBytes(guarded.url, getRequest(target));
      expect(want === 404 ? [want, ...own] : [want]).toContain(outcomeOf(response));
      expect(response).not.toContain(SECRET);
    },
  );

  test.skipIf(isResolved || isReplaced).each(["/x/../y", "/x/%2e%2e", "/x/a\\b", "/x/..%2fy", "/x#y"])(
    "rejects %s with status 400 if the option says so",
    async (target) => {
      expect(statusOf(await exchangeBytes(strict.url, getRequest(target)))).toBe(400);
    },
  );
});

if (!hasNginx) console.log("skipped: the table through nginx, because nginx is not installed");

// nginx does not resolve backslashes. So it cannot guard a platform that does
const seeing = GUARDED_ADAPTERS.filter(({ isResolved }) => !isResolved);

describe.skipIf(!hasNginx).each(seeing)("nginx before $name", ({ start }) => {
  let server: Running;
  let guarded: Running;
  let open: Running;
  beforeAll(async () => {
    server = await start(apiServer({ allowEncodedSlashes: false }), false);
    const pass = `location / { proxy_pass ${server.url}; }`;
    guarded = await startNginx(`location = /pub { return 403; } location /pub/ { return 403; } ${pass}`);
    open = await startNginx(pass);
  });
  afterAll(async () => void (await Promise.all([server, guarded, open].map(({ close }) => close()))));

  test("reaches the operations without the guard", async () => {
    for (const target of ["/pub", "/pub/7"]) {
      expect(outcomeOf(await exchangeBytes(open.url, getRequest(target)))).toBe(SECRET);
    }
  });

  test.each([...TARGETS.map(([target]) => target), "/pub/..%2fx", "/pub/%2e%2e%2fx", "/pub/a%2f..%2f..%2fx"])(
    "keeps the guard at %s",
    async (target) => {
      const response = await exchangeBytes(guarded.url, getRequest(target));
      expect([200, 400, 403, 404, 414]).toContain(statusOf(response));
      expect(response).not.toContain(SECRET);
    },
  );
});

test.each([
  ["/a?b?c", "/a", "b?c"],
  ["/a\\b#c", "/a\\b#c", ""],
  ["http://h/a/../b?c", "/a/../b", "c"],
  ["http://h", "/", ""],
  ["https://[::1]:80?a", "/", "a"],
  ["http://h\\x/a", "http://h\\x/a", ""],
  ["*", "*", ""],
])("splits the target %s without changing it", (target, path, query) => {
  expect(splitTarget(target)).toEqual({ path, query });
});
