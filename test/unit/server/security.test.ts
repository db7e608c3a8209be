import { describe, expect, test } from "vitest";
import type { OperationSpec, SecurityRequirement, SecurityScheme } from "../../../templates/runtime/operation.ts";
import { createServerFrom } from "../../../templates/server/create-server.ts";
import { forbidden } from "../../../templates/server/security.ts";

const header: SecurityScheme = { key: "header", type: "apiKey", in: "header", name: "X-Key" };
const query: SecurityScheme = { key: "query", type: "apiKey", in: "query", name: "key" };
const cookie: SecurityScheme = { key: "cookie", type: "apiKey", in: "cookie", name: "sid" };
const basic: SecurityScheme = { key: "basic", type: "http", scheme: "Basic" };
const bearer: SecurityScheme = { key: "bearer", type: "http", scheme: "bearer" };
const digest: SecurityScheme = { key: "digest", type: "http", scheme: "Digest" };
const oauth: SecurityScheme = { key: "oauth", type: "oauth2" };
const openId: SecurityScheme = { key: "openId", type: "openIdConnect", url: "https://example.com" };
const mutual: SecurityScheme = { key: "mutual", type: "mutualTLS" };

interface Given {
  readonly security: readonly (readonly SecurityRequirement[])[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly search?: string;
  /** Results of the security handlers by scheme. By default, a handler returns its credential. */
  readonly verdicts?: Readonly<Record<string, unknown>>;
}

/** Calls an operation that requires `security`. Returns the status, the principals and the security handlers that ran. */
async function ask({ security, headers = {}, search = "", verdicts = {} }: Given) {
  const asked: string[] = [];
  const operation: OperationSpec = {
    id: "respond",
    method: "POST",
    path: "/",
    body: { required: true, contents: [{ mediaType: "application/json", codec: "json" }] },
    responses: { 200: { contents: [{ mediaType: "application/json", codec: "json" }] } },
    security,
  };
  const handlers = Object.fromEntries(
    security.flat().map(({ scheme: { key } }) => [
      key,
      async (credential: unknown, { scopes }: { scopes: readonly string[] }) => {
        asked.push(`${key}(${scopes.join(" ")})`);
        return key in verdicts ? verdicts[key] : (credential ?? "certificate");
      },
    ]),
  );
  const server = createServerFrom(
    { operations: [operation], validation: {} },
    { respond: ({ principals }: { principals: unknown }) => ({ status: 200, body: principals }) },
    { security: handlers },
  );
  // an invalid body shows that the body has not been parsed
  const body = "wrong" in headers ? "{" : "1";
  const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body };
  const response = await server.fetch(new Request(`http://localhost/${search}`, init));
  const principals = response.ok ? await response.json() : undefined;
  return { status: response.status, asked, principals, challenge: response.headers.get("www-authenticate") };
}

const one = (scheme: SecurityScheme, scopes?: readonly string[]) => [[{ scheme, ...(scopes && { scopes }) }]];
const basicOf = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });

describe("finds a credential", () => {
  test.each<[name: string, given: Given, principals: unknown]>([
    ["in a header", { security: one(header), headers: { "x-key": "k" } }, { header: "k" }],
    ["in the query", { security: one(query), search: "?a=1&key=k%20+y" }, { query: "k  y" }],
    ["in a cookie", { security: one(cookie), headers: { cookie: "a=1; sid=k%3D" } }, { cookie: "k=" }],
    [
      "in a cookie that is not percent-encoded",
      { security: one(cookie), headers: { cookie: "sid=100%+" } },
      { cookie: "100%+" },
    ],
    [
      "as name and password",
      { security: one(basic), headers: basicOf("ada:pass:wörd") },
      { basic: { username: "ada", password: "pass:wörd" } },
    ],
    [
      "with an empty password",
      { security: one(basic), headers: basicOf("ada:") },
      { basic: { username: "ada", password: "" } },
    ],
    ["as a token", { security: one(bearer), headers: { authorization: "bEARER  t.o.k" } }, { bearer: "t.o.k" }],
    [
      "by any scheme of HTTP",
      { security: one(digest), headers: { authorization: 'digest username="a", uri="/"' } },
      { digest: 'username="a", uri="/"' },
    ],
    ["of OAuth", { security: one(oauth), headers: { authorization: "Bearer t" } }, { oauth: "t" }],
    ["of OpenID", { security: one(openId), headers: { authorization: "Bearer t" } }, { openId: "t" }],
    ["by the connection", { security: one(mutual) }, { mutual: "certificate" }],
    [
      "of all schemes of an alternative",
      { security: [[{ scheme: header }, { scheme: query }]], headers: { "x-key": "h" }, search: "?key=q" },
      { header: "h", query: "q" },
    ],
    [
      "of the first alternative that holds",
      { security: [[{ scheme: header }], [{ scheme: query }]], headers: { "x-key": "h" }, search: "?key=q" },
      { header: "h" },
    ],
    [
      "of another one where the first has none",
      { security: [[{ scheme: header }], [{ scheme: query }]], search: "?key=q" },
      { query: "q" },
    ],
    [
      "of another one where the first is wrong",
      {
        security: [[{ scheme: header }], [{ scheme: query }]],
        headers: { "x-key": "h" },
        search: "?key=q",
        verdicts: { header: false },
      },
      { query: "q" },
    ],
    ["though none is needed", { security: [[], [{ scheme: header }]], headers: { "x-key": "h" } }, { header: "h" }],
    ["or not, where none is needed", { security: [[{ scheme: header }], []] }, {}],
    [
      "or is wrong, where none is needed",
      { security: [[{ scheme: header }], []], headers: { "x-key": "h" }, verdicts: { header: false } },
      {},
    ],
    [
      "a principal may be anything but false, null and undefined",
      { security: one(header), headers: { "x-key": "h" }, verdicts: { header: 0 } },
      { header: 0 },
    ],
  ])("%s", async (_name, given, principals) => {
    expect(await ask(given)).toMatchObject({ status: 200, principals });
  });
});

