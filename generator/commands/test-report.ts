/** Prints or writes the report of a test run or of recorded traffic, and derives the exit code. */
import type { TestReport } from "../5-oracle/report/test-report.ts";
import { formatReport, type ReportFormat } from "../6-test/report/print-report.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { formatDiagnostics } from "../print-diagnostics.ts";
import { hasColor } from "./terminal.ts";
import { writeOutput } from "./write-output.ts";

/** Formats of a test report. `github` and `sarif` show findings at lines of the description. */
export type TestFormat = ReportFormat | "github" | "sarif";
export const TEST_FORMATS: readonly TestFormat[] = ["pretty", "json", "junit", "html", "github", "sarif"];

export interface ReportDestination {
  readonly format: TestFormat;
  readonly output: string | undefined;
  readonly inputs: readonly string[];
}

/**
 * Writes the report to `output`, or to standard output if undefined. Never overwrites one of `inputs`. Returns exit
 * code 0 if there are no findings and the report was written, else 1.
 */
export async function printReport(report: TestReport, { format, output, inputs }: ReportDestination): Promise<number> {
  const color = output === undefined && hasColor(process.stdout);
  const text =
    format === "github" || format === "sarif"
      ? formatDiagnostics(diagnosticsOf(report), format, { color: false })
      : await formatReport(report, format, { color });
  const isDelivered = await writeOutput(text, output, inputs);
  return report.ok && isDelivered ? 0 : 1;
}

/** Returns the findings as errors at the lines of the description that they deviate from. */
function diagnosticsOf({ operations }: TestReport): readonly Diagnostic[] {
  return operations.flatMap(({ method, path, location, findings }) =>
    findings.map(({ kind, message, promised, reproduction }) => {
      const place = promised?.location ?? location;
      return {
        rule: kind,
        severity: "error" as const,
        message: `${method} ${path}: ${message}`,
        remedy: `Reproduce: ${reproduction}`,
        ...(place && { location: place }),
      };
    }),
  );
}
