/**
 * `npm run examples`: installs each example with `npm ci` and with the packed tarball of specwright, generates, builds
 * and tests it, in a temporary folder. Arguments select examples: `npm run examples -- hono next`.
 *
 * The lock files do not contain specwright, because its hash changes with each commit. They name no registry either.
 */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const folder = mkdtempSync(join(tmpdir(), "specwright-examples-"));

/** What an example writes. */
const MADE = /[\\/](?:node_modules|dist|\.next|\.turbo|src[\\/](?:api|generated))$/;

/** Examples at the same time: npm waits for the network, compilers for the processor. */
const AT_ONCE = 2;

const all = readdirSync(here, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`unknown examples: ${unknown.join(", ")}; known: ${all.join(", ")}`);

/** The description of all examples, which the guide to begin with shows. */
const guide = readFileSync(join(root, "generator/guide/getting-started.md"), "utf8");
const description = /```yaml openapi\.yaml\n([\s\S]*?)```/.exec(guide)?.[1];

try {
  await run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], root);
  const tarball = join(
    folder,
    readdirSync(folder).find((file) => file.endsWith(".tgz")),
  );
  const waiting = chosen.length > 0 ? chosen : all;
  const failed = [];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const start = Date.now();
      try {
        await runExample(name, tarball);
        console.log(`${name}: passed in ${Math.round((Date.now() - start) / 1000)} s`);
      } catch (error) {
        failed.push(name);
        console.error(`${name}: FAILED\n${error.message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failed.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function runExample(name, tarball) {
  const project = join(folder, name);
  cpSync(join(here, name), project, { recursive: true, filter: (path) => !MADE.test(path) });
  checkFiles(project);
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"];
  await run("npm", ["ci", ...quiet], project);
  await run("npm", ["install", "--no-save", ...quiet, tarball], project);
  for (const script of ["generate", "build", "test"]) await run("npm", ["run", "--silent", script], project);
}

/** Throws if the description is not that of the guide, or if the lock file contains specwright or a registry. */
function checkFiles(project) {
  const descriptions = ["openapi.yaml", "packages/api/openapi.yaml"].map((path) => join(project, path));
  const file = descriptions.find((path) => existsSync(path));
  if (readFileSync(file, "utf8") !== description) {
    throw new Error("openapi.yaml differs from the guide getting-started.md");
  }
  const lock = readFileSync(join(project, "package-lock.json"), "utf8");
  if (/"resolved": "http|specwright"/.test(lock)) throw new Error("package-lock.json names a registry or specwright");
}

/** Runs a command. Throws with its output if it fails. */
function run(command, args, cwd) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", TURBO_TELEMETRY_DISABLED: "1", CI: "1" };
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return new Promise((settle, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) settle(output);
      else reject(new Error(`${command} ${args.join(" ")}: exit code ${code}\n${output}`));
    });
  });
}
