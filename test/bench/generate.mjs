/**
 * `npm run bench`: CPU seconds (user + system, children included) and peak memory of a cold run, ours beside peers',
 * all on one Node and in turns, so that whatever else the machine does falls on each; the time of our stages, and of a
 * run that changes nothing; how both grow with a description. Prints medians and ratios: one below 1 means that
 * specwright needs less than that peer. Of the same work are the rows with validation; the others do less.
 *
 * npm run bench the clients description, and synthetic ones of N, 2N, 4N and 8N operations npm run bench -- FILE [FILE
 * …] other descriptions, such as GitHub's (npm: @octokit/openapi) npm run bench -- --runs 9 more runs (3 by default)
 * npm run bench -- --operations 500 another N (200 by default) npm run bench -- --minutes 10 when a peer is given up (5
 * by default)
 *
 * The peers are installed once into a folder of the system's temporary directory, with a Node that they run on.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, stripVTControlCharacters } from "node:util";
import { installPeers, node, peer, PEERS_NODE } from "./peers.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const { values, positionals } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    operations: { type: "string", default: "200" },
    minutes: { type: "string", default: "5" },
  },
  allowPositionals: true,
});
const runs = Number(values.runs);
const cli = join(root, "dist/cli.js");

const temporary = mkdtempSync(join(tmpdir(), "specwright-bench-"));
const OURS = "specwright: types, client, validation";

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

/** The arguments of Node, by what is done. */
function contenders(description) {
  const openapiTs = peer("@hey-api/openapi-ts/bin/run.js");
  const orval = peer("orval/dist/bin/orval.mjs");
  const orvalOutput = (out, name, client) => ({
    input: description,
    output: { target: join(out, `${name}.ts`), client, mode: "single" },
  });
  return {
    [OURS]: (out) => [cli, ...ours(description, out)],
    "hey-api 0.99: types, client, zod": (out) => [
      openapiTs,
      "--silent",
      "-f",
      configuration(out, {
        input: description,
        output: out,
        plugins: ["@hey-api/typescript", { name: "@hey-api/sdk", validator: true }, "@hey-api/client-fetch", "zod"],
      }),
    ],
    "orval 8.38: types, client, zod": (out) => [
      orval,
      "--config",
      configuration(out, { api: orvalOutput(out, "api", "fetch"), zod: orvalOutput(out, "zod", "zod") }),
    ],
    "hey-api 0.99: types, client": (out) => [
      openapiTs,
      "--silent",
      "-i",
      description,
      "-o",
      out,
      "-p",
      "@hey-api/typescript",
      "@hey-api/sdk",
      "@hey-api/client-fetch",
    ],
    "orval 8.38: types, client": (out) => [
      orval,
      "--config",
      configuration(out, { api: orvalOutput(out, "api", "fetch") }),
    ],
    "openapi-typescript 7.13: types": (out) => [
      peer("openapi-typescript/bin/cli.js"),
      description,
      "-o",
      join(out, "paths.ts"),
    ],
  };
}

/** A configuration file beside `out`, as both peers read one. */
function configuration(out, content) {
  const file = join(dirname(out), "peer.config.mjs");
  writeFileSync(file, `export default ${JSON.stringify(content)};\n`);
  return file;
}

