/**
 * The snippets of README.md and of the guides work. Each page is a project: its files are written, its commands run,
 * its TypeScript is type-checked and run against the generated code and the mock.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { build } from "esbuild";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort, printed, reachable, startNode, type Program } from "../support/background.ts";
import { promisedOutput, snippetsOf, type Snippet } from "../support/snippets.ts";
import { COMPILERS, typecheck } from "../support/typecheck.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const cli = join(root, "dist/cli.js");
/** The folder of all projects. It is inside the package, so that `specwright` is the package itself. */
const projects = mkdtempSync(join(root, "dist/guides-"));

const GUIDES = "generator/guide";
const START = `${GUIDES}/getting-started.md`;
const PAGES = ["README.md", ...readdirSync(join(root, GUIDES)).map((file) => `${GUIDES}/${file}`)].filter(
  (page) => snippetsIn(page).length > 0,
);

function snippetsIn(page: string): readonly Snippet[] {
  try {
    return snippetsOf(readFileSync(join(root, page), "utf8"));
  } catch (error) {
    throw new Error(`${page}: ${String(error)}`, { cause: error });
  }
}

function folderOf(page: string): string {
  return join(projects, basename(page, ".md"));
}

/** Returns the TypeScript that can be checked. */
function modulesOf(page: string): readonly Snippet[] {
  return snippetsIn(page).filter(({ language, note }) => language === "ts" && note?.kind !== "not checked");
}

/** The description of the guide to begin with, which all pages use. */
const description = snippetsIn(START).find(({ language }) => language === "yaml")?.text ?? "";

let mock: Program;
let mockUrl = "";

beforeAll(async () => {
  writeFileSync(join(projects, "openapi.yaml"), description);
  mock = startNode([cli, "mock", "openapi.yaml", "--port", "0"], projects);
  mockUrl = await printed(mock, /http:\/\/127\.0\.0\.1:\d+/);
});

afterAll(async () => {
  await mock.stop();
  rmSync(projects, { recursive: true, force: true });
});

describe.each(PAGES)("%s", (page) => {
  const folder = folderOf(page);
  const all = snippetsIn(page);
  const checked = all.filter(({ note }) => note?.kind !== "not checked");
  const modules = modulesOf(page);
  const background: Program[] = [];
  const ports = new Map<string, string>();

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(projects, "openapi.yaml"), join(folder, "openapi.yaml"));
    for (const { line, note } of all) if (note) console.log(`${page}:${line} ${note.kind}: ${note.reason}`);
    for (const { words } of modules) {
      const port = /^background=(\d+)$/.exec(words[1] ?? "")?.[1];
      if (port !== undefined) ports.set(port, String(await freePort()));
    }
    for (const { language, words, text } of checked) {
      if (words[0] === "package.json") continue; // with it, `specwright` would not be the package itself
      if (language !== "sh" && words[0] !== undefined) writeTo(join(folder, words[0]), withPorts(text));
    }
    const [generation = "--check"] = commands.flatMap(
      ({ text }) => /^.*specwright generate .*-o src\/api.*$/m.exec(text) ?? [],
    );
    if (generation.includes("--check")) await generateClient();
  });

  afterAll(async () => {
    for (const program of background) await program.stop();
  });

  /** Replaces the ports in guides with those of this run. */
  const withPorts = (text: string): string => {
    const local = text.replaceAll("http://127.0.0.1:4010", mockUrl);
    return [...ports].reduce((given, [port, free]) => given.replaceAll(port, free), local);
  };

  test("names the language of each snippet, and the file of each module", () => {
    expect(all.filter(({ language }) => !["sh", "ts", "yaml", "json", "js"].includes(language))).toEqual([]);
    expect(modules.filter(({ words }) => !/^[\w./-]+\.ts$/.test(words[0] ?? ""))).toEqual([]);
  });

  const generateClient = async () => {
    const code = await runCommand("npx specwright generate openapi.yaml -o src/api", folder);
    if (code !== 0) throw new Error("the client cannot be generated");
  };

  const commands = checked.filter(({ language, note }) => language === "sh" && note === undefined);
  test.runIf(commands.length > 0)("has commands that succeed", async () => {
    for (const line of commands.flatMap(({ text }) => text.trim().split("\n"))) {
      expect({ line, code: await runCommand(line, folder) }).toEqual({ line, code: 0 });
    }
  });

  const data = checked.filter(({ language }) => ["yaml", "json", "js"].includes(language));
  test.runIf(data.length > 0)("has valid descriptions and configurations", async () => {
    for (const snippet of data) expect(await problemsOf(snippet, folder)).toEqual([]);
  });

  describe.runIf(modules.length > 0)("TypeScript", () => {
    test.each(modules.filter(({ note }) => note === undefined).map((snippet) => [snippet.words.join(" "), snippet]))(
      "%s runs",
      async (_name, { words: [file = "", mode], text }) => {
        const program = startNode([await compile(join(folder, file))], folder);
        const port = ports.get(mode?.replace("background=", "") ?? "");
        if (port !== undefined) {
          background.push(program);
          await reachable(Number(port), program);
          return;
        }
        const code = await program.ended;
        const output = program.output().trimEnd().split("\n").filter(Boolean);
        expect({ code, output }).toEqual({ code: 0, output: promisedOutput(text) });
      },
    );
  });

  /** Runs one line of a shell snippet and returns its exit code. Servers are stopped once they listen. */
  async function runCommand(line: string, cwd: string): Promise<number | null> {
    const [, command = "", rest = ""] = /^(?:npx )?(specwright|openapi-typescript)\s+([^#]*)/.exec(line.trim()) ?? [];
    if (command === "") throw new Error(`${page}: only specwright can run here, mark the snippet: ${line}`);
    const args = withPorts(rest).replace("http://127.0.0.1:3000", mockUrl).trim().split(/\s+/);
    const isServer = command === "specwright" && /^(?:mock|proxy)\b/.test(rest);
    const file = command === "specwright" ? cli : join(root, "node_modules/openapi-typescript/bin/cli.js");
    const program = startNode([file, ...args, ...(isServer ? ["--port", "0"] : [])], cwd);
    if (isServer) {
      await printed(program, /http:\/\/127\.0\.0\.1:\d+/);
      return program.stop();
    }
    return succeeded(program, line);
  }
});

