/** Prints a report in a format. Each printer is loaded on demand. */
import { withoutUserinfo } from "../../secrets.ts";
import { printJson } from "../../visible-text.ts";
import type { TestReport } from "../../5-oracle/report/test-report.ts";

export type ReportFormat = "pretty" | "json" | "junit" | "html";

/** Returns the printed report, with a trailing line break. Only `pretty` has colours. URLs have no user name and password. */
export async function formatReport(
  report: TestReport,
  format: ReportFormat,
  options: { readonly color: boolean },
): Promise<string> {
  return withoutUserinfo(await formatAs(report, format, options));
}

async function formatAs(
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
      return printJson(report);
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
