/** The live run finds each fault of a server, with a command that reproduces it, and finds nothing in a correct server. */
import { execFile, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runTests } from "../../../../generator/6-test/run-tests.ts";
import { DEFAULT_TEST, type TestOptions } from "../../../../generator/6-test/test-options.ts";
import type { Finding, TestReport } from "../../../../generator/5-oracle/report/test-report.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";
import { CURL } from "../../5-oracle/report/run-curl.ts";
import { DEPOT, DEPOT_FAULTS, type DepotFault, openDepot, TOKEN } from "./depot.ts";
import { type Fault, FAULTS, KEY, openShop, SHOP } from "./shop.ts";
import type { Site } from "./site.ts";

const folder = mkdtempSync(join(tmpdir(), "specwright-live-"));
const spec = join(folder, "shop.yaml");
writeFileSync(spec, SHOP);
const depot = join(folder, "depot.yaml");
writeFileSync(depot, DEPOT);
// the curl of this machine, if there is one
if (spawnSync("curl", ["--version"]).status !== 0) {
  writeFileSync(join(folder, "curl"), CURL);
  chmodSync(join(folder, "curl"), 0o755);
}
afterAll(() => rmSync(folder, { recursive: true }));

/** Options for the other server. */
const AT_DEPOT = { spec: depot, auth: { Token: TOKEN }, responseTimeout: 2_000 } as const;

async function ask(url: string, options: Partial<TestOptions> = {}): Promise<TestReport> {
  const auth = { Key: KEY };
  const rate = 10_000;
  const given = { ...DEFAULT_SOURCE, ...DEFAULT_TEST, spec, url, auth, rate, unsafe: true, maxCases: 80, ...options };
  const { value, diagnostics } = await runTests(given);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value;
}

function findingsOf({ operations }: TestReport): readonly Finding[] {
  return operations.flatMap(({ findings }) => findings);
}

/** Runs a shell command, and returns the start of its output, or nothing. */
function shell(line: string): Promise<string> {
  const secrets = { SPECWRIGHT_AUTH_KEY: KEY, SPECWRIGHT_AUTH_TOKEN: TOKEN };
  const env = { PATH: `${folder}:${process.env["PATH"]}`, ...secrets, NODE: process.execPath };
  return new Promise((resolve) => {
    execFile("sh", ["-c", line], { env, timeout: 2_000 }, (_error, stdout) => resolve(stdout));
  });
}

describe("finds nothing in a correct server, and sees every documented success:", () => {
  test.each([
    ["shop", openShop, {}, 4],
    ["depot", openDepot, AT_DEPOT, 5],
  ] as const)("%s", async (_name, open, options, successes) => {
    const site = await open();
    const report = await ask(site.url, options);
    await site.close();
    expect(findingsOf(report).map(({ kind, message, about }) => [kind, message, about])).toEqual([]);
    expect(report.ok).toBe(true);
    const seen = report.operations.flatMap(({ coverage }) =>
      coverage.filter(({ status, cases }) => status < "300" && cases > 0),
    );
    expect(seen).toHaveLength(successes);
  });
});

describe("finds", () => {
  test.each([
    ...Object.entries(FAULTS).map(([fault, kind]) => [fault, kind, () => openShop(fault as Fault), {}] as const),
    ...Object.entries(DEPOT_FAULTS).map(
      ([fault, kind]) => [fault, kind, () => openDepot(fault as DepotFault), AT_DEPOT] as const, // a key of the table
    ),
  ])("%s: %s is found, and its line does it again", async (_fault, kind, open, options) => {
    const site: Site = await open();
    const report = await ask(site.url, options);
    const finding = findingsOf(report).find((one) => one.kind === kind);
    expect(finding).toBeDefined();
    expect(findingsOf(report).map((one) => one.kind)).toEqual(findingsOf(report).map(() => kind));
    expect(finding?.promised?.location.file).toMatch(/shop|depot/);
    expect(finding?.promised?.location.line).toBeGreaterThan(1);
    for (const secret of [KEY, TOKEN]) expect(JSON.stringify(report)).not.toContain(secret);

    const count = site.requests.length;
    const said = await shell(finding?.reproduction ?? "");
    expect(site.requests.length).toBe(count + 1);
    expect(said.split("\n")[0] ?? "").toContain(finding?.response === undefined ? "" : ` ${finding.response.status} `);
    await site.close();
  });
});

test("calls only safe methods without --unsafe, and notes the others", async () => {
  const shop = await openShop();
  const report = await ask(shop.url, { unsafe: false });
  await shop.close();
  expect(new Set(shop.requests.map((line) => line.split(" ")[0]))).toEqual(new Set(["GET"]));
  expect(report.operations.find(({ id }) => id === "addPet")?.notes.join()).toContain("--unsafe");
});

test("sends the same requests with the same seed, and others with another seed", async () => {
  const first = await asked(7);
  expect(first.length).toBeGreaterThan(10);
  expect(first.length).toBeLessThanOrEqual(40);
  expect(await asked(7)).toEqual(first);
  expect(await asked(8)).not.toEqual(first);
});

test("shrinks a request to the parts that the fault needs", async () => {
  const shop = await openShop("a filter that crashes on unicode");
  const [finding] = findingsOf(await ask(shop.url));
  await shop.close();
  const { searchParams } = new URL(finding?.request?.url ?? "");
  expect([...searchParams.keys()]).toEqual(["filter"]);
  expect([...(searchParams.get("filter") ?? "")]).toHaveLength(1);
});

test("accepts credentials by the name of their variable", async () => {
  const shop = await openShop();
  const report = await ask(shop.url, { auth: { SPECWRIGHT_AUTH_KEY: KEY }, operations: ["listPets"], maxCases: 5 });
  await shop.close();
  expect(report.operations[0]?.coverage.find(({ status }) => status === "200")?.cases).toBeGreaterThan(0);
});

test("finds that operations are untested without credentials, and reports an unreachable server once", async () => {
  const shop = await openShop();
  const report = await ask(shop.url, { auth: {} });
  await shop.close();
  expect(report.ok).toBe(false);
  expect(new Set(findingsOf(report).map(({ kind }) => kind))).toEqual(new Set(["untested"]));
  expect(report.operations.find(({ id }) => id === "listPets")?.notes.join()).toContain("--auth");
  const gone = await ask(shop.url);
  expect(findingsOf(gone).map(({ kind }) => kind)).toEqual(["no-response"]);
});

test("counts findings beyond ten", async () => {
  const names = Array.from({ length: 14 }, (_, index) => `p${index}`);
  const parameters = names.map((name) => ({ name, in: "query", required: true, schema: { type: "string" } }));
  const operation = { operationId: "all", parameters, responses: { 204: { description: "whatever comes" } } };
  const description = { openapi: "3.1.0", info: { title: "All", version: "1" }, paths: { "/": { get: operation } } };
  const file = join(folder, "all.json");
  writeFileSync(file, JSON.stringify(description));
  const server = createServer((_message, response) => response.writeHead(204).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const report = await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { spec: file });
  server.close();
  expect(findingsOf(report).map(({ kind }) => kind)).toEqual(Array.from({ length: 10 }, () => "accepted-invalid"));
  expect(report.operations[0]?.notes).toEqual(["There were 4 more findings."]);
});

async function asked(seed: number): Promise<readonly string[]> {
  const shop = await openShop();
  await ask(shop.url, { seed, operations: ["listPets"], maxCases: 40 });
  await shop.close();
  return shop.requests;
}
