/** A report as build servers read it: a suite per operation, a case per finding, or one where there is none. */
import { type Finding, FINDINGS, type OperationReport, type ProofReport } from "../../5-oracle/report/report.ts";
import { type Markup, markup } from "./markup.ts";

/** The dialect of `junit-10.xsd` of Jenkins, which GitLab, GitHub's actions and the others read. */
export function junitReport({ oracle: description, operations, duration }: ProofReport): string {
  const failures = operations.reduce((sum, { findings }) => sum + findings.length, 0);
  const tests = operations.reduce((sum, { findings }) => sum + Math.max(findings.length, 1), 0);
  const suites = operations.map((operation) => suiteOf(operation));
  const root = markup`<testsuites name="${description.title} ${description.version}" tests="${tests}" failures="${failures}" time="${(duration / 1_000).toFixed(3)}">${suites}
</testsuites>`;
  // the characters that XML 1.0 §2.2 cannot hold at all, halves of others among them
  return `<?xml version="1.0" encoding="UTF-8"?>\n${String(root).replaceAll(/[\ufffe\uffff]|\p{Cs}/gu, "\ufffd")}\n`;
}

function suiteOf(operation: OperationReport): Markup {
  const { id, findings, cases, notes } = operation;
  const name = `${operation.method} ${operation.path}`;
  const isTested = cases.valid + cases.invalid > 0;
  const count = Math.max(findings.length, 1);
  const skipped = !isTested && findings.length === 0;
  const passed = markup`
    <testcase classname="${name}" name="${isTested ? `${cases.valid + cases.invalid} cases` : "not tested"}">${
      skipped ? markup`<skipped message="${notes[0] ?? "There was no case."}"/>` : ""
    }</testcase>`;
  return markup`
  <testsuite id="${id}" name="${name}" tests="${count}" failures="${findings.length}" skipped="${skipped ? 1 : 0}">${
    findings.length === 0 ? passed : findings.map((finding, index) => caseOf(name, finding, index))
  }
  </testsuite>`;
}

function caseOf(classname: string, finding: Finding, index: number): Markup {
  const { kind, message, about, promised, request, response: answer, reproduction } = finding;
  const lines = [
    about,
    ...(request ? [`${request.method} ${request.url}`] : []),
    ...(answer ? [`answered ${answer.status}: ${answer.body?.text ?? "no body"}`] : []),
    ...(promised ? [`${promised.location.file}:${promised.location.line}:${promised.location.column}`] : []),
    `again: ${reproduction}`,
  ];
  return markup`
    <testcase classname="${classname}" name="${index + 1}. ${FINDINGS[kind]}">
      <failure type="${kind}" message="${message}">${lines.join("\n")}</failure>
    </testcase>`;
}
