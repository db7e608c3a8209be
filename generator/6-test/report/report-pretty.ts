/** Prints a report for terminals: a line per operation, then each finding with its request, response and documentation. */
import { withoutControls } from "../../diagnostics.ts";
import {
  type Finding,
  type OperationReport,
  type TestReport,
  type ReportedBody,
} from "../../5-oracle/report/test-report.ts";
import { FINDINGS } from "../../5-oracle/response/problem.ts";

export interface PrettyOptions {
  readonly color: boolean;
}

export function prettyReport(report: TestReport, { color }: PrettyOptions): string {
  const paint = painter(color);
  const findings = report.operations.flatMap((operation) =>
    operation.findings.map((finding) => ({ operation, finding })),
  );
  const lines = [
    `${paint("bold", withoutControls(report.description.title))} ${withoutControls(report.description.version)}: ${describeSubject(report)}`,
    "",
    ...operationLines(report.operations, paint),
    ...findings.flatMap(({ operation, finding }, index) => ["", ...findingLines(operation, finding, index + 1, paint)]),
    "",
    ...noteLines(report).map((note) => paint("dim", `note: ${withoutControls(note)}`)),
    summaryLine(report, findings.length, paint),
  ];
  return `${lines.join("\n")}\n`;
}

/** Prints a line per operation, also for progress. */
function operationLines(operations: readonly OperationReport[], paint: Paint): readonly string[] {
  const width = Math.min(60, Math.max(0, ...operations.map((operation) => operationName(operation).length)));
  return operations.map((operation) => {
    const { cases, findings, coverage, notes } = operation;
    const count = cases.valid + cases.invalid;
    const seen = coverage.filter((one) => one.cases > 0).length;
    const mark = findings.length > 0 ? paint("red", "✗") : count === 0 ? paint("dim", "–") : paint("green", "✓");
    const responses = coverage.length === 0 ? "" : `, ${seen} of ${coverage.length} responses seen`;
    const found = findings.length === 0 ? "" : paint("red", `, ${plural(findings.length, "finding")}`);
    const what =
      count === 0 ? withoutControls(notes[0] ?? "not tested") : `${plural(count, "case")}${responses}${found}`;
    return `${mark} ${operationName(operation).padEnd(width)}  ${what}`;
  });
}

function operationName({ method, path }: OperationReport): string {
  return withoutControls(`${method.padEnd(6)} ${path}`);
}

function findingLines({ id }: OperationReport, finding: Finding, number: number, paint: Paint): readonly string[] {
  const { kind, message, about, promised, request, response, reproduction } = finding;
  const where = promised && `${promised.location.file}:${promised.location.line}:${promised.location.column}`;
  return [
    `${paint("red", `${number}. ${FINDINGS[kind]}`)} ${paint("dim", `(${kind})`)}`,
    `   ${withoutControls(message)}`,
    `   ${paint("dim", withoutControls(`${id}, ${about}`))}`,
    ...(request === undefined
      ? []
      : ["", `   → ${withoutControls(`${request.method} ${request.url}`)}`, ...bodyLines(request.body)]),
    ...(response === undefined
      ? []
      : [
          "",
          `   ← ${response.status} ${withoutControls(contentTypeOf(response.headers))}`,
          ...bodyLines(response.body),
        ]),
    ...(where === undefined ? [] : ["", `   ${withoutControls(where)}`]),
    ...(promised?.frame
      .trimEnd()
      .split("\n")
      .map((line) => `   ${withoutControls(line)}`) ?? []),
    "",
    `   ${paint("bold", "Reproduce:")} ${withoutControls(reproduction)}`,
  ];
}

function contentTypeOf(headers: readonly (readonly [string, string])[]): string {
  return headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
}

const MOST_LINES = 12;
const MOST_COLUMNS = 160;

function bodyLines(body: ReportedBody | undefined): readonly string[] {
  if (body === undefined) return [];
  const lines = body.text.split("\n");
  const shown = lines.slice(0, MOST_LINES).map((line) => {
    return `     ${withoutControls(line.length > MOST_COLUMNS ? `${line.slice(0, MOST_COLUMNS)}…` : line)}`;
  });
  return lines.length > MOST_LINES || body.truncated ? [...shown, "     …"] : shown;
}

/** Prints notes. A note that several operations share is printed once. */
function noteLines({ operations, notes }: TestReport): readonly string[] {
  const byText = new Map<string, string[]>();
  for (const { id, notes: own, cases } of operations) {
    if (cases.valid + cases.invalid === 0) continue;
    for (const note of own) byText.set(note, [...(byText.get(note) ?? []), id]);
  }
  const shared = Array.from(byText, ([note, [id = "", ...others]]) => {
    return `${id}${others.length === 0 ? "" : ` and ${others.length} more`}: ${note}`;
  });
  const shown =
    shared.length > 20 ? [...shared.slice(0, 20), `and ${shared.length - 20} more: --format json prints all`] : shared;
  return [...notes, ...shown];
}

function describeSubject({ subject }: TestReport): string {
  switch (subject.kind) {
    case "generated":
      return "generated client → generated server, tested with the description";
    case "server":
      return `${withoutControls(subject.url)}, tested with the description`;
    case "traffic":
      return `traffic to ${withoutControls(subject.url)}, tested with the description`;
    default:
      return subject satisfies never;
  }
}

function summaryLine({ ok, operations, seed, duration }: TestReport, findings: number, paint: Paint): string {
  const tested = operations.filter(({ cases }) => cases.valid + cases.invalid > 0).length;
  const valid = operations.reduce((sum, { cases }) => sum + cases.valid, 0);
  const invalid = operations.reduce((sum, { cases }) => sum + cases.invalid, 0);
  const wrong = findings === 0 ? (tested === 0 ? "nothing was tested" : "not completed") : plural(findings, "finding");
  const verdict = ok ? paint("green", "no findings") : paint("red", wrong);
  const time = `${(duration / 1_000).toFixed(1)} s, seed ${seed}`;
  return `${tested} of ${plural(operations.length, "operation")} tested, ${valid} valid and ${invalid} invalid cases, ${verdict} (${time})`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

type Paint = (style: keyof typeof STYLES, text: string) => string;

const STYLES = { bold: 1, dim: 2, red: 31, green: 32 } as const;

function painter(color: boolean): Paint {
  return (style, text) => (color ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text);
}
