/** Runs the whole pipeline in memory: returns every generated file of every target. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "../../generator/1-document/json.ts";
import type { Diagnostic } from "../../generator/diagnostics.ts";
import { printFiles } from "../../generator/generate.ts";
import { DEFAULT_GENERATE } from "../../generator/options.ts";

export interface Generated {
  /** File contents by path. Undefined if the description was rejected. */
  readonly files: ReadonlyMap<string, string> | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Generates a document. Writes only the description itself, to `folder`. */
export async function generateInMemory(document: JsonObject, folder: string): Promise<Generated> {
  const spec = join(folder, "openapi.json");
  await writeFile(spec, JSON.stringify(document));
  const { value, diagnostics } = await printFiles({ ...DEFAULT_GENERATE, spec });
  return { files: value?.files, diagnostics };
}
