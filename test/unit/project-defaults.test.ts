import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { missingPackages, readProject, targetsFor } from "../../generator/project-defaults.ts";
import { ADAPTERS, TARGETS } from "../../generator/options.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "specwright-project-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, packages: readonly string[], kind = "dependencies"): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(
    join(folder, path),
    JSON.stringify({ [kind]: Object.fromEntries(packages.map((name) => [name, "1"])) }),
  );
}

describe("without targets, a project gets", () => {
  test.each<[name: string, packages: readonly string[], targets: string, adapters: string]>([
    ["types, validators and client", [], "types validators client", ""],
    ["the same for a React app with types of Node", ["react", "vite", "@types/node"], "types validators client", ""],
    ["a server for Express", ["express"], "types validators client server", "express"],
    ["a server for Fastify and Node", ["fastify", "@types/node"], "types validators client server", "node fastify"],
    ["a server for Hono beside React", ["hono", "react", "@types/node"], "types validators client server", "node hono"],
    ["a server for Node", ["@types/node"], "types validators client server", "node"],
    ["paths beside openapi-fetch", ["openapi-fetch"], "types paths validators client", ""],
  ])("%s", (_name, packages, targets, adapters) => {
    write("package.json", packages, "devDependencies");
    const chosen = targetsFor(readProject(join(folder, "src/api")), {});
    expect([chosen.targets.join(" "), chosen.adapters.join(" ")]).toEqual([targets, adapters]);
  });
});

describe("verbatimModuleSyntax", () => {
  test.each<[string, object, string, boolean]>([
    [
      "rejects imports in CommonJS",
      { type: "commonjs" },
      '{ "compilerOptions": { "verbatimModuleSyntax": true } }',
      true,
    ],
    [
      "rejects imports without a type",
      {},
      '{\n  // as tsc --init writes it\n    "verbatimModuleSyntax": true,\n}',
      true,
    ],
    ["allows them in modules", { type: "module" }, '{ "compilerOptions": { "verbatimModuleSyntax": true } }', false],
    ["allows them for a bundler", {}, '{ "module": "ESNext", "verbatimModuleSyntax": true }', false],
    ["counts only if it is set", {}, '{\n  // "verbatimModuleSyntax": true,\n}', false],
  ])("%s", (_name, content, config, want) => {
    writeFileSync(join(folder, "package.json"), JSON.stringify(content));
    writeFileSync(join(folder, "tsconfig.json"), config);
    expect(readProject(join(folder, "src/api")).rejectsImports).toBe(want);
  });
});

test("beside Next, imports have no extension", () => {
  write("package.json", ["next", "react"]);
  expect(targetsFor(readProject(folder), {}).importExtension).toBe("none");
  expect(targetsFor(readProject(folder), { importExtension: "ts" }).importExtension).toBe("ts");
});

test("what the user asks for comes first, and a server has an adapter", () => {
  write("package.json", ["fastify"]);
  const project = readProject(folder);
  expect(targetsFor(project, { targets: TARGETS, adapters: ADAPTERS })).toMatchObject({
    targets: TARGETS,
    adapters: ADAPTERS,
  });
  expect(targetsFor(project, { targets: ["server"] }).adapters).toEqual(["fastify"]);
  expect(targetsFor(project, { adapters: ["hono"] }).targets).toContain("server");
  rmSync(join(folder, "package.json"));
  write("package.json", []);
  expect(targetsFor(readProject(folder), { targets: ["server"] }).adapters).toEqual(["node"]);
});

test("the nearest package.json decides, of a monorepo the one of the package", () => {
  write("package.json", ["express"]);
  write("packages/web/package.json", ["react"]);
  expect(targetsFor(readProject(join(folder, "packages/web/src/api")), {}).targets).not.toContain("server");
  expect(targetsFor(readProject(join(folder, "src/api")), {}).targets).toContain("server");
});

test("a package.json that cannot be read counts as empty", () => {
  writeFileSync(join(folder, "package.json"), "{");
  expect(targetsFor(readProject(folder), {}).targets).toEqual(["types", "validators", "client"]);
});

test.each([
  ["package-lock.json", "npm install"],
  ["pnpm-lock.yaml", "pnpm add"],
  ["yarn.lock", "yarn add"],
  ["bun.lock", "bun add"],
])("says what to install, by %s", (lock, install) => {
  write("package.json", ["hono"]);
  writeFileSync(join(folder, lock), "");
  const project = readProject(folder);
  const missing = missingPackages(project, { targets: TARGETS, adapters: ["node", "hono", "express"] });
  expect([project.install, ...missing]).toEqual([install, "openapi-fetch", "@types/node", "express"]);
});
