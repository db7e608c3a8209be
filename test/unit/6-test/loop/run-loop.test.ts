/** The closed loop finds nothing in the clients API, and finds each fault that is put into its code. */
import { describe, expect, test } from "vitest";
import { rewriteDocument } from "../../../../generator/1-document/rewrite/rewrite-document.ts";
import { loadGenerated, type Program } from "../../../../generator/5-program/load-generated.ts";
import { runLoop } from "../../../../generator/6-test/loop/run-loop.ts";
import { readOperations } from "../../../../generator/5-oracle/description/read-operations.ts";
import type { OperationReport } from "../../../../generator/5-oracle/report/test-report.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";

const root: string = new URL("../../../../", import.meta.url).pathname;

const { value: running } = await loadGenerated({
  ...DEFAULT_SOURCE,
  spec: `${root}spec/openapi.yaml`,
  overlays: [`${root}spec/overlays/corrections.yaml`],
});
if (running === undefined) throw new Error("the description of the clients API has errors");
const document = rewriteDocument(running.bundled);
const locate = await running.locator();

async function loopOver(program: Program, maxCases: number, only?: string): Promise<readonly OperationReport[]> {
  const operations = readOperations(document).filter(({ id }) => only === undefined || id === only);
  const reports: OperationReport[] = [];
  for await (const report of runLoop({
    document,
    program,
    locate,
    operations,
    seed: 3,
    maxCases,
    reproduction: idOf,
  })) {
    reports.push(report);
  }
  return reports;
}

test("finds nothing in 14 operations, and sees every documented response in hundreds of cases", async () => {
  const reports = await loopOver(running.program, 60);
  expect(reports.flatMap(({ findings, notes }) => [...findings.map(({ message }) => message), ...notes])).toEqual([]);
  expect(reports).toHaveLength(14);
  const unseen = reports.flatMap(({ id, coverage }) =>
    coverage.filter(({ cases }) => cases === 0).map(({ status }) => `${id} ${status}`),
  );
  expect(unseen).toEqual([]);
  const cases = reports.map(({ cases: { valid, invalid } }) => [valid, invalid]);
  expect(cases.flat().reduce((sum, count) => sum + count, 0)).toBeGreaterThan(500);
  expect(cases.filter(([valid = 0, invalid = 0]) => valid < 20 || invalid < 3)).toEqual([]);
});

function idOf({ id }: { readonly id: string }): string {
  return id;
}

/** Changes to a request, a response, the input of a handler or a result. */
interface Twist {
  readonly request?: (request: Request) => Request;
  readonly response?: (response: Response) => Response | Promise<Response>;
  readonly received?: (received: Record<string, unknown>) => Record<string, unknown>;
  readonly result?: (result: Record<string, unknown>) => Record<string, unknown>;
  readonly security?: "none";
}

function twisted(program: Program, { request, response: changeResponse, received, result, security }: Twist): Program {
  return {
    ...program,
    createSender(options) {
      const send = program.createSender({
        ...options,
        fetch: async (sent) => (options.fetch ?? fetch)(request?.(sent) ?? sent),
      });
      const twistedSend = async (...args: Parameters<typeof send>) => {
        const found: unknown = await send(...args);
        return result?.(found as Record<string, unknown>) ?? found; // what every result is
      };
      return twistedSend as typeof send; // of the same shape, whatever it does
    },
    createServer(handlers, options) {
      const wrapped = Object.entries(handlers as Record<string, (input: Record<string, unknown>) => unknown>).map(
        ([id, handle]) => [id, (input: Record<string, unknown>) => handle(received?.(input) ?? input)] as const,
      );
      const open = Object.fromEntries(Object.keys(options.security ?? {}).map((key) => [key, () => true]));
      const server = program.createServer(Object.fromEntries(wrapped), {
        ...options,
        ...(security && { security: open }),
      });
      return {
        ...server,
        fetch: async (sent) => (await changeResponse?.(await server.fetch(sent))) ?? server.fetch(sent),
      };
    },
  };
}

const TWISTS: readonly (readonly [name: string, operation: string, twist: Twist, kind: string])[] = [
  ["a lost header", "showClient", { request: (sent) => withoutHeader(sent, "x-requested-with") }, "wrong-request"],
  [
    "a lost query",
    "getClients",
    { request: (sent) => new Request(sent.url.replace(/\?.*/, ""), sent) },
    "wrong-request",
  ],
  [
    "another path",
    "showClient",
    { request: (sent) => new Request(sent.url.replace("/clients/", "/Clients/"), sent) },
    "wrong-request",
  ],
  [
    "a body of another type",
    "storeClient",
    { request: (sent) => withHeader(sent, "content-type", "text/plain") },
    "wrong-request",
  ],
  [
    "an undecoded input",
    "getClients",
    { received: (input) => Object.assign(input, { query: { ...(input["query"] as object), page: "1" } }) },
    "wrong-input",
  ],
  [
    "a body without a property",
    "storeClient",
    { received: (input) => Object.assign(input, { body: {} }) },
    "wrong-input",
  ],
  [
    "a response of another media type",
    "showClient",
    { response: (response) => retyped(response, "text/html") },
    "wrong-content-type",
  ],
  [
    "a response with another status",
    "showClient",
    { response: (response) => new Response(response.body, { status: 418 }) },
    "server-error",
  ],
  [
    "a truncated body",
    "showClient",
    { response: async (response) => new Response((await response.text()).slice(0, -1), response) },
    "malformed-body",
  ],
  ["a result of another status", "showClient", { result: (result) => ({ ...result, status: 299 }) }, "wrong-result"],
  [
    "a result without its data",
    "showClient",
    { result: (result) => ({ ...result, data: undefined, error: undefined }) },
    "wrong-result",
  ],
  ["a server without authentication", "showClient", { security: "none" }, "accepted-unauthorized"],
];

describe("finds", () => {
  test.each(TWISTS)("%s", async (_name, operation, twist, kind) => {
    const [report] = await loopOver(twisted(running.program, twist), 20, operation);
    expect(report?.findings.map((finding) => finding.kind)).toContain(kind);
    expect(report?.findings[0]?.promised?.location.line).toBeGreaterThan(0);
  });
});

test("counts findings of a kind beyond three", async () => {
  const [report] = await loopOver(twisted(running.program, { response: forbidden }), 20, "storeClient");
  expect(report?.findings.map(({ kind }) => kind)).toEqual(["wrong-refusal", "wrong-refusal", "wrong-refusal"]);
  expect(report?.notes).toEqual([expect.stringMatching(/^There were [1-9]\d* more findings\.$/)]);
});

/** Replaces status 400 by 403. */
function forbidden(response: Response): Response {
  return response.status === 400 ? new Response(response.body, { status: 403 }) : response;
}

function withoutHeader(request: Request, name: string): Request {
  const headers = new Headers(request.headers);
  headers.delete(name);
  return new Request(request, { headers });
}

function withHeader(request: Request, name: string, value: string): Request {
  const headers = new Headers(request.headers);
  headers.set(name, value);
  return new Request(request, { headers });
}

function retyped(response: Response, type: string): Response {
  const headers = new Headers(response.headers);
  headers.set("content-type", type);
  return new Response(response.body, { status: response.status, headers });
}
