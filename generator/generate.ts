/** One description → one folder of files: the whole machine on one screen. */
import { checkDocument } from "./1-document/check/check.ts";
import { type Loaded, loadDocument } from "./1-document/load/load.ts";
import { documentOf } from "./1-document/rewrite/document.ts";
import type { Document } from "./1-document/openapi.ts";
import { buildApi } from "./2-model/build.ts";
import { type Subject, subjectsOf } from "./3-views/subjects.ts";
import { renderPages } from "./4-output/render.ts";
import { pagesOf, rendererFor } from "./4-output/targets.ts";
import { writeFiles } from "./4-output/write.ts";
import { type Checked, hasErrors } from "./diagnostics.ts";
import { recordOf } from "./earlier-run.ts";
import type { GenerateOptions, PrintOptions } from "./options.ts";
import { renameDiagnostics } from "./renames.ts";
import type { GenerateReport } from "./report.ts";
import { Stopwatch } from "./timings.ts";

export type { Subject } from "./3-views/subjects.ts";

/** What a description becomes, before it is in any folder. */
export interface Printed {
  readonly loaded: Loaded;
  /** Text by path below the output folder. */
  readonly files: ReadonlyMap<string, string>;
  /** What all of it was made of, in the 3.2 shape, discriminators spelled out. */
  readonly document: Document;
  /** Which types there are, if they were asked for, and the schemas of `document` that they are made of. */
  subjects(): readonly Subject[];
}

/**
 * Generates the targets that are asked for. Whatever is wrong with the description or the output folder is a
 * diagnostic, and with one of severity `error` nothing is written; an exception is a bug of specwright.
 */
export async function generate(options: GenerateOptions): Promise<GenerateReport> {
  const watch = new Stopwatch();
  const { value: printed, diagnostics: found } = await printFiles(options, watch);
  if (printed === undefined) {
    return { ok: false, diagnostics: found, changes: [], unchanged: [], timings: watch.timings };
  }
  const {
    changes,
    unchanged,
    diagnostics: writing,
  } = await watch.time("write", () => {
    const { files: inputs, hashes } = printed.loaded;
    return writeFiles(printed.files, { ...options, inputs, record: recordOf(options, hashes, found) });
  });
  const diagnostics = [...found, ...writing];
  const ok = !hasErrors(diagnostics) && !(options.check && changes.length > 0);
  return { ok, diagnostics, changes, unchanged, timings: watch.timings };
}

/** The same without a folder: the text of every file, written nowhere. */
export async function printFiles(options: PrintOptions, watch: Stopwatch = new Stopwatch()): Promise<Checked<Printed>> {
  const { value: read, diagnostics: loading } = await watch.time("load", () => loadDocument(options));
  if (read === undefined) return { value: undefined, diagnostics: loading };
  const { loaded, diagnostics: checking } = await watch.time("check", () => checkDocument(read, options));
  const complaints = [...loading, ...checking];
  if (hasErrors(complaints)) return { value: undefined, diagnostics: complaints };

  const document = await watch.time("upgrade", () => documentOf(loaded.bundled));
  const api = await watch.time("build", () => buildApi(document));
  const diagnostics = [...complaints, ...renameDiagnostics(api.renames, loaded, options)];
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };

  const pages = await watch.time("views", () => pagesOf({ ...options, api, bundled: loaded.bundled }));
  const files = await watch.time("render", () => renderPages(pages, rendererFor(api), options.importExtension));
  return { value: { loaded, files, document, subjects: () => subjectsOf(api) }, diagnostics };
}
