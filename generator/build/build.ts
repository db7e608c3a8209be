/**
 * Builds `dist/cli.js`, `dist/index.js` and `dist/test-worker.js`, with chunks that they load on demand. For the package it also writes
 * declarations, the compiled clients, and the licences of the bundled packages.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import { configSchema } from "../config-schema.ts";
import { assetsModule } from "./assets.ts";
import { compileGenerated, declarationsOf } from "./compile.ts";
import { licencesOf } from "./licences.ts";
import { packagedRuntime } from "./runtime.ts";

/** Builds into `dist/` below `root`, the folder of package.json. */
export async function buildAll(root: URL, { forPackage }: { readonly forPackage: boolean }): Promise<void> {
  const dist = new URL("dist/", root);
  const compiler = await bundleCompiler(root);
  const metafile = await bundle(root);
  const outputs = { ...metafile.outputs, ...compiler.outputs };
  const files = new Set(Object.keys(outputs).map((path) => path.replace(/^dist\//, "")));
  if (forPackage) {
    const more = new Map([
      ...declarationsOf(new URL("generator/", root), "index.ts"),
      ...(await packagedRuntime(root, "runtime/")),
      ...packagedClients(root),
      ["licences.txt", licencesOf(outputs, root)],
      ["config.schema.json", `${JSON.stringify(configSchema(), undefined, 2)}\n`],
    ]);
    for (const [path, text] of more) {
      files.add(path);
      mkdirSync(new URL(dirname(path), dist), { recursive: true });
      writeFileSync(new URL(path, dist), text);
    }
  }
  removeOthers(fileURLToPath(dist), files);
}

/**
 * Returns the compiled clients of `spec/` by path. They are generated without `paths`, because its types and the client
 * of openapi-fetch would make openapi-fetch a dependency of every user. They share the runtime of the package: in
 * `dist/` it stands where this run writes one, and has more files.
 */
function packagedClients(root: URL): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "specwright-clients-"));
  try {
    const targets = ["--targets", "types,validators,client,server"];
    const adapters = ["--adapters", "node,hono,express,fastify"];
    const places = ["-o", join(folder, "clients"), "--runtime", join(folder, "runtime")];
    const args = ["dist/cli.js", "generate", ...targets, ...adapters, ...places];
    execFileSync(process.execPath, args, { cwd: fileURLToPath(root), stdio: ["ignore", "ignore", "pipe"] });
    return compileGenerated(pathToFileURL(`${folder}/clients/`), "clients/");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Removes what an earlier build wrote and this one did not. */
function removeOthers(dist: string, files: ReadonlySet<string>): void {
  for (const entry of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
    const isFile = lstatSync(join(dist, entry)).isFile();
    if (isFile && !files.has(entry.replaceAll("\\", "/"))) rmSync(join(dist, entry));
  }
}

/**
 * Bundles and minifies TypeScript, 9 MB, into a file of its own. Only `paths.ts` and code that runs in memory load it,
 * and users of specwright then need no TypeScript of a fixed version.
 */
async function bundleCompiler(root: URL): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: ["node_modules/typescript/lib/typescript.js"],
    outfile: `dist/chunks/${COMPILER}`,
    minify: true,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20.19",
    legalComments: "none", // licences.txt has them
    metafile: true,
  });
  return metafile;
}

const COMPILER = "typescript.cjs";

async function bundle(root: URL): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: ["generator/cli.ts", "generator/index.ts", "generator/test-worker.ts"],
    outdir: "dist",
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true, // names stay, for stack traces
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    format: "esm",
    target: "node20.19",
    legalComments: "none", // licences.txt has them
    metafile: true,
    // bundled CommonJS modules load Node's modules with `require`
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    define: { SPECWRIGHT_BUILD: JSON.stringify(fingerprint(root)) },
    alias: { handlebars: "handlebars/runtime" }, // templates are compiled already
    plugins: [compiledTemplates(new URL("templates/", root)), standIns],
  });
  return metafile;
}

/** Returns a fingerprint of all sources and of the lock file. */
function fingerprint(root: URL): string {
  const hash = createHash("sha256");
  for (const folder of ["generator/", "templates/"]) {
    const files = readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" });
    for (const file of files.filter((path) => /\.(ts|hbs)$/.test(path)).toSorted()) {
      hash.update(file).update(readFileSync(new URL(folder + file.replaceAll("\\", "/"), root)));
    }
  }
  hash.update(readFileSync(new URL("package-lock.json", root))); // what is bundled
  return hash.digest("hex").slice(0, 16);
}

function compiledTemplates(folder: URL): Plugin {
  return {
    name: "compiled templates",
    setup({ onLoad }) {
      onLoad({ filter: /4-output[/\\]assets\.ts$/ }, () => ({ contents: assetsModule(folder), loader: "js" }));
    },
  };
}

/** Replacements of modules in the bundle: `contents` replaces `module` wherever the importer matches `by`. */
const STAND_INS = [
  // chunks are beside it; `require` loads it three times as fast as `import`
  { module: "typescript", by: /(?:)/, contents: `module.exports = require("./${COMPILER}");` },
  // used by Redocly for GraphQL only
  { module: "graphql", by: /@redocly/, contents: "module.exports = {};" },
  // used by openapi-typescript to read files, which specwright does itself
  { module: "@redocly/openapi-core", by: /openapi-typescript/, contents: "module.exports = {};" },
];

const standIns: Plugin = {
  name: "stand-ins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^\\./${COMPILER}$`) }, ({ path }) => ({ path, external: true }));
    for (const [index, { module, by, contents }] of STAND_INS.entries()) {
      const namespace = `stand-in-${index}`;
      onResolve({ filter: new RegExp(`^${module}$`) }, (asked) => {
        return by.test(asked.importer) ? { path: module, namespace } : undefined;
      });
      onLoad({ filter: /(?:)/, namespace }, () => ({ contents }));
    }
  },
};
