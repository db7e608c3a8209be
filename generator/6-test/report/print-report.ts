/** Prints a report in a format. Each printer is loaded on demand. */
import type { TestReport } from "../../5-oracle/report/test-report.ts";

export type ReportFormat = "pretty" | "json" | "junit" | "html";

/** Returns the printed report, with a trailing line break. Only `pretty` has colours. */
export async function formatReport(
  report: TestReport,
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
