/**
 * Generated modules → one script that any Node runs: types are stripped, and each module becomes a function of
 * `exports` and `require`. Only what the entries reach is in it.
 */
import { posix } from "node:path";
import type ts from "typescript";

/** Text of a module by its path, or undefined where there is none. */
export type ReadModule = (path: string) => string | undefined;

export interface Script {
  /** An expression whose value is an object of functions by path. */
  readonly source: string;
  /** The paths of the modules in it. */
  readonly paths: readonly string[];
}

/** Throws a `MissingModule` where a module imports one that is not there. */
export async function scriptOf(entries: readonly string[], read: ReadModule): Promise<Script> {
  const { default: compiler } = await import("typescript");
  const functions = new Map<string, string>();
  const paths = new Set(entries);
  // a set visits what is added meanwhile
  for (const path of paths) {
    const text = read(path);
    if (text === undefined) throw new MissingModule(path);
    const body = (path.endsWith(".js") ? fromOwnJavaScript(text) : undefined) ?? transpile(compiler, path, text);
    const local = body.replaceAll(REQUIRE, (statement, specifier: string) => {
      const target = specifier.startsWith(".") ? resolve(path, specifier, read) : undefined;
      if (target !== undefined) paths.add(target);
      return target === undefined ? statement : `require(${JSON.stringify(target)})`;
    });
    functions.set(path, local);
  }
  const members = [...functions].map(([path, body]) => `${JSON.stringify(path)}(exports, require) {${body}\n}`);
  return { source: `({\n${members.join(",\n")}\n})`, paths: [...functions.keys()] };
}

export class MissingModule extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`there is no ${path}`);
    this.path = path;
  }
}

const REQUIRE = /\brequire\("([^"]+)"\)/g;

/** The path that a relative specifier means, however imports end. */
function resolve(from: string, specifier: string, read: ReadModule): string {
  const path = posix.join(posix.dirname(from), specifier);
  const candidates = [path, path.replace(/\.js$/, ".ts"), `${path}.ts`, `${path}.js`];
  return candidates.find((candidate) => read(candidate) !== undefined) ?? path;
}

/** One file at a time and without looking at types, as `isolatedModules` has it. */
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
const STATEMENTS = /^(?:import|export)\b/gm;

/**
 * The validators of a large description are tens of megabytes, which no compiler need read: they are JavaScript whose
 * imports and exports are all of one form. Undefined where they are not.
 */
function fromOwnJavaScript(text: string): string | undefined {
  const known = count(text, IMPORT) + count(text, EXPORT);
  if (known !== count(text, STATEMENTS)) return undefined;
  const body = text
    .replace(
      IMPORT,
      (_, names: string, from: string) => `const {${names.replaceAll(/ as /g, ": ")}} = require("${from}");`,
    )
    .replace(EXPORT, "const $1 = exports.$1 =");
  return `"use strict";\n${body}`;
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found++;
  return found;
}
