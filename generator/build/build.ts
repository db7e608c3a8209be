/**
 * The build: `dist/cli.js` and `dist/index.js`, and what they load on demand in chunks. For the package, the
 * declarations, the compiled clients and the licences of what was bundled as well.
 */
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import { assetsModule } from "./assets.ts";
import { compileGenerated, declarationsOf } from "./compile.ts";
import { licencesOf } from "./licences.ts";

/** Builds into `dist/` below `root`, the folder of package.json. */
export async function buildAll(root: URL, { forPackage }: { readonly forPackage: boolean }): Promise<void> {
  const dist = new URL("dist/", root);
  const metafile = await bundle(root);
  const files = new Set(Object.keys(metafile.outputs).map((path) => path.replace(/^dist\//, "")));
  if (forPackage) {
    const more = new Map([
      ...declarationsOf(new URL("generator/", root), "index.ts"),
      ...compileGenerated(new URL("generated/", root), "clients/"),
      ["licences.txt", licencesOf(metafile, root)],
    ]);
    for (const [path, text] of more) {
      files.add(path);
      mkdirSync(new URL(dirname(path), dist), { recursive: true });
      writeFileSync(new URL(path, dist), text);
    }
  }
  removeOthers(fileURLToPath(dist), files);
}

/** Removes what an earlier build wrote and this one did not. */
function removeOthers(dist: string, files: ReadonlySet<string>): void {
  for (const entry of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
    const isFile = lstatSync(join(dist, entry)).isFile();
    if (isFile && !files.has(entry.replaceAll("\\", "/"))) rmSync(join(dist, entry));
  }
}

async function bundle(root: URL): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: ["generator/cli.ts", "generator/index.ts"],
    outdir: "dist",
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    format: "esm",
    target: "node20.19",
    legalComments: "none", // they are in licences.txt
    metafile: true,
    // what was written for CommonJS asks for Node's modules by `require`
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    define: { SPECWRIGHT_BUILD: JSON.stringify(fingerprint(root)) },
    alias: { handlebars: "handlebars/runtime" }, // templates are compiled already
    plugins: [compiledTemplates(new URL("templates/", root)), standIns],
  });
  return metafile;
}

/** The same for the same sources. */
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

/** What is bundled in the place of a module, wherever it is imported or only by some. */
const STAND_INS = [
  // a dependency: `require` reads its 9 MB in a third of the time that `import` takes
  { module: "typescript", by: /(?:)/, contents: 'module.exports = require("typescript");' },
  // Redocly lints GraphQL with it, and we do not
  { module: "graphql", by: /@redocly/, contents: "module.exports = {};" },
  // openapi-typescript reads and lints files with a Redocly of its own, and we only print types with it
  { module: "@redocly/openapi-core", by: /openapi-typescript/, contents: "module.exports = {};" },
];

const standIns: Plugin = {
  name: "stand-ins",
  setup({ onResolve, onLoad }) {
    for (const [index, { module, by, contents }] of STAND_INS.entries()) {
      const namespace = `stand-in-${index}`;
      onResolve({ filter: new RegExp(`^${module}$`) }, (asked) => {
        if (asked.namespace === namespace) return { path: module, external: true };
        return by.test(asked.importer) ? { path: module, namespace } : undefined;
      });
      onLoad({ filter: /(?:)/, namespace }, () => ({ contents }));
    }
  },
};
