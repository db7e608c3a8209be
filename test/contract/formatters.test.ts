/** Output that formatters meet: they leave it alone, and where they do not, the next run overwrites it. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const SPEC = fileURLToPath(new URL("../../spec/openapi.yaml", import.meta.url));
const OXFMT = fileURLToPath(new URL("../../node_modules/oxfmt/bin/oxfmt", import.meta.url));
const SETTINGS = [".gitattributes", ".oxfmtrc.jsonc", ".prettierrc", "biome.jsonc"];

let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "specwright-formatters-"));
  writeFileSync(join(project, "main.ts"), "export const one = 1;\n");
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Runs specwright in the project. */
function generate(...options: readonly string[]): { readonly status: number | null; readonly output: string } {
  const targets = ["--targets", "types,paths,validators,client,server", "--adapters", "node,hono,express,fastify"];
  const args = [CLI, "generate", SPEC, "-o", "api", ...targets, ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  return { status, output: `${stdout}${stderr}` };
}

/** Runs oxfmt in the project. Returns its exit code. */
function oxfmt(...args: readonly string[]): number | null {
  return spawnSync(process.execPath, [OXFMT, ...args], { cwd: project }).status;
}

function contents(): ReadonlyMap<string, string> {
  const paths = readdirSync(join(project, "api"), { recursive: true, encoding: "utf8" });
  const files = paths.filter((path) => /\.[a-z]+$/.test(path) && !path.startsWith(".specwright"));
  return new Map(files.map((path) => [path, readFileSync(join(project, "api", path), "utf8")]));
}

describe("a formatter", () => {
  test("leaves the output alone by the settings in the folder", () => {
    expect(generate()).toMatchObject({ status: 0 });
    expect(oxfmt("--check", ".")).toBe(0);
  });

  test.each([
    ["its defaults", {}],
    ["tabs, single quotes and no semicolons", { useTabs: true, singleQuote: true, semi: false, printWidth: 80 }],
    [
      "no trailing commas and few parentheses",
      { trailingComma: "none", arrowParens: "avoid", quoteProps: "consistent", objectWrap: "collapse" },
    ],
  ])("that formats with %s is recognized, and its changes are overwritten", (_name, options) => {
    generate();
    const written = contents();
    for (const path of SETTINGS) rmSync(join(project, "api", path));
    writeFileSync(join(project, ".oxfmtrc.json"), JSON.stringify(options));
    oxfmt("api");
    rmSync(join(project, ".oxfmtrc.json"));
    const changed = [...contents()].filter(([path, text]) => written.get(path) !== text).length;
    expect(changed).toBeGreaterThan(50);

    const check = generate("--check");
    expect(check.status).toBe(1);
    expect(check.output).toContain(`${changed} files changed by a formatter. Exclude api from it`);
    expect(check.output).not.toContain("edited");
    const next = generate();
    expect(next.output).toContain(`Overwritten: ${changed} files changed by a formatter.`);
    expect([next.status, contents()]).toEqual([0, written]);
  });

  test("does not hide an edit", () => {
    generate();
    const file = join(project, "api/client.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace("createApi(", "makeApi("));
    expect(generate()).toMatchObject({ status: 1, output: expect.stringContaining("was edited") as string });
    execFileSync(process.execPath, [CLI, "generate", SPEC, "-o", "api", "--force"], { cwd: project });
  });
});
