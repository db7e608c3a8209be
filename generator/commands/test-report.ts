/** Prints or writes the report of a test run or of recorded traffic, and derives the exit code. */
import type { TestReport } from "../5-oracle/report/test-report.ts";
import { formatReport, type ReportFormat } from "../6-test/report/print-report.ts";
import { writeOutput } from "./write-output.ts";
import { hasColor } from "./terminal.ts";

export interface ReportDestination {
  readonly format: ReportFormat;
  readonly output: string | undefined;
  readonly inputs: readonly string[];
}

/**
 * Writes the report to `output`, or to standard output if undefined. Never overwrites one of `inputs`. Returns exit
 * code 0 if there are no findings and the report was written, else 1.
 */
export async function printReport(report: TestReport, { format, output, inputs }: ReportDestination): Promise<number> {
  const text = await formatReport(report, format, { color: output === undefined && hasColor(process.stdout) });
  const isDelivered = await writeOutput(text, output, inputs);
  return report.ok && isDelivered ? 0 : 1;
}
