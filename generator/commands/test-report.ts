/** A report of tests or of traffic, printed or written, and the exit code that it means. */
import type { ProofReport } from "../5-oracle/report/report.ts";
import { formatReport, type ReportFormat } from "../6-test/report/print-report.ts";
import { deliver } from "./deliver.ts";
import { hasColor } from "./print.ts";

export interface ReportPlace {
  readonly format: ReportFormat;
  readonly output: string | undefined;
  readonly inputs: readonly string[];
}

/** `output`: a file, none of `inputs`; undefined: standard output. Gives 0 where nothing was found, else 1. */
export async function printReport(report: ProofReport, { format, output, inputs }: ReportPlace): Promise<number> {
  const text = await formatReport(report, format, { color: output === undefined && hasColor(process.stdout) });
  const isDelivered = await deliver(text, output, inputs);
  return report.ok && isDelivered ? 0 : 1;
}
