/** A description → the proof of the types that are generated from it, or of those that were. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Checked, Diagnostic } from "../../diagnostics.ts";
import { printFiles } from "../../generate.ts";
import { DEFAULT_GENERATE, type SourceOptions } from "../../options.ts";
import { type Compiler, compilerAt } from "./compiler.ts";
import { proveTypes } from "./type-tests.ts";
import type { TypesReport } from "./types-report.ts";

const TYPES = "types.ts";

export interface TypesOptions extends SourceOptions {
  /** A folder that `generate` has written; its types are looked at instead of such that are generated now. */
  readonly generated?: string | undefined;
  /** Default: the TypeScript of the project in the working directory, else that which specwright brings along. */
  readonly compiler?: Compiler | undefined;
  /** Same seed, same values. */
  readonly seed: number;
  /** Values for each type. */
  readonly maxCases?: number | undefined;
}

/** What is wrong with the description, or with the folder, is a diagnostic. */
export async function proveDescription(options: TypesOptions): Promise<Checked<TypesReport>> {
  const { generated, seed, maxCases, ...source } = options;
  const { value: printed, diagnostics } = await printFiles({ ...DEFAULT_GENERATE, ...source, targets: ["types"] });
  if (printed === undefined) return { value: undefined, diagnostics };
  const files = generated === undefined ? sourcesIn(printed.files) : readSources(generated);
  if (!files.has(TYPES)) return { value: undefined, diagnostics: [...diagnostics, incomplete(generated ?? "")] };
  const { document } = printed;
  const folder = mkdtempSync(join(tmpdir(), "specwright-types-"));
  try {
    const compiler = options.compiler ?? compilerAt(process.cwd()) ?? compilerAt(import.meta.dirname);
    if (compiler === undefined) throw new Error("TypeScript, on which specwright depends, is not installed");
    const value = await proveTypes({ document, subjects: printed.subjects(), files, compiler, folder, seed, maxCases });
    return { value, diagnostics };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function incomplete(folder: string): Diagnostic {
  return {
    rule: "generated-incomplete",
    severity: "error",
    message: `${folder} has no ${TYPES}.`,
    remedy: "Generate it with the target types, or leave --generated out.",
  };
}

function sourcesIn(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...files].filter(([path]) => path.endsWith(".ts")));
}

/** `types.ts`, and what it may import. */
function readSources(folder: string): ReadonlyMap<string, string> {
  const runtime = join(folder, "runtime");
  const present = existsSync(runtime)
    ? readdirSync(runtime, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"))
    : [];
  const paths = [TYPES, ...present.map((name) => `runtime/${name}`)].filter((path) => existsSync(join(folder, path)));
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
