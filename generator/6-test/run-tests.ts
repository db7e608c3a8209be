/** `specwright test`: generated code, or a server that runs, against the description. */
import type { LoadedDescription } from "../1-document/load/load.ts";
import type { Document } from "../1-document/openapi.ts";
import { rewriteDocument as settledDocument } from "../1-document/rewrite/rewrite-document.ts";
import { type Checked, type Diagnostic, hasErrors } from "../diagnostics.ts";
import type { SourceOptions } from "../options.ts";
import type { DescribedOperation } from "../5-oracle/description/description.ts";
import type { OperationReport, ProofReport, Subject } from "../5-oracle/report/report.ts";
import { readOperations } from "../5-oracle/description/read-description.ts";
import { shellWord } from "../5-oracle/report/shell.ts";

export interface TestOptions extends SourceOptions {
  /** A folder that `generate` has written; absent: the code is generated for the run, and kept nowhere. */
  readonly generated?: string | undefined;
  /** A server to ask instead; its path stays in front of the operations'. */
  readonly url?: string | undefined;
  /** By operationId, or as `GET /clients/{id}`; none: all. */
  readonly operations: readonly string[];
  /** None: all. */
  readonly tags: readonly string[];
  readonly seed: number;
  /** Per operation. */
  readonly maxCases: number;
  /** Of a server: whether methods that change something are asked for. */
  readonly unsafe: boolean;
  /** Of a server: credentials by the key of their security scheme; `user:password` for Basic. */
  readonly auth: Readonly<Record<string, string>>;
  /** Of a server: requests per second. */
  readonly rate: number;
  /** Milliseconds until no more cases are begun. */
  readonly timeLimit: number;
  /** Of a server: milliseconds that one answer may take. */
  readonly responseTimeout: number;
  /** Is told of each operation when it is done, and how many there are. */
  readonly onOperation?: ((report: OperationReport, done: number, all: number) => void) | undefined;
}

export const DEFAULT_TEST: Omit<TestOptions, keyof SourceOptions> = {
  operations: [],
  tags: [],
  seed: 1,
  maxCases: 100,
  unsafe: false,
  auth: {},
  rate: 50,
  timeLimit: 600_000,
  responseTimeout: 10_000,
};

/** What is wrong with the description, or with the options, is a diagnostic; what is wrong with code or server a finding. */
export async function prove(options: TestOptions): Promise<Checked<ProofReport>> {
  const started = performance.now();
  const { value: subject, diagnostics } = options.url === undefined ? await ownCode(options) : await server(options);
  if (subject === undefined) return { value: undefined, diagnostics };
  const { document } = subject;
  const all = readOperations(document);
  const operations = all.filter((operation) => isChosen(operation, options));
  const unknown = unknownNames(all, options);
  if (unknown.length > 0) return { value: undefined, diagnostics: [...diagnostics, ...unknown] };

  const reports: OperationReport[] = [];
  const notes: string[] = operations.length === 0 ? ["There is no operation to test."] : [];
  for await (const report of subject.run(operations)) {
    reports.push(report);
    options.onOperation?.(report, reports.length, operations.length);
    if (performance.now() - started < options.timeLimit || reports.length === operations.length) continue;
    notes.push(`The time limit ended the run: ${operations.length - reports.length} operations were not tested.`);
    break;
  }
  notes.push(...untriedIn(reports));
  const indexOf = ({ method, path }: OperationReport): number => {
    return operations.findIndex((operation) => operation.method === method && operation.path === path);
  };
  const { title, version } = document.info;
  const report: ProofReport = {
    ok: reports.every(({ findings }) => findings.length === 0),
    oracle: { title, version, file: options.spec },
    subject: subject.subject,
    seed: options.seed,
    operations: reports.toSorted((one, other) => indexOf(one) - indexOf(other)),
    notes,
    duration: performance.now() - started,
  };
  return { value: report, diagnostics };
}

