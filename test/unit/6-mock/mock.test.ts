/** Responses of the mock over a socket, with preferences of clients, and after changes of the description. */
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startMock } from "../../../generator/6-mock/start-mock.ts";
import {
  DEFAULT_MOCK,
  type MockEvent,
  type MockOptions,
  type RunningMock,
} from "../../../generator/6-mock/mock-options.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";

const json = (schema: object, more: object = {}): object => ({ "application/json": { schema, ...more } });
const PET = {
  type: "object",
  required: ["id", "name", "tag"],
  properties: { id: { type: "integer", minimum: 1 }, name: { type: "string" }, tag: { enum: ["cat", "dog"] } },
};

const PETS = {
  openapi: "3.2.0",
  info: { title: "Pets", version: "1" },
  servers: [{ url: "https://pets.example/v2/" }],
  security: [{ key: [] }],
  components: {
    securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } },
    schemas: { Pet: PET },
    examples: { tom: { value: { id: 2, name: "Tom", tag: "cat" } } },
  },
  paths: {
    "/pets/{id}": {
      get: {
        operationId: "getPet",
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "integer" } },
          { name: "page", in: "query", schema: { type: "integer" } },
        ],
        responses: {
          200: {
            description: "a pet",
            headers: { "x-rate": { required: true, schema: { type: "integer" }, example: 7 } },
            content: json(
              { $ref: "#/components/schemas/Pet" },
              {
                examples: {
                  wrong: { value: { id: "one" } },
                  rex: { dataValue: { id: 1, name: "Rex", tag: "dog" } },
                  tom: { $ref: "#/components/examples/tom" },
                },
              },
            ),
          },
          404: {
            description: "none",
            content: json({ type: "object", required: ["error"], properties: { error: { const: "gone" } } }),
          },
          422: { description: "wrong", content: json({ type: "object", examples: [{ wrong: true }] }) },
          "5XX": {
            description: "broken",
            content: json({ const: "broken" }, { examples: { fire: { value: "broken" } } }),
          },
        },
      },
      delete: {
        operationId: "deletePet",
        security: [],
        parameters: [{ $ref: "#/paths/~1pets~1{id}/get/parameters/0" }],
        responses: { 204: { description: "gone" } },
      },
    },
    "/events": {
      get: {
        operationId: "events",
        security: [],
        responses: {
          200: {
            description: "events",
            content: {
              "text/event-stream": {
                itemSchema: { type: "object", required: ["data"], properties: { data: { const: "tick" } } },
              },
              "application/jsonl": { itemSchema: { type: "integer", minimum: 3, maximum: 3 } },
              "image/*": { schema: { type: "string", format: "binary" } },
              "application/pdf": {},
              "multipart/mixed": {
                schema: { type: "array", minItems: 2, maxItems: 2, prefixItems: [{ const: "one" }, {}] },
                prefixEncoding: [{ headers: { "X-Kind": { required: true, schema: { const: "two" } } } }],
                itemEncoding: { contentType: "image/*" },
              },
              "multipart/related": { itemSchema: {}, itemEncoding: { contentType: "image/png" } },
              "multipart/form-data": {
                schema: { type: "object", required: ["photo"], properties: { photo: {} } },
                encoding: {
                  photo: {
                    contentType: "image/png",
                    headers: { "X-Kind": { required: true, schema: { const: "three" } } },
                  },
                },
              },
              "application/xml": { schema: { type: "object" }, example: "<ok/>" },
            },
          },
        },
      },
    },
  },
};

const OPTIONS: Omit<MockOptions, "spec"> = { ...DEFAULT_SOURCE, ...DEFAULT_MOCK, port: 0, watch: false };

const folder = mkdtempSync(join(tmpdir(), "specwright-mock-"));
const spec = join(folder, "pets.json");
writeFileSync(spec, JSON.stringify(PETS));
utimesSync(spec, 1, 1);
afterAll(() => rmSync(folder, { recursive: true }));

