/** Prints a report as one self-contained HTML page, without scripts, fonts or images. */
import { createHash } from "node:crypto";
import {
  type Finding,
  type OperationReport,
  type TestReport,
  type ReportedBody,
} from "../../5-oracle/report/test-report.ts";
import { FINDINGS } from "../../5-oracle/response/problem.ts";
import { coverageTable, coverageMosaic } from "./html-coverage.ts";
import { STYLE } from "./html-style.ts";
import { markup, type Markup } from "./markup.ts";

/** Returns the page. Its Content-Security-Policy permits no external resources. */
export function htmlReport(report: TestReport): string {
  const hash = createHash("sha256").update(STYLE).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const { title, version } = report.description;
  const body = markup`${headerSection(report)}${coverageSection(report)}${findingsSection(report)}${notesSection(report)}`;
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    String(markup`<meta http-equiv="Content-Security-Policy" content="${policy}" />`),
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    String(markup`<title>${headline(report)} · ${title} ${version}</title>`),
    `<style>${STYLE}</style>`,
    "</head>",
    `<body><main>${String(body)}</main></body>`,
    "</html>",
    "",
  ].join("\n");
}

function headerSection(report: TestReport): Markup {
  const { description, operations, seed, duration, ok } = report;
  const cases = sum(operations, ({ cases: { valid, invalid } }) => valid + invalid);
  const promised = operations.flatMap((operation) => operation.coverage);
  const seen = promised.filter((one) => one.cases > 0).length;
  const figures = [
    [operations.length, operations.length === 1 ? "operation" : "operations"],
    [cases.toLocaleString("en"), cases === 1 ? "case" : "cases"],
    [`${seen} of ${promised.length}`, "documented responses seen"],
    [formatDuration(duration), `with seed ${seed}`],
  ] as const;
  return markup` <header>
    <p class="what">${description.title} <span>${description.version}</span></p>
    <h1 class="${ok ? "good" : "bad"}">${headline(report)}</h1>
    <p>${describeSubject(report)} <code>${description.file}</code></p>
    <dl class="figures">
      ${figures.map(
        ([figure, name]) =>
          markup`<div>
            <dt>${name}</dt>
            <dd>${figure}</dd>
          </div>`,
      )}
    </dl>
    ${coverageMosaic(operations)}
  </header>`;
}

function headline({ operations, ok }: TestReport): string {
  const count = sum(operations, ({ findings: found }) => found.length);
  if (ok) return "No findings";
  return count === 1 ? "1 finding" : `${count.toLocaleString("en")} findings`;
}

function describeSubject({ subject }: TestReport): Markup {
  switch (subject.kind) {
    case "generated":
      return markup`Generated client and server, tested with`;
    case "server":
      return markup`The server at <code>${subject.url}</code>, tested with`;
    case "traffic":
      return markup`Traffic to <code>${subject.url}</code>, tested with`;
    default:
      return subject satisfies never;
  }
}

function coverageSection({ operations }: TestReport): Markup {
  return operations.length === 0
    ? markup`<section>
        <h2>Coverage</h2>
        <p>There are no operations.</p>
      </section>`
    : markup`<section>
        <h2>Coverage</h2>
        ${coverageTable(operations)}
      </section>`;
}

const OPEN_FINDINGS = 10;

function findingsSection({ operations }: TestReport): Markup {
  const all = operations.flatMap((operation) => operation.findings.map((finding) => ({ operation, finding })));
  if (all.length === 0) return markup``;
  const items = all.map(({ operation, finding }, index) => findingCard(operation, finding, index));
  return markup`<section>
    <h2>Findings</h2>
    <ol class="findings">
      ${items}
    </ol>
  </section>`;
}

function findingCard(operation: OperationReport, finding: Finding, index: number): Markup {
  const { kind, message, about, promised, request, response, reproduction } = finding;
  const content = markup` <summary>
      <span class="number">${index + 1}</span><span class="kind">${FINDINGS[kind]}</span>
      <span class="operation"><b class="method">${operation.method}</b> ${operation.path}</span>
    </summary>
    <p class="message">${message}</p>
    <p class="about">${about}</p>
    <div class="exchange">
      ${request && messageFigure("Request", `${request.method} ${request.url}`, request.headers, request.body)}
      ${response && messageFigure("Response", String(response.status), response.headers, response.body)}
    </div>
    ${
      promised &&
      markup`<figure>
        <figcaption>
          The description <code>${promised.location.file}:${promised.location.line}:${promised.location.column}</code>
        </figcaption>
        <pre>${promised.frame.trimEnd()}</pre>
      </figure>`
    }
    <figure>
      <figcaption>Reproduce</figcaption>
      <pre>${reproduction}</pre>
    </figure>`;
  return index < OPEN_FINDINGS
    ? markup`<li id="finding-${index + 1}"><details open>${content}</details></li>`
    : markup`<li id="finding-${index + 1}"><details>${content}</details></li>`;
}

type HeaderLines = readonly (readonly [name: string, value: string])[];

function messageFigure(title: string, start: string, headers: HeaderLines, body: ReportedBody | undefined): Markup {
  const lines = headers.map(([name, value]) => markup`<span class="name">${name}:</span> ${value}${"\n"}`);
  return markup`<figure><figcaption>${title}</figcaption><pre><b>${start}</b>${"\n"}${lines}${body && ["\n", indentedJson(body)]}</pre></figure>`;
}

/** Returns a body with indented JSON, if it is complete JSON. */
function indentedJson({ text, truncated }: ReportedBody): string {
  if (truncated) return `${text}…`;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function notesSection({ operations, notes: general }: TestReport): Markup {
  const all = [
    ...general.map((note) => markup`<li>${note}</li>`),
    ...operations.flatMap(({ id, notes: own }) => own.map((note) => markup`<li><code>${id}</code> ${note}</li>`)),
  ];
  if (all.length === 0) return markup``;
  return markup`<section>
    <h2>Not tested</h2>
    <ul class="notes">
      ${all}
    </ul>
  </section>`;
}

function sum(operations: readonly OperationReport[], of: (operation: OperationReport) => number): number {
  return operations.reduce((total, operation) => total + of(operation), 0);
}

function formatDuration(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}
