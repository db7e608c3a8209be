/** Protects the inputs of a run: generated code never overwrites them, even with `force`. */
import { realpathSync } from "node:fs";
import type { Diagnostic } from "../diagnostics.ts";

/** Returns a test for paths that lead to one of the inputs. Links are followed, and URLs and missing files are ignored. */
export function inputTest(inputs: readonly string[]): (path: string) => boolean {
  const places = new Set(inputs.map(realPathOf));
  places.delete(undefined);
  return (path) => places.has(realPathOf(path));
}

/** Returns the real path with links followed, or undefined if there is no such file. */
function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** Returns the diagnostic for an output path that is an input. */
export function inputDiagnostic(path: string): Diagnostic {
  return {
    rule: "output-is-input",
    severity: "error",
    message: `${path} is an input of this run, and would be overwritten.`,
    remedy: "Choose another output path. Nothing was written.",
  };
}
