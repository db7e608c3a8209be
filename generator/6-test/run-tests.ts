/** Tests generated code, or a running server, with the description: `specwright test`. */
import type { Document } from "../1-document/openapi.ts";
import { rewriteDocument } from "../1-document/rewrite/rewrite-document.ts";
import { type Checked, type Diagnostic, hasErrors } from "../diagnostics.ts";
import { serverUrlOf } from "./live/server-url.ts";
import type { TestOptions } from "./test-options.ts";
import type { DescribedOperation } from "../5-oracle/description/described-operation.ts";
import type { OperationReport, TestReport, Subject } from "../5-oracle/report/test-report.ts";
import { createLocator, type LocatePointer } from "../5-oracle/report/findings.ts";
import { readOperations } from "../5-oracle/description/read-operations.ts";
import { shellWord } from "../5-oracle/report/shell.ts";
import { isTested, notStarted, withUntestedFindings } from "./untested-operations.ts";

/** Runs the tests. Errors in the description or the options are diagnostics, errors in code or server are findings. */
export async function runTests(options: TestOptions): Promise<Checked<TestReport>> {
  const started = performance.now();
  const { value: subject, diagnostics } =
    options.url === undefined ? await generatedCodeSubject(options) : await serverSubject(options);
  if (subject === undefined) return { value: undefined, diagnostics };
  const { document } = subject;
  const all = readOperations(document);
  const operations = all.filter((operation) => isSelected(operation, options));
  const unknown = unknownNameErrors(all, options);
  if (unknown.length > 0) return { value: undefined, diagnostics: [...diagnostics, ...unknown] };

  const { title, version } = document.info;
  const reports: OperationReport[] = [];
  const notes = [...subject.notes, ...(operations.length === 0 ? ["There are no operations to test."] : [])];
  const empty: TestReport = {
    ok: true,
    description: { title, version, file: options.spec },
    subject: subject.subject,
    seed: options.seed,
    operations: [],
    notes: [...notes],
    duration: 0,
  };
  options.onStart?.(empty, operations.length);
  for await (const report of subject.run(operations)) {
    reports.push(report);
    options.onOperation?.(report, reports.length, operations.length);
    if (performance.now() - started < options.timeLimit || reports.length === operations.length) continue;
    notes.push(`The time limit ended the run: ${operations.length - reports.length} operations were not tested.`);
    break;
  }
  reports.push(...notStarted(operations, reports));
  notes.push(...untriedNote(reports));
  const indices = new Map(operations.map(({ method, path }, index) => [`${method} ${path}`, index]));
  const indexOf = ({ method, path }: OperationReport): number => indices.get(`${method} ${path}`) ?? -1;
  const reproduction = ({ id }: OperationReport): string => reproductionCommand(options, id);
  const judged = options.allowUntested
    ? reports
    : withUntestedFindings(reports, { operations, locate: subject.locate, reproduction });
  const report: TestReport = {
    ...empty,
    ok: judged.every(({ findings }) => findings.length === 0) && (options.allowUntested || judged.some(isTested)),
    operations: judged.toSorted((one, other) => indexOf(one) - indexOf(other)),
    notes,
    duration: performance.now() - started,
  };
  return { value: report, diagnostics };
}

/** Returns a note on the changes that were not tried, because of limits of cases or time. */
function untriedNote(reports: readonly OperationReport[]): readonly string[] {
  const short = reports.filter(({ cases }) => cases.untried > 0);
  const count = short.reduce((sum, { cases }) => sum + cases.untried, 0).toLocaleString("en");
  if (short.length === 0) return [];
  const where = short.length === 1 ? short[0]?.id : `${short.length} operations`;
  return [`Of ${where}, ${count} changes to valid requests were not tried. Raise --max-cases to try more.`];
}

interface TestSubject {
  readonly document: Document;
  readonly locate: LocatePointer;
  readonly subject: Subject;
  readonly run: (operations: readonly DescribedOperation[]) => AsyncIterable<OperationReport>;
  /** Facts about the whole run. */
  readonly notes: readonly string[];
}

async function generatedCodeSubject(options: TestOptions): Promise<Checked<TestSubject>> {
  const { loadGenerated } = await import("../5-program/load-generated.ts");
  const { runLoop } = await import("./loop/run-loop.ts");
  const { value: running, diagnostics } = await loadGenerated(options);
  if (running === undefined) return { value: undefined, diagnostics };
  const document = rewriteDocument(running.bundled, options);
  const locate = await running.locator();
  const subject: Subject = { kind: "generated" };
  const { seed, maxCases } = options;
  const reproduction = ({ id }: DescribedOperation): string => reproductionCommand(options, id);
  const run: TestSubject["run"] = (operations) => {
    return runLoop({ document, program: running.program, locate, operations, seed, maxCases, reproduction });
  };
  return { value: { document, locate: createLocator(locate), subject, run, notes: [] }, diagnostics };
}

async function serverSubject(options: TestOptions): Promise<Checked<TestSubject>> {
  const { loadDocument } = await import("../1-document/load/load.ts");
  const { checkDocument } = await import("../1-document/check/check.ts");
  const { runLive } = await import("./live/run-live.ts");
  const { value: read, diagnostics: loading } = await loadDocument(options);
  if (read === undefined) return { value: undefined, diagnostics: loading };
  const { loaded, diagnostics: checking } = await checkDocument(read, options);
  const diagnostics = [...loading, ...checking];
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const document = rewriteDocument(loaded.bundled, options);
  const { url, notes } = serverUrlOf(options.url ?? "", readOperations(document));
  const run: TestSubject["run"] = (operations) =>
    runLive({ ...options, document, operations, url, locate: loaded.locate });
  const subject: Subject = { kind: "server", url };
  return { value: { document, locate: createLocator(loaded.locate), subject, run, notes }, diagnostics };
}

function isSelected(operation: DescribedOperation, { operations, tags }: TestOptions): boolean {
  const isNamed = operations.length === 0 || operations.some((name) => hasName(operation, name));
  return isNamed && (tags.length === 0 || tags.some((tag) => operation.tags.includes(tag)));
}

function hasName({ id, method, path }: DescribedOperation, name: string): boolean {
  return name === id || name === `${method} ${path}`;
}

function unknownNameErrors(
  all: readonly DescribedOperation[],
  { operations, tags }: TestOptions,
): readonly Diagnostic[] {
  const known = new Set(all.flatMap((operation) => operation.tags));
  return [
    ...operations
      .filter((name) => !all.some((operation) => hasName(operation, name)))
      .map((name) => `No operation is named "${name}".`),
    ...tags.filter((tag) => !known.has(tag)).map((tag) => `No operation has the tag "${tag}".`),
  ].map((message) => {
    return {
      rule: "unknown-operation",
      severity: "error",
      message,
      remedy: "Use a name from the description.",
    } as const;
  });
}

/** Returns the shell command that tests one operation again. */
function reproductionCommand(
  { spec, overlays, generated, url, lenient, seed, maxCases }: TestOptions,
  operation: string,
): string {
  const words = ["specwright", "test", spec, ...overlays.flatMap((file) => ["--overlay", file])];
  if (lenient) words.push("--lenient");
  if (url !== undefined) words.push("--url", url);
  if (generated !== undefined) words.push("--generated", generated);
  words.push("--operation", operation, "--seed", String(seed), "--max-cases", String(maxCases));
  return words.map(shellWord).join(" ");
}