/** A note on what there was no room for, or no time. */
function untriedIn(reports: readonly OperationReport[]): readonly string[] {
  const short = reports.filter(({ cases }) => cases.untried > 0);
  const count = short.reduce((sum, { cases }) => sum + cases.untried, 0).toLocaleString("en");
  if (short.length === 0) return [];
  const where = short.length === 1 ? short[0]?.id : `${short.length} operations`;
  return [
    `Of ${where}, ${count} changes to legal requests, most of which make them illegal, were not tried: --max-cases allows for more.`,
  ];
}

interface ToProve {
  readonly document: Document;
  readonly subject: Subject;
  readonly run: (operations: readonly DescribedOperation[]) => AsyncIterable<OperationReport>;
}

async function ownCode(options: TestOptions): Promise<Checked<ToProve>> {
  const { loadGenerated } = await import("../5-program/load-generated.ts");
  const { runLoop } = await import("./loop/run-loop.ts");
  const { value: running, diagnostics } = await loadGenerated({ ...sourceOf(options), generated: options.generated });
  if (running === undefined) return { value: undefined, diagnostics };
  const document = documentOf(running.bundled);
  const locate = await running.locator();
  const { seed, maxCases } = options;
  const reproduction = ({ id }: DescribedOperation): string => commandLine(options, id);
  const run: ToProve["run"] = (operations) => {
    return runLoop({ document, program: running.program, locate, operations, seed, maxCases, reproduction });
  };
  return { value: { document, subject: { kind: "generated" }, run }, diagnostics };
}

async function server(options: TestOptions): Promise<Checked<ToProve>> {
  const { loadDocument } = await import("../1-document/load/load.ts");
  const { checkDocument } = await import("../1-document/check/check.ts");
  const { runLive } = await import("./live/run-live.ts");
  const { value: read, diagnostics: loading } = await loadDocument(options);
  if (read === undefined) return { value: undefined, diagnostics: loading };
  const { loaded, diagnostics: checking } = await checkDocument(read, options);
  const diagnostics = [...loading, ...checking];
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const document = documentOf(loaded.bundled);
  const url = (options.url ?? "").replace(/\/+$/, "");
  const run: ToProve["run"] = (operations) => runLive({ ...options, document, operations, url, locate: loaded.locate });
  return { value: { document, subject: { kind: "server", url }, run }, diagnostics };
}

function documentOf(bundled: LoadedDescription["bundled"]): Document {
  return settledDocument(bundled);
}

function sourceOf({ spec, overlays, allowRemote, lenient, rules, limits }: SourceOptions): SourceOptions {
  return { spec, overlays, allowRemote, lenient, rules, limits };
}

function isChosen(operation: DescribedOperation, { operations, tags }: TestOptions): boolean {
  const isNamed = operations.length === 0 || operations.some((name) => isCalled(operation, name));
  return isNamed && (tags.length === 0 || tags.some((tag) => operation.tags.includes(tag)));
}

function isCalled({ id, method, path }: DescribedOperation, name: string): boolean {
  return name === id || name === `${method} ${path}`;
}

function unknownNames(all: readonly DescribedOperation[], { operations, tags }: TestOptions): readonly Diagnostic[] {
  const known = new Set(all.flatMap((operation) => operation.tags));
  return [
    ...operations
      .filter((name) => !all.some((operation) => isCalled(operation, name)))
      .map((name) => `No operation is called ${name}.`),
    ...tags.filter((tag) => !known.has(tag)).map((tag) => `No operation has the tag ${tag}.`),
  ].map((message) => {
    return {
      rule: "unknown-operation",
      severity: "error",
      message,
      remedy: "Name one as the description does.",
    } as const;
  });
}

/** What does one operation again. */
function commandLine({ spec, overlays, generated, lenient, seed, maxCases }: TestOptions, operation: string): string {
  const words = ["specwright", "test", spec, ...overlays.flatMap((file) => ["--overlay", file])];
  if (lenient) words.push("--lenient");
  if (generated !== undefined) words.push("--generated", generated);
  words.push("--operation", operation, "--seed", String(seed), "--max-cases", String(maxCases));
  return words.map(shellWord).join(" ");
}
