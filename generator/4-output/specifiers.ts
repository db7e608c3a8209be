/** Names of modules → what import lines write. The only file that knows relative paths and extensions of imports. */
import { posix } from "node:path";
import type { SpecifierOf } from "../3-views/import-lines.ts";
import type { ImportExtension } from "../options.ts";
import { COPIED, packageModule, placedModule, type RuntimePlace } from "./runtime-place.ts";

export interface SpecifierOptions {
  readonly extension: ImportExtension;
  readonly runtime?: RuntimePlace;
  /** Returns true if the module belongs to the runtime. Only used if the runtime is not copied. */
  readonly isRuntime?: (module: string) => boolean;
}

/** Returns the specifiers for the imports of the file at `path`, which begins at the root of the output. */
export function specifiersFrom(path: string, options: SpecifierOptions): SpecifierOf {
  const { extension, runtime = COPIED, isRuntime = () => false } = options;
  const folder = posix.dirname(path);
  return (module) => {
    if (module.startsWith(PACKAGE)) return module.slice(PACKAGE.length);
    const isPlaced = runtime.kind !== "copy" && isRuntime(module);
    if (isPlaced && runtime.kind === "package") return packageModule(module);
    const target = isPlaced && runtime.kind === "folder" ? placedModule(runtime, module) : module;
    const relative = relativePath(folder, target);
    const ending = extension === "none" ? "" : `.${extension}`;
    return `${relative.startsWith("../") ? "" : "./"}${relative}${ending}`;
  };
}

/** Returns the path from a folder to a module. Both begin at the root of the output, and the module can be above it. */
function relativePath(folder: string, module: string): string {
  const up = folder === "." ? "" : "../".repeat(folder.split("/").length);
  return module.startsWith("../") ? up + module : posix.relative(folder, module);
}

/** Returns true if the module is a file of the output: no package. */
export function isFile(module: string): boolean {
  return !module.startsWith(PACKAGE);
}

const PACKAGE = "npm:";
