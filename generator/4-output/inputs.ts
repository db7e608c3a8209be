/** What a run reads is never what it writes: not even `force` lets generated code take the place of its description. */
import { realpathSync } from "node:fs";
import type { Diagnostic } from "../diagnostics.ts";

/** Whether a path is one of `inputs`, by whatever name; URLs and files that are not there are in nobody's way. */
export function inputTest(inputs: readonly string[]): (path: string) => boolean {
  const places = new Set(inputs.map(placeOf));
  places.delete(undefined);
  return (path) => places.has(placeOf(path));
}

/** Links followed, in the spelling of the file system; undefined where there is nothing. */
function placeOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

export function isInput(path: string): Diagnostic {
  return {
    rule: "output-is-input",
    severity: "error",
    message: `${path} is what this run reads, and would be lost.`,
    remedy: "Choose another place to write to. Nothing was written.",
  };
}
