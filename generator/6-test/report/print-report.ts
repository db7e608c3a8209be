/** A report in the format that was asked for; each printer is loaded when it is. */
import type { ProofReport } from "../../5-oracle/report/report.ts";

export const REPORT_FORMATS = ["pretty", "json", "junit", "html"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The whole text, with a line break at its end. Only `pretty` has colours. */
export async function formatReport(
  report: ProofReport,
  format: ReportFormat,
  options: { readonly color: boolean },
): Promise<string> {
  switch (format) {
    case "pretty": {
      const { prettyReport } = await import("./report-pretty.ts");
      return prettyReport(report, options);
    }
    case "json":
      return `${JSON.stringify(report, undefined, 2)}\n`;
    case "junit": {
      const { junitReport } = await import("./report-junit.ts");
      return junitReport(report);
    }
    case "html": {
      const { htmlReport } = await import("./report-html.ts");
      return htmlReport(report);
    }
    default:
      return format satisfies never;
  }
}
