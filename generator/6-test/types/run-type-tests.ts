/** Tests the types that are generated from a description, or those of a folder. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Checked, Diagnostic } from "../../diagnostics.ts";
import { printFiles } from "../../generate.ts";
import { DEFAULT_GENERATE, type SourceOptions } from "../../options.ts";
import { UsageError } from "../../usage-error.ts";
import { type Compiler, compilerAt } from "./compiler.ts";
import { readSources } from "../../5-program/read-sources.ts";
import { testTypes } from "./type-tests.ts";
import type { TypesReport } from "./types-report.ts";

const TYPES = "types.ts";

export interface TypeTestRunOptions extends SourceOptions {
  /** A folder with generated code. Its types are tested instead of freshly generated ones. */
  readonly generated?: string | undefined;
  /** The compiler. The default is the TypeScript of the project in the working directory, or the one bundled with specwright. */
  readonly compiler?: Compiler | undefined;
  /** The seed of the sample values. */
  readonly seed: number;
  /** The number of values for each type. */
  readonly maxCases?: number | undefined;
}

/** Tests the types of a description. Errors in the description or the folder are diagnostics. */
export async function runTypeTests(options: TypeTestRunOptions): Promise<Checked<TypesReport>> {
  const { generated, seed, maxCases, ...source } = options;
  const { value: printed, diagnostics } = await printFiles({ ...DEFAULT_GENERATE, ...source, targets: ["types"] });
  if (printed === undefined) return { value: undefined, diagnostics };
  const files = generated === undefined ? sourcesIn(printed.files) : readSources(generated, TYPES);
  if (!files.has(TYPES)) return { value: undefined, diagnostics: [...diagnostics, missingTypesFile(generated ?? "")] };
  const { document } = printed;
  const folder = mkdtempSync(join(tmpdir(), "specwright-types-"));
  try {
    const compiler = options.compiler ?? compilerAt(process.cwd()) ?? compilerAt(import.meta.dirname);
    if (compiler === undefined) throw new UsageError("TypeScript is not installed. Run: npm install -D typescript");
    const value = await testTypes({ document, subjects: printed.subjects(), files, compiler, folder, seed, maxCases });
    return { value, diagnostics };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function missingTypesFile(folder: string): Diagnostic {
  return {
    rule: "generated-incomplete",
    severity: "error",
    message: `${folder} has no ${TYPES}.`,
    remedy: "Generate the folder with the target types, or omit --generated.",
  };
}

function sourcesIn(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...files].filter(([path]) => path.endsWith(".ts")));
}
