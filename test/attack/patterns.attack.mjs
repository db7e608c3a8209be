/**
 * Sends strings that make patterns slow to each place that runs patterns of a description: a server under test, the
 * proxy, the mock, the closed loop, the check and overlays. Each command must end in time, and no internal error occurs.
 * `PATTERNS` limits the number of patterns (default: all).
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "specwright-patterns-"));
const outfile = join(folder, "slow-patterns.mjs");
const list = fileURLToPath(new URL("../support/slow-patterns.ts", import.meta.url));
await build({ entryPoints: [list], outfile, format: "esm", logLevel: "error" });
const { SLOW_PATTERNS } = await import(outfile);
const patterns = SLOW_PATTERNS.slice(0, Number(process.env["PATTERNS"] ?? SLOW_PATTERNS.length));

/** Maximum time of one command, in milliseconds: start, code generation, and 2 seconds for each of a few strings. */
const MAX_TIME = 40_000;

/** Runs a command. Returns its output and exit code, or undefined if it does not end. */
function run(args, { until, then } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd: folder });
    let [out, started] = ["", false];
    const begin = performance.now();
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      resolve(undefined);
    }, MAX_TIME);
    const onData = async (piece) => {
      out += piece;
      if (until === undefined || started || !until.test(out)) return;
      started = true;
      await then(until.exec(out)[1]);
      child.kill("SIGTERM");
    };
    child.stdout.on("data", onData);
    child.stderr.on("data", onData);
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve({ code, out, time: performance.now() - begin });
    });
  });
}

function descriptionOf(pattern, { example, places = false } = {}) {
  const text = { type: "string", pattern, ...(example !== undefined && { example, default: example }) };
  const properties = { s: text };
  const map = { propertyNames: { pattern }, patternProperties: { [pattern]: { type: "integer" } } };
  const schema = {
    type: "object",
    properties: places ? { ...properties, map: { type: "object", ...map } } : properties,
  };
  const responses = { 200: { description: "x", content: { "application/json": { schema } } } };
  return {
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    paths: { "/a": { get: { operationId: "a", responses } } },
  };
}

function write(name, content) {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return name;
}

let attack = "";
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ s: attack }));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}`;
const fetchOnce = (base) => fetch(`${base}/a`, { signal: AbortSignal.timeout(10_000) }).then((found) => found.text());

const PLACES = {
  "test --url": (spec) => run(["test", spec, "--url", url, "--max-cases", "3"]),
  proxy: (spec) =>
    run(["proxy", spec, "--target", url, "-p", "0"], {
      until: /Forwarding (http:\/\/127\.0\.0\.1:\d+)/,
      then: async (base) => {
        await fetchOnce(base);
        await fetchOnce(base);
      },
    }),
  mock: (_spec, pattern) =>
    run(["mock", write("example.json", descriptionOf(pattern, { example: attack })), "-p", "0", "--no-watch"], {
      until: /(http:\/\/127\.0\.0\.1:\d+)/,
      then: fetchOnce,
    }),
  test: (_spec, pattern) =>
    run(["test", write("loop.json", descriptionOf(pattern, { example: attack, places: true })), "--max-cases", "5"]),
  validate: (_spec, pattern) => run(["validate", write("check.json", descriptionOf(pattern, { example: attack }))]),
  overlay: (_spec, pattern) => {
    const target = `$['x-list'][?search(@, ${JSON.stringify(pattern)})]`;
    const overlay = { overlay: "1.0.0", info: { title: "o", version: "1" }, actions: [{ target, remove: true }] };
    const spec = write("overlaid.json", { ...descriptionOf("^a$"), "x-list": [attack] });
    return run(["bundle", spec, "--overlay", write("overlay.json", overlay)]);
  },
};

const problems = [];
let [count, slowest] = [0, 0];
for (const [pattern, text] of patterns) {
  attack = text;
  const spec = write("plain.json", descriptionOf(pattern));
  for (const [place, attempt] of Object.entries(PLACES)) {
    const result = await attempt(spec, pattern).catch((error) => ({ code: 3, out: String(error), time: 0 }));
    count += 1;
    slowest = Math.max(slowest, result?.time ?? MAX_TIME);
    if (result === undefined) problems.push(`${place} does not end: ${pattern}`);
    else if (result.code === 3 || /This is a bug of specwright/.test(result.out)) {
      problems.push(`${place} fails: ${pattern}: ${result.out.slice(-200)}`);
    }
  }
}
server.close();
rmSync(folder, { recursive: true, force: true });
console.log(`patterns: ${count} runs, slowest ${Math.round(slowest)} ms, ${problems.length} problems`);
for (const problem of problems) console.log(`  ${problem}`);
if (problems.length > 0) process.exitCode = 1;
