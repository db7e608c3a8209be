/** Selection of a server of the description and of values for its variables. */
import { describe, expect, test } from "vitest";
import type { CallOptions } from "../../../templates/runtime/client/call-options.ts";
import { createSender } from "../../../templates/runtime/client/client.ts";
import { type ServerChoice, urlOfServer, withServers } from "../../../templates/runtime/client/servers.ts";
import type { Operation, ServerSpec } from "../../../templates/runtime/operation.ts";

const REGION = { region: { default: "eu", enum: ["eu", "us"] } };
const SERVERS: readonly ServerSpec[] = [
  { url: "https://{region}.example/v1", default: "https://eu.example/v1", variables: REGION },
  { url: "https://{tenant}.example/{path}", variables: { tenant: { default: "a" }, path: { default: "v1" } } },
  { url: "{any}/v1", variables: { any: { default: "https://any.example" } } },
  { url: "/v2" },
  { url: "https://x.example/{toString}" },
];

type Choosing = CallOptions & { readonly server?: ServerChoice };

describe("the URL of a server", () => {
  test.each<[string, ServerChoice, string]>([
    ["defaults", { url: "https://{region}.example/v1" }, "https://eu.example/v1"],
    [
      "a value of its enum",
      { url: "https://{region}.example/v1", variables: { region: "us" } },
      "https://us.example/v1",
    ],
    [
      "undefined means the default",
      { url: "https://{region}.example/v1", variables: { region: undefined } },
      "https://eu.example/v1",
    ],
    [
      "several, one of them given",
      { url: "https://{tenant}.example/{path}", variables: { path: "a/b$&" } },
      "https://a.example/a/b$&",
    ],
    ["a whole origin", { url: "{any}/v1", variables: { any: "https://my.example/x" } }, "https://my.example/x/v1"],
    ["a relative one", { url: "/v2" }, "/v2"],
    ["an undocumented variable", { url: "https://x.example/{toString}" }, "https://x.example/{toString}"],
  ])("%s", (_, choice, want) => {
    expect(urlOfServer(SERVERS, choice)).toBe(want);
  });

  test.each<[string, ServerChoice, string]>([
    ["another server", { url: "https://evil.example" }, "server must be a server of the description"],
    [
      "a value outside its enum",
      { url: "https://{region}.example/v1", variables: { region: "mars" } },
      'server variable "region" must be eu or us',
    ],
    ["a slash in the host", { url: "https://{tenant}.example/{path}", variables: { tenant: "evil.example/" } }, ""],
    ["a fragment in the host", { url: "https://{tenant}.example/{path}", variables: { tenant: "evil.example#" } }, ""],
    ["a user in the host", { url: "https://{tenant}.example/{path}", variables: { tenant: "me@evil" } }, ""],
    [
      "a backslash in the host",
      { url: "https://{tenant}.example/{path}", variables: { tenant: "evil.example\\" } },
      "",
    ],
  ])("refused: %s", (_, choice, message) => {
    expect(() => urlOfServer(SERVERS, choice)).toThrow(
      message || 'server variable "tenant" must be a part of a host name',
    );
  });
});

describe("a call that chooses", () => {
  const security = [[{ scheme: { key: "key", type: "apiKey", in: "header", name: "X-Key" } as const }]];
  const get: Operation<object, unknown> = { id: "get", method: "GET", path: "/x", responses: {}, security };
  const upload: Operation<object, unknown> = { ...get, servers: [{ url: "https://up.example" }, { url: "/files" }] };
  test.each<[string, typeof get, Choosing, string, string | null]>([
    ["none", get, {}, "https://eu.example/v1/x", "secret"],
    [
      "another origin: no credentials",
      get,
      { server: { url: "https://{tenant}.example/{path}" } },
      "https://a.example/v1/x",
      null,
    ],
    [
      "another value, another origin",
      get,
      { server: { url: "https://{region}.example/v1", variables: { region: "us" } } },
      "https://us.example/v1/x",
      null,
    ],
    [
      "its own credentials",
      get,
      { server: { url: "https://{region}.example/v1", variables: { region: "us" } }, auth: { key: "own" } },
      "https://us.example/v1/x",
      "own",
    ],
    ["a relative one", get, { server: { url: "/v2" } }, "https://eu.example/v2/x", "secret"],
    [
      "a base URL wins",
      get,
      { server: { url: "/v2" }, baseUrl: "https://eu.example" },
      "https://eu.example/x",
      "secret",
    ],
    ["its own server", upload, {}, "https://up.example/x", null],
    ["another one of its own", upload, { server: { url: "/files" } }, "https://eu.example/files/x", "secret"],
    [
      "an origin that may have credentials",
      upload,
      { server: { url: "https://up.example" }, authOrigins: ["https://up.example"] },
      "https://up.example/x",
      "secret",
    ],
  ])("%s", async (_, operation, options, url, key) => {
    const requests: Request[] = [];
    const sender = createSender<object>({
      server: SERVERS[0],
      auth: { key: "secret" },
      fetch: async (request: Request) => {
        requests.push(request);
        return new Response();
      },
    });
    await withServers<Choosing>(sender, SERVERS)(operation, {}, options);
    expect(requests.map((request) => [request.url, request.headers.get("x-key")])).toEqual([[url, key]]);
  });

  test("one that the operation does not have is refused, before anything is sent", async () => {
    const sender = withServers<Choosing>(createSender({ server: SERVERS[0] }), SERVERS);
    await expect(sender(upload, {}, { server: { url: "/v2" } })).rejects.toThrow(TypeError);
  });
});
