/** The whole pipeline without an output folder: a document in, every file of every target out. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "../../generator/1-document/json.ts";
import type { Diagnostic } from "../../generator/diagnostics.ts";
import { printFiles } from "../../generator/generate.ts";
import { DEFAULT_GENERATE } from "../../generator/options.ts";

export interface Generated {
  /** Text by path; undefined where the description was refused. */
  readonly files: ReadonlyMap<string, string> | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** `folder` is where the description is put before it is read: nothing else is written. */
export async function generateInMemory(document: JsonObject, folder: string): Promise<Generated> {
  const spec = join(folder, "openapi.json");
  await writeFile(spec, JSON.stringify(document));
  const { value, diagnostics } = await printFiles({ ...DEFAULT_GENERATE, spec });
  return { files: value?.files, diagnostics };
}
