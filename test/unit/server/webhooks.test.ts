/** The receiver of webhooks and callbacks, as it is generated. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../../generator/index.ts";
import type { Delivery } from "../../../templates/server/webhooks/delivery.ts";
import type { Server } from "../../../templates/server/create-server.ts";
import { ADAPTERS } from "../../support/adapters.ts";
import { typecheck } from "../../support/typecheck.ts";
import { importModules, makeWorkspace } from "../../support/workspace.ts";

let workspace = "";
let create: (handlers: object, options: object) => Server = () => {
  throw new Error("not generated yet");
};

beforeAll(async () => {
  workspace = makeWorkspace();
  const spec = fileURLToPath(new URL("../../golden/server-webhooks/spec.yaml", import.meta.url));
  const output = join(workspace, "api");
  await generate({ spec, output, targets: ["server"], adapters: [] });
  writeFileSync(join(workspace, "use.ts"), USE);
  const module = (await importModules(output)).get("server/webhooks.js");
  create = module?.["createWebhookHandler"] as typeof create; // as the file says, which is type-checked below
});
afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});

test("type-checks", async () => {
  expect(await typecheck([join(workspace, "use.ts")], { compiler: "7", flags: { types: ["node"] } })).toEqual([]);
});

const USE = `
import { createWebhookHandler, type WebhookHandlers } from "./api/server/webhooks.js";

const security = { key: (key: string) => key === "k" && { name: "ada" } };

createWebhookHandler<undefined, { key: { name: string } }>(
  {
    // what the API sends has what only the API may write
    orderPaid: ({ body }) => ({ status: 200, body: { item: String(body.id.toFixed()) } }),
    orderProgress: async ({ query }) => {
      const attempt: number = query.attempt;
      return attempt > 3 ? Response.json("enough") : { status: 204 };
    },
    orderLost: ({ principals }) => {
      const name: string = principals.key.name;
      return { status: name === "" ? 404 : 204 } as { status: 204 };
    },
  },
  {
    security,
    paths: { orderProgress: "/progress" },
    verify: ({ bytes, headers, operation }) => bytes.length > 0 && headers.get("x") === operation?.id,
    identify: ({ headers }) => (headers.get("x-event") === "lost" ? "orderLost" : undefined),
    middleware: [({ operation }, next) => (operation?.id === "orderLost" ? new Response() : next())],
  },
);
createWebhookHandler({}, { security, onProblem: () => ({ status: 204 }), onError: () => new Response() });
// @ts-expect-error no operation documents this response
createWebhookHandler({}, { security, onProblem: ({ title }) => ({ status: 418, body: title }) });
// @ts-expect-error a scheme without a handler
createWebhookHandler({}, {});
// @ts-expect-error a path of nothing that is sent
createWebhookHandler({}, { security, paths: { createOrder: "/" } });
// @ts-expect-error nobody sends this
createWebhookHandler({ createOrder: () => ({ status: 201 }) }, { security });
// @ts-expect-error what has a default may be missing
const paid: WebhookHandlers["orderPaid"] = ({ body }) => ({ status: 200, body: { item: body.state } });
void paid;
// @ts-expect-error what is sent is no order with a callback
const handlers: Partial<WebhookHandlers> = { orderPaid: ({ body }) => ({ status: 200, body: { item: body.callback } }) };
void handlers;
`;

const HANDLERS = {
  orderPaid: ({ body }: { body: { id: number } }) => ({ status: 200, body: { item: `order ${body.id}` } }),
  orderProgress: () => ({ status: 204 }),
  orderLost: () => ({ status: 204 }),
};
const OPTIONS = {
  security: { key: (key: string) => key === "k" && { name: "ada" } },
  paths: { orderProgress: "/progress/{attempt}" },
  onError: () => undefined,
};
const PAID = '{"id":7,"item":"tea"}';

interface Given {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly options?: object;
  readonly handlers?: object;
}

function ask(path: string, { body = PAID, headers = {}, options = {}, handlers = HANDLERS }: Given = {}) {
  const all = { "content-type": "application/json", ...headers };
  const server = create(handlers, { ...OPTIONS, ...options });
  return server.fetch(new Request(`http://localhost${path}`, { method: "POST", headers: all, body }));
}

/** Returns the HMAC of the bytes, as a sender computes it. */
async function sign(bytes: BufferSource): Promise<string> {
  const secret = new TextEncoder().encode("secret");
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return Buffer.from(await crypto.subtle.sign("HMAC", key, bytes)).toString("base64");
}