/** Our own CPU seconds and megabytes. */
function report(description) {
  const commands = Object.entries(contenders(description));
  const rows = commands.map(([name, command]) => ({ name, command, executable: node, samples: [] }));
  const [own] = rows;
  rows.push({ ...own, name: `specwright on Node ${process.versions.node}`, executable: process.execPath, samples: [] });
  for (let run = 0; run < runs; run++) {
    for (const { command, executable, samples } of rows) {
      // who has failed once is not asked again
      if (samples.at(-1)?.failure === undefined) samples.push(measure(executable, command));
    }
  }
  console.log(`\n${basename(description)}, cold runs: ${runs}, Node ${PEERS_NODE}`);
  console.log(`${"".padEnd(40)}${["CPU s", "ours to it", "peak MB", "ours to it"].map(column).join("")}`);
  if (own.samples[0].failure !== undefined) throw new Error(own.samples[0].failure);
  const need = medians(own.samples);
  for (const { name, samples } of rows) {
    const failure = samples.find((sample) => sample.failure !== undefined)?.failure;
    if (failure !== undefined) {
      console.log(`${name.padEnd(40)}${failure}`);
      continue;
    }
    const { cpu, peak } = medians(samples);
    const cells = [
      cpu.toFixed(2),
      `${(need.cpu / cpu).toFixed(2)}×`,
      peak.toFixed(0),
      `${(need.peak / peak).toFixed(2)}×`,
    ];
    console.log(`${name.padEnd(40)}${cells.map(column).join("")}`);
  }
  console.log(stagesOf(description));
  console.log(idleRunsOf(description));
  return need;
}

function column(text) {
  return text.padStart(11);
}

function medians(samples) {
  return { cpu: median(samples.map(({ cpu }) => cpu)), peak: median(samples.map(({ peak }) => peak)) };
}

function ours(description, out) {
  return ["generate", description, "-o", out, "--targets", "types,client,validators"];
}

/** The CPU milliseconds of each stage. */
function stagesOf(description) {
  const out = join(temporary, "stages");
  rmSync(out, { recursive: true, force: true });
  const { stdout } = spawnSync(node, [cli, ...ours(description, out), "--json"], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return `CPU ms: ${JSON.parse(stdout)
    .timings.map(({ stage, cpu }) => `${stage} ${cpu.toFixed(0)}`)
    .join(" · ")}`;
}

/** The CPU that a run which changes nothing takes beyond an empty program, on this Node and on the peers'. */
function idleRunsOf(description) {
  const out = join(temporary, "stages");
  const told = [process.execPath, node].map((executable) => {
    const idle = () => measure(executable, () => [cli, ...ours(description, out)]).cpu;
    const empty = () => measure(executable, () => ["-e", "0"]).cpu;
    idle(); // written by the other Node, perhaps: now nothing is left to do
    const above = Array.from({ length: 5 * runs }, () => 1_000 * (idle() - empty()));
    const { stdout } = spawnSync(executable, ["--version"], { encoding: "utf8" });
    return `${median(above).toFixed(0)} on Node ${stdout.trim()}`;
  });
  return `CPU ms of a run that changes nothing, above \`node -e 0\`: ${told.join(", ")}`;
}

/** One cold run: CPU seconds of its whole process tree and peak resident megabytes of its largest process; or why there are none. */
function measure(executable, command) {
  const folder = mkdtempSync(join(tmpdir(), "specwright-bench-"));
  const peaks = join(folder, "peaks");
  const hook = `import { appendFileSync } from "node:fs";
    process.on("exit", () => appendFileSync(${JSON.stringify(peaks)}, process.resourceUsage().maxRSS + "\\n"));`;
  try {
    const args = command(join(folder, "out"));
    const timed = spawnSync("bash", ["-c", 'TIMEFORMAT="%U %S"; time "$@"', "bench", executable, ...args], {
      encoding: "utf8",
      timeout: 60_000 * Number(values.minutes),
      env: { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` },
      maxBuffer: 2 ** 28,
    });
    if (timed.error !== undefined) return { failure: `not done after ${values.minutes} minutes` };
    if (timed.status !== 0) return { failure: `fails: ${reasonIn(timed)}` };
    const [user, system] = timed.stderr.trim().split("\n").at(-1).split(" ").map(Number);
    const kilobytes = readFileSync(peaks, "utf8").trim().split("\n").map(Number);
    return { cpu: user + system, peak: Math.max(...kilobytes) / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first line that speaks of something wrong, without colours. */
function reasonIn({ stdout, stderr }) {
  const lines = stripVTControlCharacters(`${stdout}\n${stderr}`).split("\n");
  return (lines.find((line) => /error|cannot|failed|🛑/i.test(line)) ?? "without a word").trim().slice(0, 100);
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
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
