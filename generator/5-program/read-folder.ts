/**
 * Reads generated modules from a folder. Modules of the runtime have the paths of a copy, such as
 * `runtime/client/client.ts`, also if they come from the package or from a shared folder.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { readManifest } from "../4-output/manifest.ts";
import { packageModule, recordedPlace, runtimeModuleOf } from "../4-output/runtime-place.ts";
import { ADAPTERS } from "../options.ts";
import type { BundleOptions, ReadModule } from "./bundle-script.ts";

/** Functions that find the modules of one output folder. */
export interface FolderReader extends BundleOptions {
  readonly read: ReadModule;
  /** Returns the file of a module. */
  readonly fileOf: (path: string) => string;
}

/** Returns the reader of an output folder. Its manifest records where the runtime is. */
export function folderReader(folder: string): FolderReader {
  const place = recordedPlace(readManifest(folder).runtime);
  if (place.kind === "copy") {
    const fileOf = (path: string): string => join(folder, path);
    return { read: (path) => textOf(fileOf(path)), fileOf };
  }
  const runtimeFile =
    place.kind === "package" ? packageFiles(folder) : (path: string) => join(folder, place.path, path);
  const fileOf = (path: string): string => {
    const own = join(folder, path);
    return RUNTIME.test(path) && (EXPORTED.has(path) || !existsSync(own)) ? runtimeFile(path) : own;
  };
  const prefix = place.kind === "folder" ? `${place.path}/` : undefined;
  return {
    fileOf,
    read: (path) => textOf(fileOf(path)),
    moduleOf: (path) => {
      if (prefix !== undefined) return path.startsWith(prefix) ? path.slice(prefix.length) : path;
      return RUNTIME.test(path) ? path.replace(/\.js$/, ".ts") : path; // the package has JavaScript
    },
    packageModule: (specifier) => {
      const module = runtimeModuleOf(specifier);
      return module && `${module}.ts`;
    },
  };
}

/** Paths that modules of the runtime can have. */
const RUNTIME = /^(?:runtime|server)\//;

/** Modules of the runtime that the output exports from files of the same path. */
const EXPORTED: ReadonlySet<string> = new Set(ADAPTERS.map((adapter) => `server/${adapter}.ts`));

/** Returns the function that finds modules in the package that is installed for a folder. */
function packageFiles(folder: string): (path: string) => string {
  const { resolve: find } = createRequire(join(resolve(folder), "index.js"));
  return (path) => {
    try {
      return find(packageModule(path.replace(/\.[jt]s$/, "")));
    } catch {
      return join(folder, path); // which does not exist, and is reported
    }
  };
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
