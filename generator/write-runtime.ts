/** Writes or compares a runtime outside of the output: one that several outputs share, or the one of the package. */
import { withFolderSettings } from "./4-output/folder-settings.ts";
import { readManifest } from "./4-output/manifest.ts";
import { type Page, runtimeFiles } from "./4-output/render.ts";
import { placedModule, type RuntimePlace } from "./4-output/runtime-place.ts";
import { writeFiles, type WriteResult } from "./4-output/write.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { GenerateOptions } from "./options.ts";
import { folderDiagnostics, packageDiagnostics } from "./runtime-version.ts";

type RuntimeOptions = Pick<GenerateOptions, "output" | "runtime" | "check" | "force" | "importExtension"> & {
  /** Paths of the inputs of the run, which are never overwritten. */
  readonly inputs: readonly string[];
};

/**
 * Writes the files of a shared runtime that pages import, beside those of other outputs. The paths of the result begin
 * at the output. A copied runtime is part of the output, and one in the package is only compared: both write nothing.
 */
export function writeRuntime(pages: readonly Page[], place: RuntimePlace, options: RuntimeOptions): WriteResult {
  const { output, runtime, check, force, importExtension, inputs } = options;
  const none = { changes: [], unchanged: [] };
  if (place.kind === "copy") return { ...none, diagnostics: [] };
  if (place.kind === "package") return { ...none, diagnostics: packageDiagnostics(output, check) };
  if (place.path === "") return { ...none, diagnostics: [sameFolderDiagnostic(output)] };
  const manifest = readManifest(runtime);
  const recorded = [...manifest.files.keys(), ...manifest.pending.keys()];
  const files = withFolderSettings(runtimeFiles(pages, recorded, importExtension), runtime);
  const written = writeFiles(files, { output: runtime, check, force, inputs });
  const moved = (path: string): string => placedModule(place, path);
  return {
    changes: written.changes.map((change) => ({ ...change, path: moved(change.path) })),
    unchanged: written.unchanged.map(moved),
    diagnostics: [...folderDiagnostics(output, { folder: runtime, manifest, check }), ...written.diagnostics],
  };
}

function sameFolderDiagnostic(output: string): Diagnostic {
  return {
    rule: "output-obstacle",
    severity: "error",
    message: `${output} is the output and the folder of the runtime.`,
    remedy: "Choose another folder for the runtime, such as one beside the output. Nothing was written.",
  };
}
