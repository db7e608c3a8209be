/** The package as npm would publish it: linted, installed into an empty project, type-checked and run. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../../", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "specwright-package-"));
const tarball = join(project, `specwright-${manifest.version}.tgz`);
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Runs a command and returns its output. Throws with the output if the command fails. */
function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", timeout: 120_000 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: exit ${status}\n${stdout}\n${stderr}`);
  return stdout;
}
const bin = (name: string): string => join(root, "node_modules", ".bin", name);

beforeAll(() => {
  // dist/ was built before the tests began; building it again would pull it from under those that run beside this one
  run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", project], root);
});

describe("the tarball", () => {
  test("has no problems according to publint", () => {
    expect(run(bin("publint"), ["run", tarball, "--strict"], root)).toContain("All good!");
  });

  test("has valid types for every entry point according to are-the-types-wrong", () => {
    expect(run(bin("attw"), [tarball, "--profile", "esm-only", "--format", "ascii", "--no-emoji"], root)).toContain(
      "OK (ESM)",
    );
  });

  test("contains only the needed files", () => {
    const files = run("tar", ["-tzf", tarball], root).split("\n").filter(Boolean);
    const folders = new Set(files.map((file) => file.split("/").slice(1, 2).join("")));
    expect([...folders].toSorted()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json"]);
    expect(files).toContain("package/dist/licences.txt");
  });
});

describe("an empty project with TypeScript 7", () => {
  const install = ["install", "--prefer-offline", "--no-audit", "--no-fund", "--silent"];
  const flags =
    "--strict --target es2022 --module nodenext --types node --skipLibCheck false --verbatimModuleSyntax".split(" ");

  beforeAll(() => {
    writeFileSync(join(project, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
    const { "typescript-7": typescript, "@types/node": types } = manifest.devDependencies;
    const others = [`typescript@${typescript.split("@").at(-1)}`, `@types/node@${types}`];
    run("npm", [...install, tarball, ...others], project);
    cpSync(fileURLToPath(new URL("consumer.ts", import.meta.url)), join(project, "consumer.ts"));
  }, 120_000);

  test("type-checks and runs the client, the server and the programmatic API", () => {
    run(join(project, "node_modules", ".bin", "tsc"), [...flags, "consumer.ts"], project);
    expect(JSON.parse(run("node", ["consumer.js"], project))).toEqual({
      status: 200,
      name: "Cypress",
      remaining: 99,
      unimplemented: 501,
      valid: true,
      title: "string",
      errors: 1,
    });
  });

  test("runs the command line", () => {
    expect(run("npx", ["--no-install", "specwright", "--version"], project)).toBe(`${manifest.version}\n`);
  });

  test("installs only the needed packages", () => {
    const tree: { readonly dependencies: object } = JSON.parse(
      run("npm", ["ls", "--json", "--omit=dev", "--package-lock-only", "--depth=0", "specwright"], project),
    );
    expect(Object.keys(tree.dependencies)).toEqual(["specwright"]);
    expect(manifest).not.toHaveProperty("dependencies");
  });

  test("takes at most 9 MB on disk", () => {
    const folder = join(project, "node_modules/specwright");
    const sizes = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) =>
      statSync(join(folder, path)),
    );
    const bytes = sizes.reduce((sum, { size }) => sum + Math.ceil(size / 4_096) * 4_096, 0); // blocks of 4 KiB, as `du` counts
    expect(bytes).toBeLessThanOrEqual(9_000_000);
  });
});

describe("the runtime of the package", () => {
  const golden = new URL("../golden/", import.meta.url);
  const outputs = readdirSync(golden, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));

  test("has all modules that generated code imports, with declarations", () => {
    const generated = [...outputs.map((path) => new URL(path, golden)), new URL("../../generated/index.ts", golden)];
    const imported = new Set(
      generated.flatMap((file) => {
        const text = readFileSync(file, "utf8");
        if (text.startsWith("/* Generated by specwright. ")) return []; // a copied file
        return [...text.matchAll(/from "(?:\.{1,2}\/)+runtime\/(.+)\.js";$/gm)].map(([, module = ""]) => module);
      }),
    );
    expect(imported.size).toBeGreaterThan(10);
    const files = new Set(run("tar", ["-tzf", tarball], root).split("\n"));
    const wanted = [...imported].flatMap((module) => [`${module}.js`, `${module}.d.ts`]);
    expect(wanted.filter((path) => !files.has(`package/dist/runtime/runtime/${path}`))).toEqual([]);
  });

  test("needs fewer files than before, when the clients had their own", () => {
    expect(run("tar", ["-tzf", tarball], root).split("\n").filter(Boolean).length).toBeLessThan(340);
  });
});
