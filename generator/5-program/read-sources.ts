/** Reads generated types from a folder, with the modules that they import. */
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { relativeImports, rewriteImports } from "../4-output/imports.ts";
import { folderReader, type FolderReader } from "./read-folder.ts";

/**
 * Returns the module at `entry` and its imports, by their paths in a copy: modules of a runtime elsewhere are then in
 * `runtime/`. A runtime in the package has declarations. A module that does not exist is left to the compiler.
 */
export function readSources(folder: string, entry: string): ReadonlyMap<string, string> {
  const reader = folderReader(folder);
  const files = new Map<string, string>();
  const visited = new Set([entry]);
  // the loop also visits the modules that it adds
  for (const path of visited) {
    const found = sourceAt(reader, path);
    if (found === undefined) continue;
    const text = withRelativeImports(found.text, path, reader);
    files.set(found.isDeclaration ? path.replace(/\.ts$/, ".d.ts") : path, text);
    for (const specifier of relativeImports(text)) {
      visited.add(posix.join(posix.dirname(path), specifier).replace(/(?:\.[jt]s)?$/, ".ts"));
    }
  }
  return files;
}

interface Source {
  readonly text: string;
  readonly isDeclaration: boolean;
}

function sourceAt({ fileOf }: FolderReader, path: string): Source | undefined {
  const file = fileOf(path);
  const declaration = file.replace(/\.js$/, ".d.ts");
  if (!existsSync(declaration)) return undefined;
  return { text: readFileSync(declaration, "utf8"), isDeclaration: declaration !== file };
}

/** Returns the text with imports of the runtime as if it were copied. Other packages stay. */
function withRelativeImports(text: string, path: string, { moduleOf, packageModule }: FolderReader): string {
  const folder = posix.dirname(path);
  const specifierOf = (module: string): string => {
    const relative = posix.relative(folder, module);
    return relative.startsWith("../") ? relative : `./${relative}`;
  };
  return rewriteImports(
    text.replaceAll(/ from "([^".][^"]*)";$/gm, (statement, specifier: string) => {
      const module = packageModule?.(specifier);
      return module === undefined ? statement : ` from "${specifierOf(module.replace(/\.ts$/, ".js"))}";`;
    }),
    (specifier) => {
      const target = posix.join(folder, specifier);
      const module = moduleOf?.(target) ?? target;
      return module === target ? specifier : specifierOf(module);
    },
  );
}
