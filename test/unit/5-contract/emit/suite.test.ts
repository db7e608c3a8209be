/** The suite that users get: it runs, it type-checks, it finds what is wrong, and it never overwrites what they wrote. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emit } from "../../../../generator/5-contract/emit/suite.ts";
import { generate } from "../../../../generator/index.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";
import { typecheck } from "../../../support/typecheck.ts";
import { makeWorkspace } from "../../../support/workspace.ts";

const root = new URL("../../../../", import.meta.url).pathname;
const source = { spec: join(root, "spec/openapi.yaml"), overlays: [join(root, "spec/overlays/corrections.yaml")] };

let workspace: string;
function emitted(): ReturnType<typeof emit> {
  return emit({
    ...DEFAULT_SOURCE,
    ...source,
    output: join(workspace, "contract"),
    generated: join(workspace, "src/api"),
    seed: 1,
    force: false,
    importExtension: "js",
  });
}

beforeAll(async () => {
  workspace = makeWorkspace();
  const { ok } = await generate({ ...source, output: join(workspace, "src/api") });
  const { value } = await emitted();
  if (!ok || value === undefined) throw new Error("nothing was written");
}, 60_000);
afterAll(() => rmSync(workspace, { recursive: true }));

/** What vitest says of the suite. */
function run(): Promise<{ readonly passed: number; readonly failed: number }> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--root", workspace, "--reporter", "json", "--maxWorkers", "1"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => {
      const start = stdout.indexOf("{");
      if (start === -1) reject(new Error(stdout + stderr));
      else {
        const report = JSON.parse(stdout.slice(start)) as { numPassedTests: number; numFailedTests: number };
        resolve({ passed: report.numPassedTests, failed: report.numFailedTests });
      }
    });
  });
}

test("a file per group and the loop", () => {
  expect(readdirSync(join(workspace, "contract")).toSorted()).toEqual([
    ".specwright.json",
    "clients.test.ts",
    "loop.ts",
  ]);
});

test("it type-checks", { timeout: 60_000 }, async () => {
  expect(await typecheck([join(workspace, "contract/clients.test.ts")])).toEqual([]);
});

test("it passes, and fails where the server is wrong", { timeout: 120_000 }, async () => {
  const { passed, failed } = await run();
  expect(failed).toBe(0);
  expect(passed).toBeGreaterThan(80);

  const file = join(workspace, "src/api/runtime/scalars.ts");
  const text = readFileSync(file, "utf8");
  const broken = text.replace("=== text) return Number(text)", "=== text) return Number(text) + 1");
  expect(broken).not.toBe(text);
  writeFileSync(file, broken);
  expect((await run()).failed).toBeGreaterThan(0);
  writeFileSync(file, text);
});

test("what was edited stays", async () => {
  const file = join(workspace, "contract/clients.test.ts");
  const text = `${readFileSync(file, "utf8")}\n// mine\n`;
  writeFileSync(file, text);
  const { diagnostics } = await emitted();
  // nothing was left to write, but for what was edited
  expect(diagnostics.map(({ rule }) => rule)).toContain("output-edited");
  expect(readFileSync(file, "utf8")).toBe(text);
});
