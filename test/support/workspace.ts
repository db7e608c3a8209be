/** A folder in which generated code type-checks and runs as in a user's project. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const require = createRequire(import.meta.url);

/** Creates a folder with the packages of this repository. The caller removes it. */
export function makeWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), "specwright-workspace-"));
  symlinkSync(new URL("../../node_modules", import.meta.url).pathname, join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  return folder;
}

/** Returns absolute paths of all TypeScript files below `folder`, including declarations. */
export function typescriptIn(folder: string): readonly string[] {
  return filesIn(folder).filter((path) => path.endsWith(".ts"));
}

/**
 * Compiles every module below `folder` to a folder `js` next to it, and imports it. Returns the exports by path below
 * `folder`. Throws the error of a module, or a syntax error.
 */
export async function importModules(folder: string): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const outdir = `${folder}.js`;
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir);
  const entryPoints = filesIn(folder).filter((path) => /(?<!\.d)\.ts$|\.js$/.test(path));
  await build({ entryPoints, outdir, outbase: folder, format: "esm", target: "node20", logLevel: "silent" });
  // Node's own `require`: the test runner would transform what it imports
  return new Map(filesIn(outdir).map((path) => [path.slice(outdir.length + 1), require(path)]));
}

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? join(entry.parentPath, entry.name) : [])).toSorted();
}