async function start(options: Partial<MockOptions> = {}): Promise<RunningMock> {
  const { value, diagnostics } = await startMock({ ...OPTIONS, spec, cache: folder, ...options });
  if (value === undefined) throw new Error(diagnostics[0]?.message);
  return value;
}

let mock: RunningMock;
const events: MockEvent[] = [];
beforeAll(async () => {
  mock = await start({ cors: ["https://page.example"], onEvent: (event) => events.push(event) });
});
afterAll(() => mock.close());

interface SentRequest {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask({ path = "/pets/7", method = "GET", headers = {} }: SentRequest, url = mock.url): Promise<object> {
  const response = await fetch(url + path, { method, headers: { "x-key": "any", ...headers } });
  const text = await response.text();
  const type = response.headers.get("content-type");
  const body: unknown = type?.includes("json") && type !== "application/jsonl" ? JSON.parse(text) : text;
  return { status: response.status, type, body, headers: Object.fromEntries(response.headers) };
}

const prefer = (value: string): SentRequest => ({ headers: { prefer: value } });
const accept = (value: string): SentRequest => ({ path: "/events", headers: { accept: value } });
const REX = { id: 7, name: "Rex", tag: "dog" };

const CASES: readonly (readonly [name: string, asked: SentRequest, want: object])[] = [
  ["the first valid example, with the requested id", {}, { status: 200, body: REX, headers: { "x-rate": "7" } }],
  ["the same response below the base path of the server", { path: "/v2/pets/7" }, { status: 200, body: REX }],
  [
    "an example by name",
    prefer("example=tom"),
    { body: { name: "Tom" }, headers: { "preference-applied": 'example="tom"' } },
  ],
  [
    "another status",
    prefer("code=404"),
    { status: 404, body: { error: "gone" }, headers: { "preference-applied": "code=404" } },
  ],
  [
    "a status in a range, by several preferences",
    prefer('wait=1, CODE="503"; x=1, foo'),
    { status: 503, body: "broken" },
  ],
  ["the status that has the example", prefer("example=fire"), { status: 500, body: "broken" }],
  ["the default for a status that is not described", prefer("code=302"), { status: 200, body: REX }],
  [
    "a refusal for a status that is not described, with handling=strict",
    prefer("code=302, handling=strict"),
    { status: 422 },
  ],
  ["the default for an invalid example", prefer("example=wrong"), { status: 200, body: REX }],
  ["401 without credentials", { headers: { "x-key": "" } }, { status: 401, type: "application/problem+json" }],
  [
    "the described response for an invalid request",
    { path: "/pets/7?page=x" },
    { status: 422, body: { wrong: true }, headers: { "x-mock-reason": expect.stringContaining("query page") } },
  ],
  ["no body", { method: "DELETE" }, { status: 204, body: "" }],
  ["404 for an unknown path", { path: "/dogs" }, { status: 404, type: "application/problem+json" }],
  ["events", accept("text/event-stream"), { type: "text/event-stream", body: "data: tick\n\n".repeat(1) }],
  ["lines of JSON", accept("application/jsonl"), { type: "application/jsonl", body: "3\n" }],
  ["an image", accept("image/webp;q=0.1, image/*"), { type: "image/png", body: expect.stringContaining("PNG") }],
  [
    "parts by their position, with headers",
    accept("multipart/mixed"),
    {
      body: expect.stringMatching(
        /X-Kind: two\r\nContent-Type: text\/plain; charset=utf-8\r\n\r\none\r\n--[^]*\r\nContent-Type: image\/png\r\n\r\n.PNG/,
      ),
    },
  ],
  [
    "a stream of images",
    accept("multipart/related"),
    { body: expect.stringMatching(/^--[^\r]*\r\nContent-Type: image\/png\r\n\r\n.PNG/) },
  ],
  [
    "a form with a file that has headers",
    accept("multipart/form-data"),
    { body: expect.stringMatching(/filename="photo"\r\nX-Kind: three\r\nContent-Type: image\/png\r\n\r\n.PNG/) },
  ],
  ["a PDF document", accept("application/pdf"), { type: "application/pdf", body: expect.stringMatching(/^%PDF/) }],
  [
    "an example in XML",
    accept("text/html, application/xml;q=0.9, */*;q=0.1"),
    { type: "application/xml", body: "<ok/>" },
  ],
  ["406 if Accept allows none of the media types", accept("text/html"), { status: 406 }],
];

async function bodies(url: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let turn = 0; turn < 6; turn++) {
    const { body } = (await ask(prefer("dynamic=true"), url)) as { body: unknown };
    found.push(JSON.stringify(body));
  }
  return found;
}

