/**
 * Bundles generated modules as one script without types. Each module becomes a function with the parameters `exports`
 * and `require`. Only modules that the entries import are included.
 */
import { posix } from "node:path";
import type ts from "typescript";
import { countMatches, stripValidatorTypes } from "./strip-validators.ts";

/** Returns the source of a module by its path, or undefined if it does not exist. */
export type ReadModule = (path: string) => string | undefined;

/** A script with all modules. */
export interface BundledScript {
  /** JavaScript expression: an object of functions by module path. */
  readonly source: string;
  /** Paths of all modules. */
  readonly paths: readonly string[];
}

/** Bundles `entries` and their imports. Throws a `MissingModule` if a module does not exist. */
export async function bundleScript(
  entries: readonly string[],
  read: ReadModule,
  { moduleOf = (path) => path, packageModule = () => undefined }: BundleOptions = {},
): Promise<BundledScript> {
  const { default: compiler } = await import("typescript");
  const functions = new Map<string, string>();
  const paths = new Set(entries);
  // iteration includes paths that are added meanwhile
  for (const path of paths) {
    const text = read(path);
    if (text === undefined) throw new MissingModule(path);
    const body =
      (path.endsWith("validators.ts") ? transformValidators(text) : undefined) ?? transpile(compiler, path, text);
    const local = body.replaceAll(REQUIRE, (statement, specifier: string) => {
      const target = specifier.startsWith(".")
        ? moduleOf(resolveImport(path, specifier, read))
        : packageModule(specifier);
      if (target !== undefined) paths.add(target);
      return target === undefined ? statement : `require(${JSON.stringify(target)})`;
    });
    functions.set(path, local);
  }
  const members = [...functions].map(([path, body]) => `${JSON.stringify(path)}(exports, require) {${body}\n}`);
  return { source: `({\n${members.join(",\n")}\n})`, paths: [...functions.keys()] };
}

export interface BundleOptions {
  /** Returns the name of the module at a path. Default: the path itself. */
  readonly moduleOf?: (path: string) => string;
  /** Returns the path of the module that an import from a package names, or undefined if it stays an import. */
  readonly packageModule?: (specifier: string) => string | undefined;
}

/** Error for a module that does not exist. */
export class MissingModule extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`The module ${path} does not exist.`);
    this.path = path;
  }
}

const REQUIRE = /\brequire\("([^"]+)"\)/g;

/** Returns the module path of a relative specifier, with extension `.ts`, `.js` or none. */
function resolveImport(from: string, specifier: string, read: ReadModule): string {
  const path = posix.join(posix.dirname(from), specifier);
  const candidates = [path, path.replace(/\.js$/, ".ts"), `${path}.ts`, `${path}.js`];
  return candidates.find((candidate) => read(candidate) !== undefined) ?? path;
}

/** Strips the types of one module, without type checking. */
function transpile(compiler: typeof ts, fileName: string, text: string): string {
  const compilerOptions: ts.CompilerOptions = {
    target: compiler.ScriptTarget.ES2022,
    module: compiler.ModuleKind.CommonJS,
    isolatedModules: true,
    removeComments: true,
    allowJs: true,
  };
  return compiler.transpileModule(text, { fileName, compilerOptions }).outputText;
}

const IMPORT = /^import \{([^{}"]*)\} from "([^"]+)";$/gm;
const EXPORT = /^export const (\w+) =/gm;
const RENAMED_EXPORT = /^export \{ (\w+) as (\w+) \};$/gm;
const STATEMENTS = /^(?:import|export)\b/gm;

/**
 * Converts generated validators to CommonJS without the compiler. Their imports and exports all have one form. Returns
 * undefined for other modules.
 */
function transformValidators(source: string): string | undefined {
  const text = stripValidatorTypes(source);
  if (text === undefined) return undefined;
  const known = countMatches(text, IMPORT) + countMatches(text, EXPORT) + countMatches(text, RENAMED_EXPORT);
  if (known !== countMatches(text, STATEMENTS)) return undefined;
  const body = text
    .replace(
      IMPORT,
      (_, names: string, from: string) => `const {${names.replaceAll(/ as /g, ": ")}} = require("${from}");`,
    )
    .replace(EXPORT, "const $1 = exports.$1 =")
    .replace(RENAMED_EXPORT, "exports.$2 = $1;");
  return `"use strict";\n${body}`;
}
