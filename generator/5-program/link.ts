/** A script of modules → the modules, running in this process, and gone from it when nobody holds them any more. */
import { createRequire } from "node:module";
import { Script } from "node:vm";

/** What a module exports. */
export type Exports = Readonly<Record<string, unknown>>;

export interface Linked {
  /** The paths of all modules. */
  readonly paths: readonly string[];
  /** Runs the module, the first time it is asked for. Throws what the module throws. */
  readonly module: (path: string) => Exports;
  /** Compiled code, with which the same script starts faster next time. */
  readonly compiled: () => Buffer;
}

export interface LinkOptions {
  /** How stack traces call the script. */
  readonly filename: string;
  /** What `compiled` gave; V8 refuses what does not fit, and compiles anew. */
  readonly compiled: Buffer | undefined;
  /** A folder whose packages come before those of specwright. */
  readonly packagesOf: string | undefined;
}

type ModuleFunction = (exports: object, require: (specifier: string) => unknown) => void;

export function link(source: string, { filename, compiled, packagesOf }: LinkOptions): Linked {
  const script = new Script(source, { filename, ...(compiled && { cachedData: compiled }) });
  // the value of what `scriptOf` has written
  const functions = script.runInThisContext() as Readonly<Record<string, ModuleFunction>>;
  const modules = new Map<string, Exports>();
  const requirePackage = packageFinder(packagesOf);

  function module(path: string): Exports {
    const known = modules.get(path);
    if (known) return known; // a module that is still at its imports, too: they may be in a circle
    const exports: Record<string, unknown> = {};
    modules.set(path, exports);
    functions[path]?.(exports, require);
    return exports;
  }

  function require(specifier: string): unknown {
    return Object.hasOwn(functions, specifier) ? module(specifier) : requirePackage(specifier);
  }

  return { paths: Object.keys(functions), module, compiled: () => script.createCachedData() };
}

/** Generated code needs `openapi-fetch`, which specwright brings along for those who have none. */
function packageFinder(folder: string | undefined): (specifier: string) => unknown {
  const own = createRequire(import.meta.url);
  if (folder === undefined) return own;
  const theirs = createRequire(`${folder}/`);
  return (specifier) => {
    try {
      return theirs(specifier);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) throw error;
      return own(specifier);
    }
  };
}