test("README.md fits 8 kB, and begins with the installation", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(8_000);
  expect(snippetsIn("README.md")[0]?.text).toBe("npm install -D specwright\n");
});

test.each(["README.md", "CONTRIBUTING.md", ...readdirSync(join(root, GUIDES)).map((file) => `${GUIDES}/${file}`)])(
  "the links of %s lead to files",
  (page) => {
    const text = readFileSync(join(root, page), "utf8");
    const links = Array.from(text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g), ([, link = ""]) => link);
    const missing = links.filter((link) => !/^https?:/.test(link) && !existsSync(join(root, dirname(page), link)));
    expect(missing).toEqual([]);
  },
);

test.each(COMPILERS)("all snippets type-check with %s", async (compiler) => {
  const files = PAGES.flatMap((page) => modulesOf(page).map(({ words }) => join(folderOf(page), words[0] ?? "")));
  const flags = { types: ["node"], declaration: false, isolatedDeclarations: false, moduleDetection: "force" };
  expect(files.length).toBeGreaterThan(10);
  expect(await typecheck(files, { compiler, flags })).toEqual([]);
});

/** Waits for a program. Prints its output if it fails. */
async function succeeded(program: Program, line: string): Promise<number | null> {
  const code = await program.ended;
  if (code !== 0) console.error(`${line}\n${program.output()}`);
  return code;
}

/** Compiles a module with its relative imports. Packages stay imports. */
async function compile(file: string): Promise<string> {
  const outfile = file.replace(/\.ts$/, ".run.mjs");
  await build({ entryPoints: [file], outfile, bundle: true, packages: "external", platform: "node", format: "esm" });
  return outfile;
}

const schema = JSON.parse(readFileSync(join(root, "dist/config.schema.json"), "utf8"));
const validateConfig = new Ajv({ strict: true, allErrors: true }).compile(schema);

/** Returns what is wrong with a description or a configuration. */
async function problemsOf(
  { language, words: [file = ""], text }: Snippet,
  folder: string,
): Promise<readonly unknown[]> {
  const value: unknown = language === "js" ? await defaultOf(join(folder, file)) : parse(language, text);
  if (language === "yaml" && /^openapi:/m.test(text)) {
    const code = await succeeded(startNode([cli, "validate", file], folder), `specwright validate ${file}`);
    return code === 0 ? [] : [`exit code ${code}`];
  }
  const isConfig = file.startsWith("specwright.config");
  if (isConfig || file === "package.json") validateConfig(isConfig ? value : Reflect.get(Object(value), "specwright"));
  return validateConfig.errors ?? [];
}

function parse(language: string, text: string): unknown {
  return language === "json" ? JSON.parse(text) : load(text);
}

/** Returns the default export of a module that imports specwright by its name. */
async function defaultOf(file: string): Promise<unknown> {
  const module: unknown = await import(file);
  return Reflect.get(Object(module), "default");
}

function writeTo(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
