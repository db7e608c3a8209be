/** The pipeline: reads one description and writes one folder of files. */
import { checkDocument } from "./1-document/check/check.ts";
import { type LoadedDescription, loadDocument } from "./1-document/load/load.ts";
import { locatingErrors } from "./1-document/failure-place.ts";
import { rewriteDocument } from "./1-document/rewrite/rewrite-document.ts";
import type { Document } from "./1-document/openapi.ts";
import { buildApi } from "./2-model/build.ts";
import { hiddenNames } from "./3-views/entry.ts";
import { type Subject, subjectsOf } from "./3-views/subjects.ts";
import { type Page, renderPages } from "./4-output/render.ts";
import { COPIED, placeRecord, type RuntimePlace, runtimePlaceOf } from "./4-output/runtime-place.ts";
import { pagesOf, rendererFor } from "./4-output/targets.ts";
import { withFolderSettings } from "./4-output/folder-settings.ts";
import { writeFiles } from "./4-output/write.ts";
import { type Checked, hasErrors } from "./diagnostics.ts";
import { recordOf } from "./earlier-run.ts";
import type { GenerateOptions, PrintOptions } from "./options.ts";
import { relativeCodecs } from "./codec-modules.ts";
import { hiddenNameDiagnostics, renameDiagnostics } from "./renames.ts";
import type { GenerateReport } from "./generate-report.ts";
import { Stopwatch } from "./stopwatch.ts";
import { writeRuntime } from "./write-runtime.ts";

export type { Subject } from "./3-views/subjects.ts";

/** Generated files in memory, and what they were generated from. */
export interface GeneratedFiles {
  readonly loaded: LoadedDescription;
  /** File contents by path below the output folder. */
  readonly files: ReadonlyMap<string, string>;
  /** The pages, from which the files of the runtime follow. */
  readonly pages: readonly Page[];
  /** The document in the shape of OpenAPI 3.2, with discriminators rewritten as JSON Schema. */
  readonly document: Document;
  /** Returns the generated types and the schemas of `document` that they come from. */
  subjects(): readonly Subject[];
}

/**
 * Generates the requested targets. Problems of the description or of the output folder are diagnostics; after an error
 * nothing is written. Rejects only for a bug of specwright.
 */
export async function generate(options: GenerateOptions): Promise<GenerateReport> {
  const watch = new Stopwatch();
  const place = runtimePlaceOf(options.runtime, options.output);
  const { value: printed, diagnostics: found } = await printFiles(options, watch, place);
  if (printed === undefined) {
    return { ok: false, diagnostics: found, changes: [], unchanged: [], timings: watch.timings };
  }
  const {
    changes,
    unchanged,
    diagnostics: writing,
  } = await watch.time("write", () => {
    const { files: inputs, hashes } = printed.loaded;
    const shared = writeRuntime(printed.pages, place, { ...options, inputs });
    if (hasErrors(shared.diagnostics) && !options.check) return shared;
    const runtime = placeRecord(place);
    const record = recordOf(options, hashes, found);
    const files = withFolderSettings(printed.files, options.output);
    const own = writeFiles(files, { ...options, inputs, runtime, record });
    return {
      changes: [...shared.changes, ...own.changes],
      unchanged: [...shared.unchanged, ...own.unchanged],
      diagnostics: [...shared.diagnostics, ...own.diagnostics],
    };
  });
  const diagnostics = [...found, ...writing];
  const ok = !hasErrors(diagnostics) && !(options.check && changes.length > 0);
  return { ok, diagnostics, changes, unchanged, timings: watch.timings };
}

/** Generates the files in memory without writing them. The runtime is among them only if it is copied. */
export async function printFiles(
  options: PrintOptions,
  watch: Stopwatch = new Stopwatch(),
  place: RuntimePlace = COPIED,
): Promise<Checked<GeneratedFiles>> {
  const { value: read, diagnostics: loading } = await watch.time("load", () => loadDocument(options));
  if (read === undefined) return { value: undefined, diagnostics: loading };
  const { loaded, diagnostics: checking } = await watch.time("check", () => checkDocument(read, options));
  const problems = [...loading, ...checking];
  if (hasErrors(problems)) return { value: undefined, diagnostics: problems };

  const document = await watch.time("upgrade", () =>
    locatingErrors(
      loaded.bundled,
      (pointer) => loaded.locate(pointer, "value").location,
      () => rewriteDocument(loaded.bundled, options),
    ),
  );
  const api = await watch.time("build", () => buildApi(document));
  const hidden = options.targets.includes("client") ? hiddenNames(api) : [];
  const diagnostics = [
    ...problems,
    ...renameDiagnostics(api.renames, loaded, options),
    ...hiddenNameDiagnostics(hidden, loaded, options),
  ];
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };

  const pages = await watch.time("views", () =>
    pagesOf({ ...options, ...relativeCodecs(options), api, bundled: loaded.bundled }),
  );
  const files = await watch.time("render", () => renderPages(pages, rendererFor(api), options.importExtension, place));
  return { value: { loaded, files, pages, document, subjects: () => subjectsOf(api) }, diagnostics };
}
