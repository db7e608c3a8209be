/** Runs a script of modules in this process. Unlike imported modules, they can be garbage-collected. */
import { createRequire } from "node:module";
import { Script } from "node:vm";

/** Exports of a module, by name. */
export type ModuleExports = Readonly<Record<string, unknown>>;

/** Modules of one script. */
export interface LinkedModules {
  /** Paths of all modules. */
  readonly paths: readonly string[];
  /** Returns the exports of a module. Runs it at the first call. Throws the errors of the module. */
  readonly module: (path: string) => ModuleExports;
  /** Returns the V8 code cache, which makes the next start faster. */
  readonly compiled: () => Buffer;
}

/** Options for linking. */
export interface LinkOptions {
  /** File name in stack traces. */
  readonly filename: string;
  /** V8 code cache of an earlier run. V8 ignores it if it does not match. */
  readonly compiled: Buffer | undefined;
  /** Folder whose packages take precedence over the dependencies of specwright. */
  readonly packagesOf: string | undefined;
}

type ModuleFunction = (exports: object, require: (specifier: string) => unknown) => void;

/** Links the modules of a script. */
export function linkModules(source: string, { filename, compiled, packagesOf }: LinkOptions): LinkedModules {
  const script = new Script(source, { filename, ...(compiled && { cachedData: compiled }) });
  // the format of `bundleScript`
  const functions = script.runInThisContext() as Readonly<Record<string, ModuleFunction>>;
  const modules = new Map<string, ModuleExports>();
  const requirePackage = packageFinder(packagesOf);

  function module(path: string): ModuleExports {
    const known = modules.get(path);
    if (known) return known; // also if the module is not complete yet: imports can be circular
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

/** Returns `require` for packages. Generated code needs `openapi-fetch`: specwright's own copy is the fallback. */
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
