/** A description → the proof of the types that are generated from it, or of those that were. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Checked } from "../../diagnostics.ts";
import { printFiles } from "../../generate.ts";
import { DEFAULT_GENERATE, type SourceOptions } from "../../options.ts";
import type { Compiler } from "./compiler.ts";
import { proveTypes } from "./prove.ts";
import type { TypesReport } from "./types-report.ts";

export interface ProveDescriptionOptions extends SourceOptions {
  /** A folder that `generate` has written; its types are looked at instead of such that are generated now. */
  readonly generated?: string | undefined;
  readonly compilers: readonly Compiler[];
  readonly seed: number;
  /** Values in all. */
  readonly maxCases: number;
}

/** One report for each compiler. What is wrong with the description is a diagnostic. */
export async function proveDescription(options: ProveDescriptionOptions): Promise<Checked<readonly TypesReport[]>> {
  const { generated, compilers, seed, maxCases, ...source } = options;
  const { value: printed, diagnostics } = await printFiles({ ...DEFAULT_GENERATE, ...source, targets: ["types"] });
  if (printed === undefined) return { value: undefined, diagnostics };
  const { document } = printed;
  const subjects = printed.subjects();
  const files = generated === undefined ? sourcesIn(printed.files) : readSources(generated);
  const reports: TypesReport[] = [];
  for (const compiler of compilers) {
    const folder = mkdtempSync(join(tmpdir(), "specwright-types-"));
    try {
      reports.push(await proveTypes({ document, subjects, files, compiler, folder, seed, maxCases }));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { value: reports, diagnostics };
}

function sourcesIn(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...files].filter(([path]) => path.endsWith(".ts")));
}

/** `types.ts`, and what it may import. */
function readSources(folder: string): ReadonlyMap<string, string> {
  const runtime = join(folder, "runtime");
  const present = existsSync(runtime) ? readdirSync(runtime).filter((name) => name.endsWith(".ts")) : [];
  const paths = ["types.ts", ...present.map((name) => `runtime/${name}`)].filter((path) =>
    existsSync(join(folder, path)),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
