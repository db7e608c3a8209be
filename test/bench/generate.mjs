/**
 * `npm run bench`: CPU seconds (user + system, children included) and peak memory of a cold run, ours beside peers', in turns, so that
 * whatever else the machine does falls on both; the time of our stages; and how both grow with a description. Prints medians and ratios;
 * a ratio below 1 means that specwright needs less.
 *
 *   npm run bench                       the clients description, and synthetic ones of N, 2N, 4N and 8N operations
 *   npm run bench -- FILE [FILE …]      other descriptions, such as GitHub's (npm: @octokit/openapi)
 *   npm run bench -- --runs 9           more runs (3 by default)
 *   npm run bench -- --operations 500   another N (200 by default)
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
  options: { runs: { type: "string", default: "3" }, operations: { type: "string", default: "200" } },
  allowPositionals: true,
});
const runs = Number(values.runs);
const cli = join(root, "dist/cli.js");

const temporary = mkdtempSync(join(tmpdir(), "specwright-bench-"));
const OURS = "specwright, types + client + validation";

try {
  installPeers();
  if (positionals.length > 0) for (const file of positionals) report(resolve(file));
  else {
    report(bundledClients());
    const n = Number(values.operations);
    const growing = [1, 2, 4, 8].map((times) => ({ times, ...report(synthetic(n * times)) }));
    for (const [index, { times, cpu, peak }] of growing.entries()) {
      const before = growing[index - 1];
      if (before === undefined) continue;
      const ratios = `CPU ${(cpu / before.cpu).toFixed(2)}×, memory ${(peak / before.peak).toFixed(2)}×`;
      console.log(`from ${before.times}N to ${times}N operations, specwright: ${ratios}`);
    }
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** Our own CPU seconds and megabytes. */
function report(description) {
  const newerNode = join(peers, "node_modules", `node-${process.platform}-${process.arch}`, "bin/node");
  const peer = (path) => join(peers, "node_modules", path);
  const contenders = {
    [OURS]: (out) => [process.execPath, ...ours(description, out)],
    "the same on Node 24": (out) => [newerNode, ...ours(description, out)],
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
  const medians = Object.entries(samples).map(([name, taken]) => ({
    name,
    cpu: median(taken.map((sample) => sample.cpu)),
    peak: median(taken.map((sample) => sample.peak)),
  }));
  const fastest = Math.min(...medians.slice(2).map(({ cpu }) => cpu));
  console.log(`\n${basename(description)}, cold runs: ${runs}`);
  console.log(`${"".padEnd(42)}${"CPU s".padStart(8)}${"peak MB".padStart(9)}${"of fastest".padStart(12)}`);
  for (const { name, cpu, peak } of medians) {
    const ratio = `${(cpu / fastest).toFixed(2)}×`.padStart(12);
    console.log(`${name.padEnd(42)}${cpu.toFixed(2).padStart(8)}${peak.toFixed(0).padStart(9)}${ratio}`);
  }
  console.log(stagesOf(description));
  return medians[0];
}

function ours(description, out) {
  return [cli, "generate", description, "-o", out, "--targets", "types,client,validators"];
}

/** The CPU milliseconds of each stage, and of a second run, which has nothing to do. */
function stagesOf(description) {
  const out = join(temporary, "stages");
  rmSync(out, { recursive: true, force: true });
  const told = () => {
    const { stdout } = spawnSync(process.execPath, [...ours(description, out), "--json"], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    return JSON.parse(stdout).timings.map(({ stage, cpu }) => `${stage} ${cpu.toFixed(0)}`);
  };
  return `CPU ms: ${told().join(" · ")}; again: ${told().join(" · ")}`;
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
  const file = join(temporary, "clients.yaml");
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

/** One of five kinds of properties. */
function property(index) {
  return [
    { type: "string", minLength: 1, description: `Property ${index}.` },
    { type: "integer", minimum: 0 },
    { type: ["string", "null"], format: "date-time" },
    { type: "array", items: { type: "string", enum: ["a", "b", `c${index}`] } },
    { type: "object", properties: { [`part${index}`]: { type: "boolean" } } },
  ][index % 5];
}

/** A description of so many operations, each with a schema of its own that refers to another. */
function synthetic(operations) {
  const schemaOf = (index) => ({
    type: "object",
    required: ["p0", "p1"],
    properties: {
      ...Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`p${at}`, property(index + at)])),
      other: { $ref: `#/components/schemas/Thing${(index * 7) % operations}` },
    },
  });
  const schemas = Array.from({ length: operations }, (_, index) => [`Thing${index}`, schemaOf(index)]);
  const paths = schemas.map(([name], index) => {
    const content = { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
    const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
    const put = {
      operationId: `put${name}`,
      tags: [`group ${index % 20}`],
      requestBody: { content },
      responses: { 200: { description: "It.", content } },
    };
    return [`/things/${index}/{id}`, { parameters: [id], put }];
  });
  const document = {
    openapi: "3.1.0",
    info: { title: `${operations} things`, version: "1" },
    servers: [{ url: "https://things.example" }],
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  };
  const file = join(temporary, `${operations}-operations.json`);
  writeFileSync(file, JSON.stringify(document, undefined, 1));
  return file;
}
