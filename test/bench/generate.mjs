/**
 * `npm run bench`: CPU seconds (user + system, children included) and peak memory of a cold run, ours beside peers', in turns, so that
 * whatever else the machine does falls on both. Prints medians and ratios; a ratio below 1 means that specwright needs less.
 *
 *   npm run bench                       the clients description
 *   npm run bench -- FILE [FILE …]      other descriptions
 *   npm run bench -- --runs 9           more runs (5 by default)
 *
 * The peers are installed once into a folder of the system's temporary directory, with a Node that they run on.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const peers = join(tmpdir(), "specwright-bench-peers");
const PINNED = {
  "@hey-api/openapi-ts": "0.99.0",
  "openapi-typescript": "7.13.0",
  typescript: "5.9.3",
  [`node-${process.platform}-${process.arch}`]: "24.21.0", // hey-api needs Node >= 22.18
};

const { values, positionals } = parseArgs({
  options: { runs: { type: "string", default: "5" } },
  allowPositionals: true,
});
const runs = Number(values.runs);
const cli = join(root, "dist/cli.js");

installPeers();
const descriptions = positionals.length > 0 ? positionals.map((file) => resolve(file)) : [bundledClients()];
for (const description of descriptions) report(description);

function report(description) {
  const newerNode = join(peers, "node_modules", `node-${process.platform}-${process.arch}`, "bin/node");
  const peer = (path) => join(peers, "node_modules", path);
  const contenders = {
    "specwright, types + client": (out) => [
      process.execPath,
      cli,
      "generate",
      description,
      "-o",
      out,
      "--targets",
      "types,client",
    ],
    "specwright on Node 24": (out) => [newerNode, cli, "generate", description, "-o", out, "--targets", "types,client"],
    "specwright, all targets": (out) => [process.execPath, cli, "generate", description, "-o", out],
    "@hey-api/openapi-ts 0.99, types + client": (out) => [
      newerNode,
      peer("@hey-api/openapi-ts/bin/run.js"),
      "-i",
      description,
      "-o",
      out,
      "-p",
      "@hey-api/typescript",
      "@hey-api/sdk",
      "@hey-api/client-fetch",
      "--silent",
    ],
    "openapi-typescript 7.13, types": (out) => [
      process.execPath,
      peer("openapi-typescript/bin/cli.js"),
      description,
      "-o",
      join(out, "paths.ts"),
    ],
  };
  const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const [name, command] of Object.entries(contenders)) samples[name].push(measure(command));
  }
  const heyApi = median(samples["@hey-api/openapi-ts 0.99, types + client"].map(({ cpu }) => cpu));
  console.log(`\n${basename(description)}, cold runs: ${runs}`);
  console.log(`${"".padEnd(42)}${"CPU s".padStart(8)}${"peak MB".padStart(9)}${"of hey-api".padStart(12)}`);
  for (const [name, taken] of Object.entries(samples)) {
    const cpu = median(taken.map((sample) => sample.cpu));
    const peak = median(taken.map((sample) => sample.peak));
    console.log(
      `${name.padEnd(42)}${cpu.toFixed(2).padStart(8)}${peak.toFixed(0).padStart(9)}${`${(cpu / heyApi).toFixed(2)}×`.padStart(12)}`,
    );
  }
}

/** One cold run of `command`: CPU seconds of its whole process tree and peak resident megabytes of its largest process. */
function measure(command) {
  const folder = mkdtempSync(join(tmpdir(), "specwright-bench-"));
  const peaks = join(folder, "peaks");
  const hook = `import { appendFileSync } from "node:fs";
    process.on("exit", () => appendFileSync(${JSON.stringify(peaks)}, process.resourceUsage().maxRSS + "\\n"));`;
  try {
    const args = command(join(folder, "out"));
    const timed = spawnSync("bash", ["-c", 'TIMEFORMAT="%U %S"; time "$@"', "bench", ...args], {
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` },
      maxBuffer: 2 ** 28,
    });
    if (timed.status !== 0) throw new Error(`${args.join(" ")}\n${timed.stdout}${timed.stderr}`);
    const [user, system] = timed.stderr.trim().split("\n").at(-1).split(" ").map(Number);
    const kilobytes = readFileSync(peaks, "utf8").trim().split("\n").map(Number);
    return { cpu: user + system, peak: Math.max(...kilobytes) / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function installPeers() {
  mkdirSync(peers, { recursive: true });
  const wanted = JSON.stringify({ private: true, dependencies: PINNED });
  const manifest = join(peers, "package.json");
  if (existsSync(manifest) && existsSync(join(peers, "node_modules")) && readFileSync(manifest, "utf8") === wanted) {
    return;
  }
  writeFileSync(manifest, wanted);
  console.log(`installing the peers into ${peers}`);
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--no-save"], {
    cwd: peers,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the peers could not be installed");
}

/** Every contender reads the same bytes: the bundled description, corrections applied. */
function bundledClients() {
  const file = join(mkdtempSync(join(tmpdir(), "specwright-bench-")), "clients.yaml");
  const bundled = spawnSync(
    process.execPath,
    [
      cli,
      "bundle",
      join(root, "spec/openapi.yaml"),
      "--overlay",
      join(root, "spec/overlays/corrections.yaml"),
      "-o",
      file,
    ],
    { stdio: "inherit" },
  );
  if (bundled.status !== 0) throw new Error("the clients description could not be bundled");
  return file;
}
