/** A description → its generated client and server, running in this process. */
import { link } from "../../generator/5-program/link.ts";
import { ENTRIES, type Program, programOf } from "../../generator/5-program/program.ts";
import { scriptOf } from "../../generator/5-program/script.ts";

/** `files`: every generated file by its path below the output folder. */
export async function programOfFiles(files: ReadonlyMap<string, string>): Promise<Program> {
  const operations = [...files.keys()].filter((path) => path.startsWith("operations/"));
  const entries = [...ENTRIES.map((path) => `${path}.ts`), ...operations];
  const { source } = await scriptOf(entries, (path) => files.get(path));
  const { module } = link(source, { filename: "generated.js", compiled: undefined, packagesOf: undefined });
  return programOf((path) => module(`${path}.ts`), operations);
}
