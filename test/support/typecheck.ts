/** Type-checks files under the strictest flags that generated code supports. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import ts from "typescript";

export const COMPILERS = ["5.9", "6", "7"] as const;
export type Compiler = (typeof COMPILERS)[number];

const root: string = new URL("../../", import.meta.url).pathname;
const require = createRequire(import.meta.url);

/** Compiler options as in `tsconfig.json`. */
const FLAGS = {
  target: "ES2022",
  lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  module: "NodeNext",
  moduleResolution: "NodeNext",
  types: [] as string[],
  typeRoots: [join(root, "node_modules/@types")],
  noEmit: true,
  declaration: true,
  skipLibCheck: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  allowUnreachableCode: false,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
  forceConsistentCasingInFileNames: true,
};

export interface TypecheckOptions {
  readonly compiler?: Compiler;
  /** Compiler options that override those above. */
  readonly flags?: Readonly<Record<string, unknown>>;
}

/**
 * Returns the errors in `files` and in their imports, as `path:line:column TS1234: message`. Compiler 5.9 runs in this
 * process and keeps the parsed libraries: use it for many small checks.
 */
export async function typecheck(
  files: readonly string[],
  { compiler = "5.9", flags = {} }: TypecheckOptions = {},
): Promise<readonly string[]> {
  const paths = files.map((file) => resolve(root, file));
  const compilerOptions = { ...FLAGS, ...flags };
  return compiler === "5.9" ? withApi(paths, compilerOptions) : withCommandLine(paths, compiler, compilerOptions);
}

const libraries = new Map<string, ts.SourceFile | undefined>();

function withApi(paths: readonly string[], compilerOptions: object): readonly string[] {
  const { options, errors } = ts.convertCompilerOptionsFromJson(compilerOptions, root);
  if (errors.length > 0) throw new Error(errors.map(messageOf).join("\n"));
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (fileName, ...rest) => {
    if (!fileName.includes("/node_modules/")) return getSourceFile(fileName, ...rest);
    if (!libraries.has(fileName)) libraries.set(fileName, getSourceFile(fileName, ...rest));
    return libraries.get(fileName);
  };
  const program = ts.createProgram({ rootNames: paths, options, host });
  const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.getDeclarationDiagnostics()];
  return [...new Set(diagnostics.map((diagnostic) => placed(diagnostic)))];
}

function placed(diagnostic: ts.Diagnostic): string {
  const message = `TS${diagnostic.code}: ${messageOf(diagnostic)}`;
  if (diagnostic.file === undefined) return message;
  const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  return `${diagnostic.file.fileName}:${line + 1}:${character + 1} ${message}`;
}

function messageOf({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, "\n");
}

async function withCommandLine(
  paths: readonly string[],
  compiler: Compiler,
  compilerOptions: object,
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "specwright-typecheck-"));
  try {
    const project = join(folder, "tsconfig.json");
    await writeFile(project, JSON.stringify({ compilerOptions, files: paths }));
    const manifest = require.resolve(`typescript-${compiler}/package.json`);
    const tsc = join(manifest, "../bin/tsc");
    const { failed, output } = await run(process.execPath, [tsc, "--pretty", "false", "-p", project]);
    const lines = output.split("\n").filter((line) => line.trim() !== "");
    if (failed && lines.length === 0) throw new Error(`TypeScript ${compiler} failed and said nothing`);
    return lines.map((line) => line.replace(/^(.*)\((\d+),(\d+)\): error (TS\d+)/, "$1:$2:$3 $4"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(command: string, args: readonly string[]): Promise<{ failed: boolean; output: string }> {
  return new Promise((settle) => {
    execFile(command, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      settle({ failed: error !== null, output: stdout + stderr });
    });
  });
}
