/** The whole pipeline without an output folder: a document in, every file of every target out. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkDocument } from "../../generator/1-document/check.ts";
import type { JsonObject } from "../../generator/1-document/json.ts";
import { loadDocument } from "../../generator/1-document/load.ts";
import { withTags } from "../../generator/1-document/tags.ts";
import { upgrade } from "../../generator/1-document/upgrade.ts";
import { buildApi } from "../../generator/2-model/build.ts";
import { renderPages } from "../../generator/4-output/render.ts";
import { pagesOf, rendererFor } from "../../generator/4-output/targets.ts";
import { hasErrors, type Diagnostic } from "../../generator/diagnostics.ts";
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
  const options = { ...DEFAULT_GENERATE, spec };
  const { value: loaded, diagnostics: loading } = await loadDocument(options);
  if (loaded === undefined) return { files: undefined, diagnostics: loading };
  const diagnostics = [...loading, ...(await checkDocument(loaded, options))];
  if (hasErrors(diagnostics)) return { files: undefined, diagnostics };
  const api = buildApi(withTags(upgrade(loaded.bundled)));
  const pages = await pagesOf({ ...options, api, bundled: loaded.bundled });
  return { files: renderPages(pages, rendererFor(api), options.importExtension), diagnostics };
}
