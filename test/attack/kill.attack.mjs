/**
 * Kills `specwright generate` at random moments (SIGKILL). Afterwards the folder is the old or the new state, or
 * `--check` reports it as stale. The next run repairs it. `KILLS` sets the number of kills (default: 200), `SEED` the
 * moments.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const kills = Number(process.env["KILLS"] ?? 200);
const folder = mkdtempSync(join(tmpdir(), "specwright-kill-"));
const output = join(folder, "generated");

/** Returns numbers from 0 to 1, equal for equal seeds (mulberry32). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns a description in which every generated file depends on `version`. */
function descriptionOf(version) {
  const schema = { type: "object", properties: { [`in${version}`]: { type: "string", pattern: `^(${version}|x)+$` } } };
  const content = { "application/json": { schema } };
  const paths = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => {
      const responses = { 200: { description: "ok", content } };
      const own = {
        operationId: `call${index}In${version}`,
        tags: [`group ${index}`],
        requestBody: { content },
        responses,
      };
      return [`/${version}/${index}`, { post: own }];
    }),
  );
  return JSON.stringify({ openapi: "3.1.0", info: { title: `Version ${version}`, version: "1" }, paths });
}

const specs = ["one", "two"].map((version) => {
  const file = join(folder, `${version}.json`);
  writeFileSync(file, descriptionOf(version));
  return file;
});

function generate(spec, ...more) {
  return spawnSync(process.execPath, [cli, "generate", spec, "-o", output, ...more], { cwd: folder }).status;
}

/** Returns a hash of all files below the output folder with their paths. */
function snapshot() {
  const hash = createHash("sha256");
  for (const path of readdirSync(output, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (statSync(join(output, path)).isFile()) hash.update(`${path}\0`).update(readFileSync(join(output, path)));
  }
  return hash.digest("hex");
}

/** Starts a run and kills it after some milliseconds. Returns false if it had ended before. */
async function killAfter(spec, milliseconds) {
  const child = spawn(process.execPath, [cli, "generate", spec, "-o", output], { cwd: folder, stdio: "ignore" });
  const ended = new Promise((resolve) => {
    child.on("exit", (_code, signal) => resolve(signal !== "SIGKILL"));
  });
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill("SIGKILL");
  return !(await ended);
}

const problems = [];
const states = { old: 0, new: 0, told: 0, ended: 0 };
try {
  const snapshots = specs.map((spec) => {
    rmSync(output, { recursive: true, force: true });
    if (generate(spec) !== 0) problems.push(`a first run of ${spec} failed`);
    return snapshot();
  });
  const start = performance.now();
  generate(specs[0]);
  let duration = performance.now() - start;
  const random = randomFrom(Number(process.env["SEED"] ?? 1));
  let current = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    const next = 1 - current;
    // most of the time passes before the first file is written, so half of the kills come late
    const moment = duration * (kill % 2 === 0 ? random() : 0.5 + 0.5 * random());
    const isKilled = await killAfter(specs[next], moment);
    if (!isKilled) states.ended += 1;
    duration *= isKilled ? 1.03 : 0.85; // the load of the machine changes
    const found = snapshot();
    const isStale = generate(specs[next], "--check") !== 0;
    if (found === snapshots[next]) states.new += 1;
    else if (found === snapshots[current]) states.old += 1;
    else states.told += 1;
    const tell = (what) => problems.push(`kill ${kill} after ${Math.round(moment)} ms: ${what}`);
    if (found !== snapshots[next] && !isStale) tell("--check reports nothing");
    const code = generate(specs[next]);
    if (code !== 0) tell(`the next run exits with ${code}`);
    if (snapshot() !== snapshots[next]) tell("the next run does not repair it");
    current = next;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const counts = Object.entries(states).map(([name, count]) => `${count} ${name}`);
console.log(`kill: ${kills} kills (${counts.join(", ")}), ${problems.length} problems`);
for (const problem of problems) console.log(`  ${problem}`);
if (problems.length > 0) process.exitCode = 1;
