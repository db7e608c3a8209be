/** Names of modules → what import lines write. The only file that knows relative paths and extensions of imports. */
import { posix } from "node:path";
import type { SpecifierOf } from "../3-views/import-lines.ts";
import type { ImportExtension } from "../options.ts";

export interface SpecifierOptions {
  readonly extension: ImportExtension;
  /** Returns true if the module is a JavaScript file of the output. Its specifier ends in `.js` even if others end in `.ts`. */
  readonly isJavaScript?: (module: string) => boolean;
}

/** Returns the specifiers for the imports of the file at `path`, which begins at the root of the output. */
export function specifiersFrom(path: string, { extension, isJavaScript = () => false }: SpecifierOptions): SpecifierOf {
  const folder = posix.dirname(path);
  return (module) => {
    if (module.startsWith(PACKAGE)) return module.slice(PACKAGE.length);
    const relative = posix.relative(folder, module);
    const ending = extension === "none" ? "" : isJavaScript(module) ? ".js" : `.${extension}`;
    return `${relative.startsWith("../") ? "" : "./"}${relative}${ending}`;
  };
}

/** Returns true if the module is a file of the output: no package. */
export function isFile(module: string): boolean {
  return !module.startsWith(PACKAGE);
}

const PACKAGE = "npm:";
