/** TypeScript as a process of its own: the one that the user has, or ours. */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export interface Compiler {
  readonly version: string;
  /** The script that Node runs. */
  readonly script: string;
}

/** What is wrong with a module, by file below the folder. */
export interface CompilerError {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** As strict as users may be. */
const OPTIONS = {
  target: "ES2022",
  lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  module: "NodeNext",
  moduleResolution: "NodeNext",
  types: [],
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
};

/** The compiler of the project at `folder`; undefined where it has none. */
export function compilerAt(folder: string, name = "typescript"): Compiler | undefined {
  try {
    const manifest = createRequire(join(folder, "package.json")).resolve(`${name}/package.json`);
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string }; // of every package
    return { version, script: join(dirname(manifest), "bin/tsc") };
  } catch {
    return undefined;
  }
}

/** Writes `files`, by path, into `folder`, and compiles those of `roots` there, with what they import. */
export async function compile(
  compiler: Compiler,
  folder: string,
  { files, roots }: { readonly files: ReadonlyMap<string, string>; readonly roots: readonly string[] },
): Promise<readonly CompilerError[]> {
  const all = new Map([
    ...files,
    ["package.json", JSON.stringify({ type: "module" })],
    ["tsconfig.json", JSON.stringify({ compilerOptions: OPTIONS, files: roots })],
  ]);
  for (const [path, text] of all) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { failed, output } = await run(compiler, folder);
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const errors = lines.map(errorOf).filter((error) => error !== undefined);
  // whatever is no error in a file is an error of the compiler: memory, or an option that it does not know
  if (failed && errors.length === 0) {
    throw new Error(`TypeScript ${compiler.version} says: ${lines.slice(0, 3).join(" ")}`);
  }
  return errors;
}

function errorOf(line: string): CompilerError | undefined {
  const [, file, at, code, message] = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/.exec(line) ?? [];
  if (file === undefined || code === undefined || message === undefined) return undefined;
  return { file, line: Number(at), code, message };
}

function run({ script }: Compiler, cwd: string): Promise<{ failed: boolean; output: string }> {
  const args = ["--max-old-space-size=4096", script, "--pretty", "false", "-p", "."];
  return new Promise((settle) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      settle({ failed: error !== null, output: stdout + stderr });
    });
  });
}
