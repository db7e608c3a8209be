/** A folder for what is generated, in which it type-checks and runs as in a user's project. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const require = createRequire(import.meta.url);

/** A new folder whose packages are those of this repository; whoever makes it removes it. */
export function makeWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), "specwright-workspace-"));
  symlinkSync(new URL("../../node_modules", import.meta.url).pathname, join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  return folder;
}

/** Absolute paths of the TypeScript below `folder`, declarations too. */
export function typescriptIn(folder: string): readonly string[] {
  return filesIn(folder).filter((path) => path.endsWith(".ts"));
}

/**
 * Runs every module below `folder` by importing it, with its types stripped, from a folder `js` beside it; what they
 * export, by path below `folder`. Throws what a module throws, or what does not parse.
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
