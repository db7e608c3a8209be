/** `specwright test --types`: checks generated types against their schemas. */
import { printJson } from "../visible-text.ts";
import type { SourceOptions } from "../options.ts";
import { oneOf } from "../usage-error.ts";
import { printDiagnostics } from "./terminal.ts";
import { writeOutput } from "./write-output.ts";
import { inputsOf } from "./settings.ts";

const FORMATS = ["pretty", "json"] as const;

export interface TestTypesInput {
  readonly source: SourceOptions;
  readonly generated: string | undefined;
  readonly seed?: number;
  readonly maxCases?: number;
  readonly format: string | undefined;
  readonly output: string | undefined;
}

/** Runs the check, prints its report, and returns the exit code. */
export async function testTypesCommand({
  source,
  format: wanted = "pretty",
  output,
  ...options
}: TestTypesInput): Promise<number> {
  const format = oneOf(FORMATS, wanted, "format");
  const { testTypes } = await import("../index.ts");
  const { value: report, diagnostics } = await testTypes({ ...source, ...options });
  printDiagnostics(diagnostics);
  if (report === undefined) return 1;
  const { formatTypesReport: prettyTypes } = await import("../6-test/types/print-types-report.ts");
  const text = format === "json" ? printJson(report) : prettyTypes(report);
  const isDelivered = await writeOutput(text, output, inputsOf(source));
  return report.ok && isDelivered ? 0 : 1;
}
