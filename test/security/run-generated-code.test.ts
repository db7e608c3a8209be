/**
 * Type-checks and runs the generated code of hostile descriptions. A process that imports all of it, and creates
 * clients and servers, must not run any text of a description.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateInMemory } from "../support/in-memory.ts";
import { typecheck } from "../support/typecheck.ts";
import { description } from "./hostile-descriptions.ts";
import { MARK } from "./payloads.ts";

const DOCUMENTS = 40;
const repository = fileURLToPath(new URL("../../", import.meta.url));

let folder: string;
/** Folders of the generated code. */
const outputs: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "specwright-running-"));
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const shared = new Map<string, string>();
  for (const document of fc.sample(description, { numRuns: DOCUMENTS, seed: 2 })) {
    const { files = new Map<string, string>() } = await generateInMemory(document, folder);
    if (files.size === 0) continue;
    const output = join(folder, String(outputs.length));
    for (const [path, text] of files) await write(join(output, path), text, shared);
    outputs.push(output);
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a file. Copied runtime files become links to one file, so that the compiler reads them once. */
async function write(file: string, text: string, shared: Map<string, string>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const known = /\/runtime\//.test(file) ? shared.get(text) : undefined;
  if (known !== undefined) return symlink(known, file);
  shared.set(text, file);
  return writeFile(file, text);
}

test("most descriptions are generated", () => {
  expect(outputs.length).toBeGreaterThan(DOCUMENTS * 0.8);
});

test("the generated code type-checks", async () => {
  const files = outputs.flatMap(
    (output) =>
      ["index.ts", "links.ts", "paths.ts", "validators.ts", "server/index.ts", "server/stubs.ts"]
        .map((file) => join(output, file))
        .filter(existsSync), // some have no links
  );
  expect(files.filter((file) => file.endsWith("/links.ts"))).not.toEqual([]);
  expect(await typecheck(files)).toEqual([]);
}, 300_000);

test("importing and starting the generated code runs no text of a description", async () => {
  const built = join(folder, "built");
  await build({
    entryPoints: outputs.flatMap((output) => [
      `${output}/index.ts`,
      `${output}/server/index.ts`,
      `${output}/validators.ts`,
    ]),
    outdir: built,
    outbase: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    logLevel: "silent",
  });
  const work = join(folder, "work");
  await mkdir(work);
  await writeFile(join(work, "main.mjs"), PROGRAM);
  const before = await readdir(work);
  const modules = outputs.map((output) => output.replace(folder, built));
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["main.mjs", ...modules], { cwd: work });
  expect(JSON.parse(stdout)).toEqual({ ran: [], added: [], inherited: [], started: outputs.length });
  expect(await readdir(work)).toEqual(before);
}, 120_000);

/** A program that imports and starts everything. It reports calls of payloads and changes of global objects. */
const PROGRAM = `
const ran = [];
globalThis.${MARK} = (what) => void ran.push(String(what));
await fetch("data:,"); // Node's own global comes with the first use
const known = new Set(Reflect.ownKeys(globalThis));
const prototypes = [Object, Array, String, Function, Promise, RegExp, Map].map((one) => one.prototype);
const membersOf = (one) => Reflect.ownKeys(one).map(String);
const before = prototypes.map(membersOf);
const anything = new Proxy({}, { has: () => true, get: () => () => true, getOwnPropertyDescriptor: () => ({ value: () => true, configurable: true, enumerable: true }) });
let started = 0;
for (const module of process.argv.slice(2)) {
  const { createApi, servers } = await import(module + "/index.js");
  const { createServer, stubs } = await import(module + "/server/index.js");
  await import(module + "/validators.js");
  createApi({ baseUrl: "http://127.0.0.1:1" }).client;
  const server = createServer(stubs, { security: anything });
  await server.fetch(new Request("http://127.0.0.1/")).then((response) => response.text());
  started += 1;
}
const added = Reflect.ownKeys(globalThis).filter((name) => !known.has(name)).map(String);
const inherited = prototypes.flatMap((one, index) => membersOf(one).filter((name) => !before[index].includes(name)));
console.log(JSON.stringify({ ran, added, inherited, started }));
`;
