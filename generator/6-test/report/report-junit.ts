/** Prints a report as JUnit XML: a suite per operation, and a test case per finding, or one without findings. */
import { type Finding, type OperationReport, type TestReport } from "../../5-oracle/report/test-report.ts";
import { FINDINGS } from "../../5-oracle/response/problem.ts";
import { type Markup, markup } from "./markup.ts";

/** Returns XML in the dialect of Jenkins' `junit-10.xsd`, which GitLab and GitHub Actions also read. */
export function junitReport({ description, operations, duration }: TestReport): string {
  const failures = operations.reduce((sum, { findings }) => sum + findings.length, 0);
  const tests = operations.reduce((sum, { findings }) => sum + Math.max(findings.length, 1), 0);
  const suites = operations.map((operation) => suiteElement(operation));
  const root = markup`<testsuites name="${description.title} ${description.version}" tests="${tests}" failures="${failures}" time="${(duration / 1_000).toFixed(3)}">${suites}
</testsuites>`;
  // characters that XML 1.0 §2.2 forbids, such as lone surrogates
  return `<?xml version="1.0" encoding="UTF-8"?>\n${String(root).replaceAll(/[\ufffe\uffff]|\p{Cs}/gu, "\ufffd")}\n`;
}

function suiteElement(operation: OperationReport): Markup {
  const { id, findings, cases, notes } = operation;
  const name = `${operation.method} ${operation.path}`;
  const isTested = cases.valid + cases.invalid > 0;
  const count = Math.max(findings.length, 1);
  const skipped = !isTested && findings.length === 0;
  const passed = markup`
    <testcase classname="${name}" name="${isTested ? `${cases.valid + cases.invalid} cases` : "not tested"}">${
      skipped ? markup`<skipped message="${notes[0] ?? "No case was run."}"/>` : ""
    }</testcase>`;
  return markup`
  <testsuite id="${id}" name="${name}" tests="${count}" failures="${findings.length}" skipped="${skipped ? 1 : 0}">${
    findings.length === 0 ? passed : findings.map((finding, index) => findingElement(name, finding, index))
  }
  </testsuite>`;
}

function findingElement(classname: string, finding: Finding, index: number): Markup {
  const { kind, message, about, promised, request, response, reproduction } = finding;
  const lines = [
    about,
    ...(request ? [`${request.method} ${request.url}`] : []),
    ...(response ? [`response ${response.status}: ${response.body?.text ?? "no body"}`] : []),
    ...(promised ? [`${promised.location.file}:${promised.location.line}:${promised.location.column}`] : []),
    `reproduce: ${reproduction}`,
  ];
  return markup`
    <testcase classname="${classname}" name="${index + 1}. ${FINDINGS[kind]}">
      <failure type="${kind}" message="${message}">${lines.join("\n")}</failure>
    </testcase>`;
}
