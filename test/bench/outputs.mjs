/**
 * `npm run bench:peers`: what specwright and its peers generate from the description of the guides. Prints a Markdown
 * table: generated files, the bundle of one call, errors of a strict compiler, installed packages, and what two requests
 * do. With `--update`, writes it to README.md. Also type-checks the code of the migration guides that needs the output of a peer, and fails if it has errors.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { installPeers, node, peer } from "./peers.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const guides = join(root, "generator/guide");
const folder = mkdtempSync(join(tmpdir(), "specwright-outputs-"));
const description = join(folder, "openapi.yaml");

/** By tool: its packages, the arguments of Node that generate types and a client, and a module that exports one call. */
const TOOLS = {
  specwright: {
    packages: [],
    generate: (out) => [join(root, "dist/cli.js"), "generate", description, "-o", out, "--targets", "types,client"],
    call: `import { createSender, showPet } from "./out/index.js";
      export const call = (baseUrl, id) => createSender({ baseUrl })(showPet, { path: { id } });`,
  },
  "hey-api": {
    packages: ["@hey-api/openapi-ts"],
    generate: (out) => [
      peer("@hey-api/openapi-ts/bin/run.js"),
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
    call: `import { client } from "./out/client.gen";
      import { showPet } from "./out/sdk.gen";
      export const call = (baseUrl, id) => (client.setConfig({ baseUrl }), showPet({ path: { id } }));`,
  },
  orval: {
    packages: ["orval"],
    generate: (out) => [
      peer("orval/dist/bin/orval.mjs"),
      "--config",
      configOf("orval", {
        api: {
          input: description,
          output: { target: `${out}/pets.ts`, client: "fetch", baseUrl: "https://api.example.com" },
        },
      }),
    ],
    call: `import { showPet } from "./out/pets";
      export const call = (baseUrl, id) => showPet(id);`,
  },
  kubb: {
    packages: ["@kubb/cli", "@kubb/core", "@kubb/plugin-client", "@kubb/plugin-oas", "@kubb/plugin-ts"],
    generate: (out) => [peer("@kubb/cli/bin/kubb.cjs"), "generate", "--config", kubbConfig(out)],
    call: `import { showPet } from "./out/index";
      export const call = (baseURL, id) => showPet(id, { baseURL });`,
  },
  "openapi-typescript, openapi-fetch": {
    packages: ["openapi-typescript", "openapi-fetch"],
    generate: (out) => [peer("openapi-typescript/bin/cli.js"), description, "-o", `${out}/paths.ts`],
    call: `import createClient from "openapi-fetch";
      export const call = (baseUrl, id) => createClient({ baseUrl }).GET("/pets/{id}", { params: { path: { id } } });`,
  },
};

/** Flags of strict projects. */
const STRICT =
  "--noEmit --allowImportingTsExtensions --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --noImplicitOverride --noImplicitReturns --noPropertyAccessFromIndexSignature --skipLibCheck --target es2022 --module esnext --moduleResolution bundler --lib es2022,dom,dom.iterable,dom.asynciterable --types";

function configOf(name, content) {
  const file = join(folder, `${name}.config.mjs`);
  writeFileSync(file, `export default ${JSON.stringify(content)};\n`);
  return file;
}

function kubbConfig(out) {
  const file = join(folder, "kubb.config.mjs");
  writeFileSync(
    file,
    `import { defineConfig } from "@kubb/core"; import { pluginOas } from "@kubb/plugin-oas";
    import { pluginTs } from "@kubb/plugin-ts"; import { pluginClient } from "@kubb/plugin-client";
    export default defineConfig({ root: ${JSON.stringify(folder)}, input: { path: ${JSON.stringify(description)} },
      output: { path: ${JSON.stringify(out)} }, plugins: [pluginOas(), pluginTs(), pluginClient({ client: "fetch" })] });\n`,
  );
  return file;
}

try {
  installPeers();
  symlinkSync(peer(""), join(folder, "node_modules"));
  const page = readFileSync(join(guides, "getting-started.md"), "utf8");
  writeFileSync(description, /```yaml openapi\.yaml\n([\s\S]*?)```/.exec(page)[1]);
  const columns = [];
  for (const [tool, given] of Object.entries(TOOLS)) columns.push({ tool, figures: await figuresOf(tool, given) });
  print(columns);
  checkGuide("migrating-from-hey-api.md", "before-hey-api.ts", "hey-api", "client");
  checkGuide("migrating-from-orval.md", "before-orval.ts", "orval", "");
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function figuresOf(tool, { packages, generate, call }) {
  const project = join(folder, tool.replaceAll(/\W+/g, "-"));
  const out = join(project, "out");
  mkdirSync(out, { recursive: true });
  const made = spawnSync(node, generate(out), { cwd: folder, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`${tool}: ${made.stdout}${made.stderr}`);
  writeFileSync(join(project, "call.ts"), call);
  const files = filesIn(out).filter((file) => /\.(?:ts|js)$/.test(file));
  const options = { entryPoints: [join(project, "call.ts")], bundle: true, format: "esm", write: false };
  const { outputFiles } = await build({ ...options, minify: true, platform: "browser" });
  const program = join(project, "call.mjs");
  await build({ ...options, platform: "node", write: true, outfile: program });
  const installed = packages.length === 0 ? ownPackage() : installedWith(packages);
  return {
    "generated files": files.length,
    "one call, bundled, minified and gzipped": `${(gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000).toFixed(1)} kB`,
    "errors of TypeScript 5.9 with strict flags": compile(files),
    "installed packages": `${installed.count}, ${(installed.bytes / 1e6).toFixed(0)} MB`,
    'requests `id: "a/b"` as': await requested(program),
    "a 200 that is an HTML page": await outcome(program),
  };
}

/** Returns the number of errors in files. */
function compile(files) {
  const tsc = spawnSync(
    node,
    [
      peer("typescript/bin/tsc"),
      ...STRICT.split(" "),
      "node",
      "--typeRoots",
      join(root, "node_modules/@types"),
      ...files,
    ],
    { cwd: folder, encoding: "utf8" },
  );
  return tsc.stdout.split("\n").filter((line) => /error TS/.test(line)).length;
}

/** Returns the path of the request for an id with a slash. */
async function requested(program) {
  let path;
  await withServer(
    (request, response) => {
      path = request.url;
      response.setHeader("content-type", "application/json").end('{"id":"1","name":"Rex"}');
    },
    (url) => callOnce(program, url, "a/b"),
  );
  return `\`${path}\``;
}

/** Returns what a call gets for a page of a proxy or a login. */
async function outcome(program) {
  return withServer(
    (_request, response) => {
      response.setHeader("content-type", "text/html").end("<html></html>");
    },
    (url) => callOnce(program, url, "1"),
  );
}

async function callOnce(program, url, id) {
  const { fetch } = globalThis;
  // orval writes the server's URL into its output
  globalThis.fetch = (input, init) =>
    typeof input === "string" ? fetch(input.replace("https://api.example.com", url), init) : fetch(input, init);
  try {
    const { call } = await import(pathToFileURL(program).href);
    const result = await call(url, id);
    if (result?.ok === false) return `an error: ${result.error.name}`;
    if (result?.error !== undefined) return "an error";
    const data = result !== null && typeof result === "object" && "data" in result ? result.data : result;
    return `a success: ${typeof data}`;
  } catch (error) {
    return `throws a ${error.name}`;
  } finally {
    globalThis.fetch = fetch;
  }
}

async function withServer(listener, use) {
  const server = createServer(listener);
  await new Promise((settle) => server.listen(0, "127.0.0.1", settle));
  try {
    return await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Returns the number and the size of packages with their dependencies, as npm installs them. */
function installedWith(names) {
  const found = new Set();
  const visit = (name, from) => {
    const place = [...ancestors(from), peer("")]
      .map((parent) => join(parent, "node_modules", name))
      .concat(peer(name))
      .find(isPackage);
    if (place === undefined || found.has(place)) return;
    found.add(place);
    const { dependencies = {} } = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
    for (const dependency of Object.keys(dependencies)) visit(dependency, place);
  };
  for (const name of names) visit(name, peer(""));
  const bytes = [...found].flatMap((place) => filesIn(place, true)).reduce((sum, file) => sum + statSync(file).size, 0);
  return { count: found.size, bytes };
}

/** Returns the folders from a package up to the top of the installation. */
function ancestors(place) {
  const top = peer("");
  const folders = [];
  for (let at = place; at.length > top.length; at = resolve(at, "..")) folders.push(at);
  return folders;
}

function isPackage(place) {
  return statSync(join(place, "package.json"), { throwIfNoEntry: false })?.isFile() === true;
}

function ownPackage() {
  const [{ unpackedSize }] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  return { count: 1, bytes: unpackedSize };
}

function filesIn(place, isInstalled = false) {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && !(isInstalled && entry.parentPath.slice(place.length).includes("/node_modules")),
    )
    .map((entry) => join(entry.parentPath, entry.name));
}

function print(columns) {
  const rows = Object.keys(columns[0].figures).map((name) => [name, ...columns.map(({ figures }) => figures[name])]);
  const head = [
    ["", ...columns.map(({ tool }) => versionsOf(tool))],
    ["---", ...columns.map(() => "---")],
  ];
  const table = [...head, ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
  console.log(table);
  const file = join(root, "README.md");
  const readme = readFileSync(file, "utf8");
  if (readme.includes(table)) return;
  if (process.argv.includes("--update")) {
    writeFileSync(file, readme.replace(/^\|\s+\| specwright \|.*\n(?:\|.*\n)+/m, table));
    return;
  }
  console.error("The table in README.md differs. Run: npm run bench:peers -- --update");
  process.exitCode = 1;
}

/** Returns the name of a tool with the versions of its packages. */
function versionsOf(tool) {
  if (tool === "specwright") return tool;
  const main = { "hey-api": ["@hey-api/openapi-ts"], kubb: ["@kubb/core"] }[tool] ?? tool.split(", ");
  return tool
    .split(", ")
    .map((name, index) => `${name} ${shortVersion(main[index])}`)
    .join(", ");
}

function shortVersion(name) {
  const { version } = JSON.parse(readFileSync(peer(`${name}/package.json`), "utf8"));
  return version.split(".").slice(0, 2).join(".");
}

/** Type-checks a snippet of a guide beside the output of a peer. */
function checkGuide(guide, file, tool, beside) {
  const text = new RegExp(`\`\`\`ts ${file}\n([\\s\\S]*?)\`\`\``).exec(readFileSync(join(guides, guide), "utf8"))[1];
  const output = join(folder, tool, "out");
  const project = beside === "" ? output : join(folder, tool);
  if (beside !== "") symlinkSync(output, join(project, beside));
  writeFileSync(join(project, file), text);
  const args =
    "--noEmit --strict --skipLibCheck --target es2022 --module esnext --moduleResolution bundler --moduleDetection force --types".split(
      " ",
    );
  const tsc = spawnSync(
    node,
    [
      peer("typescript/bin/tsc"),
      ...args,
      "node",
      "--typeRoots",
      join(root, "node_modules/@types"),
      join(project, file),
    ],
    { encoding: "utf8" },
  );
  console.log(`\n${guide}: ${tsc.status === 0 ? "the code before compiles" : tsc.stdout}`);
  if (tsc.status !== 0) process.exitCode = 1;
}
