/** A server with one fault at a time: each is found, with a line that does it again; a server without faults is left alone. */
import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { DEFAULT_TEST, prove, type TestOptions } from "../../../../generator/5-contract/prove.ts";
import type { Finding, ProofReport } from "../../../../generator/5-contract/report.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";
import { CURL } from "./curl.ts";
import { type Fault, FAULTS, KEY, openShop, SHOP } from "./shop.ts";

const folder = mkdtempSync(join(tmpdir(), "specwright-live-"));
const spec = join(folder, "openapi.yaml");
writeFileSync(spec, SHOP);
writeFileSync(join(folder, "curl"), CURL);
chmodSync(join(folder, "curl"), 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

async function ask(url: string, options: Partial<TestOptions> = {}): Promise<ProofReport> {
  const auth = { Key: KEY };
  const rate = 10_000;
  const given = { ...DEFAULT_SOURCE, ...DEFAULT_TEST, spec, url, auth, rate, unsafe: true, maxCases: 80, ...options };
  const { value, diagnostics } = await prove(given);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value;
}

function findingsOf({ operations }: ProofReport): readonly Finding[] {
  return operations.flatMap(({ findings }) => findings);
}

/** What the shell says of a line: the start of the answer, or nothing. */
function shell(line: string): Promise<string> {
  const env = { PATH: `${folder}:${process.env["PATH"]}`, SPECWRIGHT_AUTH_KEY: KEY, NODE: process.execPath };
  return new Promise((resolve) => {
    execFile("sh", ["-c", line], { env, timeout: 10_000 }, (_error, stdout) => resolve(stdout));
  });
}

test("a server without faults is left alone, and every documented answer is seen", async () => {
  const shop = await openShop();
  const report = await ask(shop.url);
  await shop.close();
  expect(findingsOf(report).map(({ kind, message, about }) => [kind, message, about])).toEqual([]);
  expect(report.ok).toBe(true);
  const success = report.operations.map(
    ({ coverage }) => coverage.filter(({ status, cases }) => status < "300" && cases > 0).length,
  );
  expect(success).toEqual([1, 1, 1, 1]);
});

describe("a server with", () => {
  test.each(Object.entries(FAULTS))("%s: %s is found, and its line does it again", async (fault, kind) => {
    const shop = await openShop(fault as Fault); // a key of the table
    const report = await ask(shop.url);
    const finding = findingsOf(report).find((one) => one.kind === kind);
    expect(finding).toBeDefined();
    expect(findingsOf(report).map((one) => one.kind)).toEqual(findingsOf(report).map(() => kind));
    expect(finding?.promised?.location.file).toContain("openapi.yaml");
    expect(finding?.promised?.location.line).toBeGreaterThan(1);
    expect(JSON.stringify(report)).not.toContain(KEY);

    const count = shop.requests.length;
    const said = await shell(finding?.reproduction ?? "");
    expect(shop.requests.length).toBe(count + 1);
    expect(said.split("\n")[0] ?? "").toContain(finding?.answer === undefined ? "" : ` ${finding.answer.status} `);
    await shop.close();
  });
});

test("without --unsafe nothing is changed, and it is told what was left out", async () => {
  const shop = await openShop();
  const report = await ask(shop.url, { unsafe: false });
  await shop.close();
  expect(new Set(shop.requests.map((line) => line.split(" ")[0]))).toEqual(new Set(["GET"]));
  expect(report.operations.find(({ id }) => id === "addPet")?.notes.join()).toContain("--unsafe");
});

test("the same seed asks the same, another one something else", async () => {
  const first = await asked(7);
  expect(first.length).toBeGreaterThan(10);
  expect(first.length).toBeLessThanOrEqual(40);
  expect(await asked(7)).toEqual(first);
  expect(await asked(8)).not.toEqual(first);
});

test("a shrunk request has nothing that the fault does not need", async () => {
  const shop = await openShop("a filter that crashes on unicode");
  const [finding] = findingsOf(await ask(shop.url));
  await shop.close();
  const { searchParams } = new URL(finding?.request?.url ?? "");
  expect([...searchParams.keys()]).toEqual(["filter"]);
  expect([...(searchParams.get("filter") ?? "")]).toHaveLength(1);
});

test("credentials may be given by the name of their variable", async () => {
  const shop = await openShop();
  const report = await ask(shop.url, { auth: { SPECWRIGHT_AUTH_KEY: KEY }, operations: ["listPets"], maxCases: 5 });
  await shop.close();
  expect(report.operations[0]?.coverage.find(({ status }) => status === "200")?.cases).toBeGreaterThan(0);
});

test("without credentials, what needs them is told; a server that is not there is told once", async () => {
  const shop = await openShop();
  const report = await ask(shop.url, { auth: {} });
  await shop.close();
  expect(report.ok).toBe(true);
  expect(report.operations.find(({ id }) => id === "listPets")?.notes.join()).toContain("--auth");
  const gone = await ask(shop.url);
  expect(findingsOf(gone).map(({ kind }) => kind)).toEqual(["no-answer"]);
});

async function asked(seed: number): Promise<readonly string[]> {
  const shop = await openShop();
  await ask(shop.url, { seed, operations: ["listPets"], maxCases: 40 });
  await shop.close();
  return shop.requests;
}