describe("rejects a request", () => {
  const wrong = { wrong: "body" };
  test.each<[name: string, given: Given, status: number, asked: readonly string[]]>([
    ["without a credential", { security: one(header), headers: wrong }, 401, []],
    [
      "with an invalid credential",
      { security: one(header), headers: { "x-key": "h", ...wrong }, verdicts: { header: false } },
      401,
      ["header()"],
    ],
    [
      "if the security handler returns undefined",
      { security: one(header), headers: { "x-key": "h" }, verdicts: { header: undefined } },
      401,
      ["header()"],
    ],
    [
      "if the security handler returns null",
      { security: one(header), headers: { "x-key": "h" }, verdicts: { header: null } },
      401,
      ["header()"],
    ],
    [
      "with one of two credentials, and runs no security handler",
      { security: [[{ scheme: header }, { scheme: query }]], headers: { "x-key": "h" } },
      401,
      [],
    ],
    [
      "with one valid and one invalid credential",
      {
        security: [[{ scheme: header }, { scheme: query }]],
        headers: { "x-key": "h" },
        search: "?key=q",
        verdicts: { query: false },
      },
      401,
      ["header()", "query()"],
    ],
    ["with two keys", { security: one(query), search: "?key=a&key=b" }, 401, []],
    ["with a key in a query that cannot be read", { security: one(query), search: "?key=a&b=%" }, 401, []],
    ["by another scheme", { security: one(basic), headers: { authorization: "Bearer t" } }, 401, []],
    ["with a scheme and nothing else", { security: one(bearer), headers: { authorization: "Bearer " } }, 401, []],
    ["with no base64", { security: one(basic), headers: { authorization: "Basic %%%" } }, 401, []],
    ["with no colon", { security: one(basic), headers: basicOf("ada") }, 401, []],
    [
      "of a client without permission",
      {
        security: one(oauth, ["write"]),
        headers: { authorization: "Bearer t", ...wrong },
        verdicts: { oauth: forbidden },
      },
      403,
      ["oauth(write)"],
    ],
    [
      "of a client without permission by any alternative",
      {
        security: [[{ scheme: oauth, scopes: ["a", "b"] }], [{ scheme: header }]],
        headers: { authorization: "Bearer t" },
        verdicts: { oauth: forbidden },
      },
      403,
      ["oauth(a b)"],
    ],
  ])("%s", async (_name, given, status, asked) => {
    expect(await ask(given)).toMatchObject({ status, asked });
  });
});

describe("the challenge", () => {
  test.each<[name: string, security: Given["security"], challenge: string]>([
    ["of a key", one(header), 'ApiKey in="header", name="X-Key"'],
    [
      "of a key whose name has quotes",
      one({ ...header, in: "query", name: 'a"\\ü' } as SecurityScheme),
      'ApiKey in="query", name="a\\"\\\\?"',
    ],
    ["of basic authentication", one(basic), 'Basic realm="api", charset="UTF-8"'],
    ["of a token", one(bearer), "bearer"],
    ["of a token with scopes", one(oauth, ["a", "b"]), 'Bearer scope="a b"'],
    [
      "of several schemes, each once",
      [[{ scheme: oauth }], [{ scheme: openId }], [{ scheme: basic }]],
      'Bearer, Basic realm="api", charset="UTF-8"',
    ],
  ])("%s", async (_name, security, challenge) => {
    expect(await ask({ security })).toMatchObject({ status: 401, challenge });
  });
});

test("rejects the request if a security handler throws", async () => {
  const server = createServerFrom(
    { operations: [{ id: "a", method: "GET", path: "/", responses: {}, security: one(header) }], validation: {} },
    { a: () => ({ status: 200 }) },
    { security: { header: () => Promise.reject(new Error("database")) } },
  );
  expect((await server.fetch(new Request("http://localhost/", { headers: { "x-key": "k" } }))).status).toBe(500);
});