async function statuses(): Promise<readonly number[]> {
  const failing = await start({ failureRate: 0.5, auth: false });
  const found: number[] = [];
  for (let turn = 0; turn < 12; turn++) {
    const { status } = (await ask({ headers: { "x-key": "" } }, failing.url)) as { status: number };
    found.push(status);
  }
  await failing.close();
  return found;
}

describe("the mock", () => {
  test.each(CASES)("returns %s", async (_, asked, want) => {
    expect(await ask(asked)).toMatchObject(want);
  });

  test("returns other values each time, and the same sequence after a restart", async () => {
    const [one, other] = [await start(), await start()];
    try {
      const first = await bodies(one.url);
      expect(new Set(first).size).toBeGreaterThan(2);
      expect(await bodies(other.url)).toEqual(first);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  });

  test("emits the origin of each response", async () => {
    events.length = 0;
    await ask(prefer("example=missing"));
    expect(events).toMatchObject([
      {
        kind: "response",
        method: "GET",
        path: "/pets/7",
        operation: "getPet",
        status: 200,
        notes: ["example rex", expect.stringContaining('"missing"')],
      },
    ]);
  });

  test("permits browsers of allowed origins only", async () => {
    const preflight = {
      origin: "https://page.example",
      "access-control-request-method": "GET",
      "access-control-request-headers": "x-key",
    };
    expect(await ask({ method: "OPTIONS", headers: preflight })).toMatchObject({
      status: 204,
      headers: { "access-control-allow-origin": "https://page.example", "access-control-allow-headers": "x-key" },
    });
    const { headers } = (await ask({ headers: { origin: "https://other.example" } })) as { headers: object };
    expect(headers).not.toHaveProperty("access-control-allow-origin");
  });
});

describe("failureRate", () => {
  test("lets the same requests fail each time", async () => {
    const first = await statuses();
    expect([...new Set(first)].toSorted()).toEqual([200, 503]);
    expect(await statuses()).toEqual(first);
  });
});

test("reloads the description, and ignores invalid versions", async () => {
  const edited = join(folder, "edited.json");
  const write = (text: string): void => writeFileSync(edited, text);
  write(JSON.stringify(PETS));
  const told: MockEvent[] = [];
  let heard: (() => void) | undefined;
  const watching = await start({
    spec: edited,
    cache: undefined,
    watch: true,
    onEvent: (event) => {
      told.push(event);
      heard?.();
    },
  });
  onTestFinished(() => watching.close());
  const reloaded = (): Promise<MockEvent | undefined> =>
    new Promise((resolve, reject) => {
      heard = () => {
        const last = told.at(-1);
        if (last?.kind === "reload") resolve(last);
        if (last?.kind === "failure") reject(new Error(last.message));
      };
    });

  let next = reloaded();
  write("openapi: [");
  expect(await next).toMatchObject({ ok: false, diagnostics: [{ severity: "error" }] });
  expect(await ask({}, watching.url)).toMatchObject({ body: REX });

  next = reloaded();
  write(JSON.stringify(PETS).replaceAll("Rex", "Max"));
  expect(await next).toMatchObject({ ok: true });
  await expect.poll(async () => ask({}, watching.url)).toMatchObject({ body: { name: "Max" } });
});
