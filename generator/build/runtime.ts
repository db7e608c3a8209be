/**
 * Builds the runtime of the package, `specwright/runtime`: one module for each that generated code imports, and chunks
 * that they share. It has a third fewer files than the runtime of an output.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ADAPTERS } from "../options.ts";
import { declarationsOf } from "./compile.ts";

/** Returns the JavaScript and the declarations of the runtime by path below `prefix`. */
export async function packagedRuntime(root: URL, prefix: string): Promise<ReadonlyMap<string, string>> {
  const templates = new URL("templates/", root);
  const modules = importedModules(root);
  const declarations = modules.flatMap((module) => [...declarationsOf(templates, `${module}.ts`)]);
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(templates),
    entryPoints: modules.map((module) => `${module}.ts`),
    outbase: ".",
    outdir: "out",
    write: false,
    bundle: true,
    splitting: true,
    chunkNames: "runtime/chunks/[hash]",
    packages: "external",
    platform: "neutral",
    external: ["node:*"],
    format: "esm",
    target: "es2022",
  });
  const folder = fileURLToPath(new URL("out/", templates));
  const scripts = outputFiles.map(({ path, text }) => [path.slice(folder.length).replaceAll("\\", "/"), text] as const);
  return new Map([...declarations, ...scripts].map(([path, text]) => [prefix + path, text]));
}

/** Returns the modules of the runtime that generated code can import: the views name them, and adapters are exported. */
function importedModules(root: URL): readonly string[] {
  const views = new URL("generator/3-views/", root);
  const sources = readdirSync(views, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const named = sources.flatMap((file) => {
    const text = readFileSync(new URL(file.replaceAll("\\", "/"), views), "utf8");
    return [...text.matchAll(/"((?:runtime|server)\/[\w/-]+)"/g)].map(([, module = ""]) => module);
  });
  const all = new Set([...named, ...ADAPTERS.map((name) => `server/${name}`)]);
  return [...all].filter((module) => existsSync(new URL(`templates/${module}.ts`, root))).toSorted();
}
