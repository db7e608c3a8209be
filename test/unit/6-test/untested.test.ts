/** A test that tests nothing fails, and says why. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { TestReport } from "../../../generator/5-oracle/report/test-report.ts";
import { runTests } from "../../../generator/6-test/run-tests.ts";
import { DEFAULT_TEST, type TestOptions } from "../../../generator/6-test/test-options.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";
import { withFiles } from "../../support/description-folder.ts";

const ok = { "200": { description: "ok", content: { "application/json": { schema: { type: "object" } } } } };
const bad = { description: "bad", content: { "application/json": { schema: { type: "object" } } } };

async function run(paths: object, options: Partial<TestOptions> = {}): Promise<TestReport> {
  const description = { openapi: "3.1.0", info: { title: "t", version: "1" }, paths };
  return withFiles({ "openapi.json": JSON.stringify(description) }, async (folder) => {
    const given = { ...DEFAULT_SOURCE, ...DEFAULT_TEST, maxCases: 5, rate: 10_000, spec: join(folder, "openapi.json") };
    const { value, diagnostics } = await runTests({ ...given, ...options });
    if (value === undefined) throw new Error(JSON.stringify(diagnostics));
    return value;
  });
}

const untestedIn = ({ operations }: TestReport): readonly string[] =>
  operations.flatMap(({ id, findings }) =>
    findings.filter(({ kind }) => kind === "untested").map(({ message }) => `${id}: ${message}`),
  );

describe("generated code", () => {
  const impossible = { type: "object", required: ["a"], properties: { a: { type: "string", enum: [] } } };
  const responses = { "200": { description: "ok", content: { "application/json": { schema: impossible } } } };
  const paths = { "/a": { get: { operationId: "a", responses } }, "/b": { get: { operationId: "b", responses: ok } } };

  test("fails where no value of the only response is valid", async () => {
    const report = await run(paths);
    expect(untestedIn(report)).toHaveLength(1);
    expect(untestedIn(report)[0]).toMatch(/^a: The response 200 application\/json was not tested/);
    expect(report.ok).toBe(false);
    expect(report.operations[0]?.findings[0]).toMatchObject({
      promised: { location: { pointer: "#/paths/~1a/get" } },
      reproduction: expect.stringMatching(/^specwright test .*--operation a /),
    });
  });

  test("fails where only failures can be tested", async () => {
    const report = await run({ "/a": { get: { operationId: "a", responses: { ...responses, "404": bad } } } });
    expect(untestedIn(report)).toEqual(["a: None of its successful responses was tested. The notes say why."]);
  });

  test("passes if that is allowed", async () => {
    const report = await run(paths, { allowUntested: true });
    expect(report.ok).toBe(true);
    expect(untestedIn(report)).toEqual([]);
  });

  test("fails for a description without operations", async () => {
    expect(await run({})).toMatchObject({ ok: false, operations: [] });
    expect(await run({}, { allowUntested: true })).toMatchObject({ ok: true });
  });

  test("fails for the operations that the time limit leaves out", async () => {
    const both = { "/a": { get: { operationId: "a", responses: ok } }, "/b": paths["/b"] };
    const report = await run(both, { timeLimit: 0 });
    expect(untestedIn(report)).toEqual(["b: The time limit ended the run before this operation."]);
  });
});

async function runAgainst(status: number, paths: object, options: Partial<TestOptions> = {}): Promise<TestReport> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  try {
    return await run(paths, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...options });
  } finally {
    server.close();
  }
}

describe("a running server", () => {
  const parameters = [{ name: "n", in: "query", schema: { type: "integer", minimum: 0, maximum: 10 } }];
  const responses = { ...ok, "400": bad, "401": bad, "404": bad };
  const search = { "/search": { get: { operationId: "search", parameters, responses } } };
  const id = [{ name: "id", in: "path", required: true, schema: { type: "string" } }];
  const item = { "/items/{id}": { get: { operationId: "item", parameters: id, responses } } };

  test.each([400, 401, 404])("fails if each valid request gets the documented status %d", async (status) => {
    const report = await runAgainst(status, search);
    expect(untestedIn(report)).toEqual([
      expect.stringMatching(
        new RegExp(`^search: The server accepted none of \\d+ valid requests: it responded with ${status}\\.$`),
      ),
    ]);
    expect(report.ok).toBe(false);
  });

  test("fails if all requests for unknown ids are the only ones, and accepts them beside others", async () => {
    expect((await runAgainst(404, item)).ok).toBe(false);
    const beside = await runAgainst(404, {
      ...item,
      "/gone": { get: { operationId: "gone", responses: { "404": bad } } },
    });
    expect(untestedIn(beside).filter((line) => line.startsWith("item"))).toEqual([]);
  });

  test("fails if it calls nothing, because all methods are unsafe", async () => {
    const report = await runAgainst(200, { "/a": { post: { operationId: "a", responses: ok } } });
    expect(untestedIn(report)).toEqual(["a: Not called, because it may change data. Pass --unsafe to call it."]);
    const mixed = { "/a": { post: { operationId: "a", responses: ok }, get: { operationId: "b", responses: ok } } };
    expect(await runAgainst(200, mixed)).toMatchObject({ ok: true });
  });
});
