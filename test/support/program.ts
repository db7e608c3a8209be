/** Runs the generated client and server of a description in this process. */
import { linkModules } from "../../generator/5-program/link-modules.ts";
import { ENTRIES, type Program, createProgram } from "../../generator/5-program/program.ts";
import { bundleScript } from "../../generator/5-program/bundle-script.ts";

/** Loads a program from generated files, by path below the output folder. */
export async function programOfFiles(files: ReadonlyMap<string, string>): Promise<Program> {
  const operations = [...files.keys()].filter((path) => path.startsWith("operations/"));
  const entries = [...ENTRIES.map((path) => `${path}.ts`), ...operations];
  const { source } = await bundleScript(entries, (path) => files.get(path));
  const { module } = linkModules(source, { filename: "generated.js", compiled: undefined, packagesOf: undefined });
  return createProgram((path) => module(`${path}.ts`), operations);
}