const verify = async ({ bytes, headers }: Delivery) => (await sign(bytes)) === headers.get("x-signature");
const identify = ({ headers }: Delivery) => headers.get("x-event") ?? undefined;

describe("the status of", () => {
  test.each<[name: string, path: string, given: Given, status: number]>([
    ["a webhook, by its name", "/order%2Fpaid", {}, 200],
    ["a webhook at another path", "/hooks", { options: { paths: { ...OPTIONS.paths, orderPaid: "/hooks" } } }, 200],
    ["a callback at the path that was chosen", "/progress/3", {}, 204],
    ["below a base path", "/in/progress/3", { options: { basePath: "/in" } }, 204],
    ["what has no handler", "/order%2Fpaid", { handlers: { orderProgress: HANDLERS.orderProgress } }, 404],
    ["what is not sent", "/orders", {}, 404],
    ["a body that is not valid", "/order%2Fpaid", { body: '{"id":"7","item":"tea"}' }, 400],
    ["a body without what the API alone writes", "/order%2Fpaid", { body: '{"item":"tea"}' }, 400],
    ["a body with what has a default", "/order%2Fpaid", { body: '{"id":7,"item":"tea","state":"paid"}' }, 200],
    ["a body that is too large", "/order%2Fpaid", { options: { limits: { bodyBytes: 3 } } }, 413],
    [
      "an invalid response of a handler",
      "/order%2Fpaid",
      { handlers: { orderPaid: () => ({ status: 200, body: {} }) } },
      500,
    ],
    ["no credentials", "/orderLost", { body: "" }, 401],
    ["credentials", "/orderLost", { headers: { "x-key": "k" } }, 204],
    ["a signature that is missing", "/order%2Fpaid", { options: { verify } }, 401],
    ["a signature of something else", "/order%2Fpaid", { options: { verify }, headers: { "x-signature": "a" } }, 401],
    ["a wrong signature, whatever is wrong besides", "/order%2Fpaid", { options: { verify }, body: "{" }, 401],
    ["a body too large to be verified", "/order%2Fpaid", { options: { verify, limits: { bodyBytes: 3 } } }, 413],
    ["a verification that fails", "/order%2Fpaid", { options: { verify: () => Promise.reject(new Error("db")) } }, 500],
    ["one URL for all", "/", { options: { identify }, headers: { "x-event": "orderPaid" } }, 200],
    [
      "one URL for all, base path",
      "/in",
      { options: { identify, basePath: "/in" }, headers: { "x-event": "orderPaid" } },
      200,
    ],
    ["another URL", "/orderPaid", { options: { identify }, headers: { "x-event": "orderPaid" } }, 404],
    ["an unknown webhook", "/", { options: { identify }, headers: { "x-event": "nothing" } }, 404],
    ["what cannot be told", "/", { options: { identify } }, 404],
    ["too much to be told", "/", { options: { identify, limits: { bodyBytes: 3 } } }, 413],
    ["telling fails", "/", { options: { identify: () => Promise.reject(new Error("db")) } }, 500],
  ])("%s", async (_name, path, given, status) => {
    const response = await ask(path, given);
    expect([response.status, response.headers.get("content-type")]).toEqual([
      status,
      status >= 400 ? "application/problem+json" : status === 200 ? "application/json" : null,
    ]);
  });
});

test("throws at start if a callback has no path", () => {
  expect(() => create(HANDLERS, { ...OPTIONS, paths: {} })).toThrow("options.paths.orderProgress is required");
  expect(() => create(HANDLERS, { ...OPTIONS, paths: { orderProgress: "progress" } })).toThrow(
    "must begin with a slash",
  );
});

describe.each(ADAPTERS)("on $name", ({ start }) => {
  test("verifies a signature over the bytes as they were sent", async () => {
    const running = await start(create(HANDLERS, { ...OPTIONS, verify, identify }));
    const body = '{ "id": 7,\n"item": "t\\u0065a" }';
    const headers = { "content-type": "application/json", "x-event": "orderPaid" };
    const signature = await sign(new TextEncoder().encode(body));
    try {
      const right = await fetch(running.url, {
        method: "POST",
        body,
        headers: { ...headers, "x-signature": signature },
      });
      expect([right.status, await right.json()]).toEqual([200, { item: "order 7" }]);
      const wrong = await fetch(running.url, {
        method: "POST",
        body: PAID,
        headers: { ...headers, "x-signature": signature },
      });
      expect([wrong.status, (await wrong.json()).detail]).toEqual([401, "The signature is invalid."]);
    } finally {
      await running.close();
    }
  });
});
