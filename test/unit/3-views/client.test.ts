import { describe, expect, test } from "vitest";
import type { Document, OperationObject } from "../../../generator/1-document/openapi.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { clientView } from "../../../generator/3-views/client.ts";
import { entryView } from "../../../generator/3-views/entry.ts";
import { printPage } from "../../support/print-page.ts";
import { documentOf, withOperation } from "../2-model/documents.ts";

function clientOf(document: Document, paths = false): string {
  return printPage("client.ts", "client.ts", clientView(buildApi(document), { paths }));
}

const REQUIRED = { name: "a", in: "query", required: true, schema: { type: "string" } } as const;

describe("the input is optional if all of it is optional", () => {
  test.each<[string, OperationObject, boolean]>([
    ["no input", {}, true],
    ["an optional parameter", { parameters: [{ ...REQUIRED, required: false }] }, true],
    ["a required parameter", { parameters: [REQUIRED] }, false],
    ["a required constant", { parameters: [{ ...REQUIRED, schema: { const: "x" } }] }, true],
    ["an optional body", { requestBody: { content: { "application/json": {} } } }, true],
    ["a required body", { requestBody: { required: true, content: { "application/json": {} } } }, false],
  ])("%s", (_, operation, optional) => {
    const client = clientOf(withOperation({ operationId: "get", ...operation }));
    expect(client).toContain(
      `  get(input${optional ? "?" : ""}: GetRequest, options?: ApiCallOptions): Promise<GetResult>;`,
    );
  });
});

describe("the base URL is optional if the first server has an absolute URL", () => {
  test.each([
    ["absolute", [{ url: "https://{at}.example", variables: { at: { default: "eu" } } }, { url: "/" }], true],
    ["relative", [{ url: "/v1" }, { url: "https://api.example" }], false],
    ["none", [], false],
  ])("%s", (_, servers, optional) => {
    const client = clientOf({ ...withOperation({}), servers });
    expect(client.includes("createApi(options: ApiOptions = {}): Api")).toBe(optional);
    expect(client.includes("readonly baseUrl: string;")).toBe(!optional);
  });
});

describe("a server can be chosen if there are several, or variables", () => {
  const own: OperationObject = { operationId: "get", servers: [{ url: "https://files.example" }] };
  test.each<[string, Document["servers"] & object, OperationObject, string | undefined]>([
    ["none", [], {}, undefined],
    ["one", [{ url: "https://api.example" }], {}, undefined],
    ["two", [{ url: "https://a.example" }, { url: "/b" }], {}, '{ url: "https://a.example" } | { url: "/b" }'],
    [
      "one with a variable",
      [{ url: "https://{at}.example", variables: { at: { default: "eu" } } }],
      {},
      '{ url: "https://{at}.example"; variables?: { at?: string } }',
    ],
    ["one of an operation's own", [{ url: "/" }], own, '{ url: "/" }'],
    ["only one of an operation's own", [], own, "never"],
  ])("%s", (_, servers, operation, type) => {
    const client = clientOf({ ...withOperation(operation), servers });
    expect(client.includes("withServers(createSender(sender), servers)")).toBe(type !== undefined);
    expect(/export type ApiServer = (.*);/.exec(client)?.[1]).toBe(type);
    expect(client.includes('get: { url: "https://files.example" };')).toBe(operation === own);
  });
});

test("the client of openapi-fetch is available if paths.ts is generated", () => {
  const document = withOperation({ operationId: "get" });
  expect(clientOf(document, true)).toContain("readonly client: Client<paths>;");
  expect(clientOf(document)).not.toMatch(/openapi-fetch";|paths|facade/);
});

test("webhooks and callbacks have no method", () => {
  const get: OperationObject = {
    operationId: "get",
    callbacks: { on: { "{$url}": { post: { operationId: "called" } } } },
  };
  const document = { ...withOperation(get), webhooks: { pinged: { post: { operationId: "pinged" } } } };
  expect(clientView(buildApi(document), { paths: false }).methods.map(({ name }) => name)).toEqual(["get"]);
});

test("methods keep names that the client file uses, and their constants get other names in it", () => {
  const names = [
    "input",
    "call",
    "send",
    "options",
    "sender",
    "servers",
    "createApi",
    "encodeMultipart",
    "pagedMethod",
    "client",
  ];
  const paths = Object.fromEntries(names.map((name) => [`/${name}`, { get: { operationId: name } }]));
  const { methods } = clientView(buildApi(documentOf({ paths })), { paths: true });
  expect(methods.map(({ name }) => String(name))).toEqual(names);
  const used = ["input", "call", "send", "options", "sender", "servers", "createApi", "encodeMultipart", "pagedMethod"];
  expect(methods.map(({ operation }) => String(operation))).toEqual([...used.map((name) => `${name}_`), "client"]);
});

test("the client of openapi-fetch gives way to an operation with its name", () => {
  const api = buildApi(documentOf({ paths: { "/client": { get: { operationId: "client" } } } }));
  expect(clientView(api, { paths: true }).facade).toBe("client_");
  expect(clientView(buildApi(withOperation({ operationId: "pet" })), { paths: true }).facade).toBe("client");
});

test("index.ts gives the client, the operations of each group, the types and the errors", () => {
  const api = buildApi(withOperation({ operationId: "get", tags: ["My things"] }));
  const exported = printPage("index.ts", "index.ts", entryView(api)).matchAll(/from "(.*)"/g);
  expect(Array.from(exported, ([, from]) => from)).toEqual([
    "./client.js",
    "./operations/my-things.js",
    "./runtime/client/accept.js",
    "./runtime/client/auth.js",
    "./runtime/client/client.js",
    "./runtime/client/fetch-by-url.js",
    "./runtime/client/leniently.js",
    "./runtime/client/middleware.js",
    "./runtime/client/oauth.js",
    "./runtime/client/only-for.js",
    "./runtime/client/pagination.js",
    "./runtime/client/reconnecting.js",
    "./runtime/client/renewable.js",
    "./runtime/client/retry.js",
    "./runtime/client/validating.js",
    "./runtime/operation.js",
    "./runtime/result.js",
    "./runtime/wire/wire-error.js",
    "./security.js",
    "./types.js",
  ]);
});
