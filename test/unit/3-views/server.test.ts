import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Document, SecuritySchemeObject } from "../../../generator/1-document/openapi.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { handlersView, serverView, stubsView } from "../../../generator/3-views/server.ts";
import { generate } from "../../../generator/index.ts";
import { COMPILERS, typecheck } from "../../support/typecheck.ts";
import { documentOf, query, withOperation } from "../2-model/documents.ts";

const SCHEMES: Readonly<Record<string, SecuritySchemeObject>> = {
  key: { type: "apiKey", in: "header", name: "K" },
  login: { type: "http", scheme: "BASIC" },
  tls: { type: "mutualTLS" },
  "odd key": { type: "http", scheme: "bearer" },
};

function secured(...security: readonly Readonly<Record<string, readonly string[]>>[]): Document {
  return withOperation({ security }, { components: { securitySchemes: SCHEMES } });
}

describe("the arguments of a handler", () => {
  const before = "types.ListThingsRequest, types.ListThingsAnswer, Context, ";

  it.each<[name: string, given: Document, want: string]>([
    ["nobody asked for", withOperation({}), "Pick<Principals, never>"],
    ["one scheme", secured({ key: [] }), 'Pick<Principals, "key">'],
    ["both of two", secured({ key: [], login: [] }), 'Pick<Principals, "key" | "login">'],
    ["one of two", secured({ key: [] }, { tls: [] }), 'Pick<Principals, "key"> | Pick<Principals, "tls">'],
    ["or nobody", secured({ key: [] }, {}), 'Pick<Principals, "key"> | Pick<Principals, never>'],
    ["one scheme, twice", secured({ key: [] }, { key: ["a"] }), 'Pick<Principals, "key">'],
    [
      "defaults of parameters",
      withOperation({ parameters: [query("a", { schema: { default: 1 } }), query("b")] }),
      'Pick<Principals, never>, { query: "a" }',
    ],
    [
      "no default of a constant",
      withOperation({ parameters: [query("a", { required: true, schema: { const: "x", default: "x" } })] }),
      "Pick<Principals, never>",
    ],
  ])("%s", (_name, given, want) => {
    const [handler] = handlersView(buildApi(given)).handlers;
    expect(handler?.arguments.replaceAll(/\n {4}/g, " ").trim()).toBe(before + want);
  });
});

it("a scheme has a handler where an operation asks for it, by its key and with its credential", () => {
  const view = handlersView(buildApi(secured({ login: [], "odd key": [] }, { tls: [] })));
  expect(view.schemes.map(({ name, credential }) => `${name}: ${credential}`)).toEqual([
    "login: BasicCredential",
    "tls: undefined",
    '"odd key": string',
  ]);
  expect(view.securityTypes).toBe("BasicCredential, SecurityHandler");
});

it("webhooks are not answered", () => {
  const post = { operationId: "heard", responses: {} };
  const api = buildApi(documentOf({ webhooks: { added: { post } } }));
  expect([handlersView(api).handlers, stubsView(api).stubs, serverView(api).groups]).toEqual([[], [], []]);
});

it("long imports are broken", () => {
  const names = Array.from({ length: 12 }, (_, index) => `operation${index}`);
  const paths = Object.fromEntries(names.map((name) => [`/${name}`, { get: { operationId: name, responses: {} } }]));
  const [group] = serverView(buildApi(documentOf({ paths }))).groups;
  expect(group?.names).toBe(`{\n${names.map((name) => `  ${name},\n`).join("")}}`);
});

describe("the server of a description that asks who is calling", () => {
  let output = "";
  beforeAll(async () => {
    // below the project, so that its packages are found
    output = mkdtempSync(fileURLToPath(new URL("../../../node_modules/.cache-server-", import.meta.url)));
    const spec = fileURLToPath(new URL("../../golden/server-security/spec.yaml", import.meta.url));
    await generate({ spec, output, targets: ["server"] });
    writeFileSync(join(output, "package.json"), '{ "type": "module" }');
    writeFileSync(join(output, "use.ts"), USE);
  });
  afterAll(() => rmSync(output, { recursive: true, force: true }));

  it.each(COMPILERS)("type-checks on TypeScript %s", { timeout: 60_000 }, async (compiler) => {
    expect(await typecheck([join(output, "use.ts")], { compiler, flags: { types: ["node"] } })).toEqual([]);
  });
});

const USE = `
import { createServer, forbidden, type Handlers, type Server, stubs } from "./server/index.js";
import { toExpress } from "./server/express.js";
import { toFastify } from "./server/fastify.js";
import { toHono } from "./server/hono.js";
import { serve } from "./server/node.js";

interface User {
  name: string;
}
interface Principals {
  key: User;
  login: User;
  token: string;
}

const handlers: Handlers<{ now: number }, Principals> = {
  ...stubs,
  listNotes: async ({ query, headers, principals, context, signal }) => {
    const page: number = query.page;
    const lang: string = headers["X-Lang"];
    const trace: string | undefined = headers["X-Trace"];
    const name: string = "key" in principals ? principals.key.name : principals.login.name + principals.token;
    return { status: 200, body: [{ text: [page, lang, trace, name, context.now, signal.aborted].join() }] };
  },
  createNote: (input) => {
    const text: string = input.contentType === "text/plain" ? input.body : input.body.text;
    // @ts-expect-error an optional principal may be missing
    input.principals.token;
    return { status: 201, body: { text } };
  },
};

const security = {
  key: (key: string) => (key === "k" ? { name: "ada" } : forbidden),
  login: async ({ username }: { username: string }) => username !== "" && { name: username },
  token: () => "token",
} as const;

const server: Server = createServer(handlers, { security, context: () => ({ now: 1 }) });
// @ts-expect-error the handlers count on a context
createServer(handlers, { security });
// @ts-expect-error limits of an operation that is not there
createServer(stubs, { security, limits: { operations: { nothing: {} } } });
// @ts-expect-error a principal of another type
createServer(handlers, { security: { ...security, key: () => 1 }, context: () => ({ now: 1 }) });

void [serve(server), toHono(server), toExpress(server), toFastify(server)];
`;

it("of two paths that mean the same, the first is answered, whatever their tags", () => {
  const paths = {
    "/{a}": { get: { operationId: "one", tags: ["x"] } },
    "/{b}": { get: { operationId: "two", tags: ["y"] } },
  };
  const api = buildApi(documentOf({ paths }));
  const { groups, operations } = serverView(api);
  expect([operations, groups.map(({ names }) => names), stubsView(api).stubs.map(({ name }) => name)]).toEqual([
    ["one"],
    ["{ one }"],
    ["one"],
  ]);
});
