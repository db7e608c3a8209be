/** Servers that are right in ways that look like faults. A live run must find nothing in them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runTests } from "../../../../generator/6-test/run-tests.ts";
import { DEFAULT_TEST } from "../../../../generator/6-test/test-options.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";

const folder = mkdtempSync(join(tmpdir(), "specwright-right-"));
afterAll(() => rmSync(folder, { recursive: true }));

const info = { title: "Right", version: "1" };
const integer = { type: "integer" };
const object = (properties: object, required = Object.keys(properties)) => ({ type: "object", required, properties });
const json = (schema: object) => ({ description: "", content: { "application/json": { schema } } });
const none = { description: "" };
const id = { name: "id", in: "path", required: true, schema: { type: "integer", minimum: 1 } };

/** Returns a server that answers JSON bodies, with the resources that it has made. */
type Answer = (
  request: { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly body: unknown },
  response: ServerResponse,
) => void;

async function findingsIn(paths: object, answer: Answer): Promise<readonly string[]> {
  const spec = join(folder, `${Math.random()}.json`);
  writeFileSync(spec, JSON.stringify({ openapi: "3.1.0", info, paths }));
  const server = createServer((request: IncomingMessage, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
      let body: unknown;
      try {
        body = text === "" ? undefined : JSON.parse(text);
      } catch {
        response.writeHead(400).end();
        return;
      }
      answer({ method: request.method ?? "GET", path: pathname, query: searchParams, body }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = { ...DEFAULT_SOURCE, ...DEFAULT_TEST, spec, url, rate: 10_000, unsafe: true, maxCases: 60 };
  const { value, diagnostics } = await runTests(options);
  server.close();
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value.operations.flatMap(({ findings }) => findings.map(({ kind, message }) => `${kind}: ${message}`));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

test("a created resource that contains another one with an id", async () => {
  let made = 0;
  const paths = {
    "/orders": {
      post: {
        operationId: "order",
        requestBody: { required: true, content: { "application/json": { schema: object({ n: integer }) } } },
        responses: {
          201: json(object({ id: integer, customer: object({ id: integer }) })),
          400: none,
          415: none,
        },
      },
    },
    "/orders/{id}": {
      get: { operationId: "getOrder", parameters: [id], responses: { 200: none, 404: none, 400: none } },
    },
    "/orders/{id}/invoice": {
      get: { operationId: "getInvoice", parameters: [id], responses: { 200: none, 404: none, 400: none } },
    },
  };
  const findings = await findingsIn(paths, ({ method, path, body }, response) => {
    if (method === "POST") {
      const isValid = typeof body === "object" && body !== null && "n" in body && Number.isInteger(body.n);
      if (isValid) sendJson(response, 201, { id: ++made, customer: { id: 1_000_000 + made } });
      else response.writeHead(400).end();
      return;
    }
    const [, , text = "", more] = path.split("/");
    const isKnown = Number(text) >= 1 && Number(text) <= made && more === undefined;
    response.writeHead(/^[1-9]\d*$/.test(text) ? (isKnown ? 200 : 404) : 400).end();
  });
  expect(findings).toEqual([]);
});

test("a rate limit that ends after the time that the server names", async () => {
  let requests = 0;
  const findings = await findingsIn(
    {
      "/a": {
        get: {
          operationId: "a",
          parameters: [{ name: "f", in: "query", schema: { type: "boolean" } }],
          responses: { 200: none, 400: none },
        },
      },
    },
    ({ query }, response) => {
      requests += 1;
      const text = query.get("f");
      if (requests % 5 === 0) response.writeHead(requests % 2 === 0 ? 429 : 503, { "retry-after": "0" }).end();
      else response.writeHead(text === null || /^(?:true|false)$/.test(text) ? 200 : 400).end();
    },
  );
  expect(requests).toBeGreaterThan(5);
  expect(findings).toEqual([]);
});

test("a documented 503, for whatever request", async () => {
  const findings = await findingsIn(
    {
      "/a": {
        get: {
          operationId: "a",
          parameters: [{ name: "f", in: "query", schema: { type: "boolean" } }],
          responses: { 200: none, 503: none },
        },
      },
    },
    ({ query }, response) => {
      const text = query.get("f");
      response.writeHead(text === null || /^(?:true|false)$/.test(text) ? 200 : 503).end();
    },
  );
  expect(findings).toEqual([]);
});
