/** Runs a TypeScript compiler in a process of its own. */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export interface Compiler {
  readonly version: string;
  /** The path of `bin/tsc`. */
  readonly script: string;
}

/** An error that the compiler reports. `file` is relative to the folder. */
export interface CompilerError {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** The strictest options that users may have. */
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

/** Finds the compiler of the project at `folder`. Returns undefined if there is none. */
export function compilerAt(folder: string, name = "typescript"): Compiler | undefined {
  try {
    const manifest = createRequire(join(folder, "package.json")).resolve(`${name}/package.json`);
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string }; // of every package
    return { version, script: join(dirname(manifest), "bin/tsc") };
  } catch {
    return undefined;
  }
}

/** Writes `files` into `folder`, and compiles the files in `roots` with their imports. */
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
  // without errors in files, the compiler itself failed: it ran out of memory, or does not know an option
  if (failed && errors.length === 0) {
    throw new Error(`TypeScript ${compiler.version} failed: ${lines.slice(0, 3).join(" ")}`);
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
