import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Document, SecuritySchemeObject } from "../../../generator/1-document/openapi.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { handlersView, serverView, stubsView } from "../../../generator/3-views/server.ts";
import { generate } from "../../../generator/index.ts";
import { printPage } from "../../support/print-page.ts";
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

describe("the type arguments of a handler", () => {
  const before = "types.ListThingsRequest, types.ListThingsResponse, Context, ";

  it.each<[name: string, given: Document, want: string]>([
    ["no security requirement", withOperation({}), "Pick<Principals, never>"],
    ["one scheme", secured({ key: [] }), 'Pick<Principals, "key">'],
    ["both of two", secured({ key: [], login: [] }), 'Pick<Principals, "key" | "login">'],
    ["one of two", secured({ key: [] }, { tls: [] }), 'Pick<Principals, "key"> | Pick<Principals, "tls">'],
    ["one scheme or none", secured({ key: [] }, {}), 'Pick<Principals, "key"> | Pick<Principals, never>'],
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
    expect(handler?.typeArguments.replaceAll(/\n {4}/g, " ").trim()).toBe(before + want);
  });
});

it("a security scheme that an operation requires has a handler, with the type of its credential", () => {
  const view = handlersView(buildApi(secured({ login: [], "odd key": [] }, { tls: [] })));
  expect(view.schemes.map(({ name, credential }) => `${name}: ${credential}`)).toEqual([
    "login: BasicCredential",
    "tls: undefined",
    '"odd key": string',
  ]);
  expect(printPage("server/handlers.ts", "server/handlers.ts", view)).toContain(
    'import type { BasicCredential, SecurityHandler } from "./security.js";',
  );
});

it("webhooks are not operations of the server", () => {
  const post = { operationId: "heard", responses: {} };
  const api = buildApi(documentOf({ webhooks: { added: { post } } }));
  expect([handlersView(api).handlers, stubsView(api).stubs, serverView(api).operations]).toEqual([[], [], []]);
});

describe("the server of a description with security requirements", () => {
  let output = "";
  beforeAll(async () => {
    // The folder is inside the project, so that imports of packages resolve.
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
    // @ts-expect-error an optional principal can be missing
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
// @ts-expect-error the handlers require a context
createServer(handlers, { security });
// @ts-expect-error there is no operation of this name
createServer(stubs, { security, limits: { operations: { nothing: {} } } });
// @ts-expect-error the principal has another type
createServer(handlers, { security: { ...security, key: () => 1 }, context: () => ({ now: 1 }) });

void [serve(server), toHono(server), toExpress(server), toFastify(server)];
`;

it("serves the first of two paths that match the same requests, even if their tags differ", () => {
  const paths = {
    "/{a}": { get: { operationId: "one", tags: ["x"] } },
    "/{b}": { get: { operationId: "two", tags: ["y"] } },
  };
  const api = buildApi(documentOf({ paths }));
  const view = serverView(api);
  expect(view.operations).toEqual(["one"]);
  expect(stubsView(api).stubs.map(({ name }) => name)).toEqual(["one"]);
  expect(view.imports.modules).toContain("operations/x");
  expect(view.imports.modules).not.toContain("operations/y");
});
