/** Starts the worker of `specwright test`, and ends it at a signal or a deadline with the report so far. */
import { Worker } from "node:worker_threads";
import type { OperationReport, TestReport } from "../5-oracle/report/test-report.ts";
import { STDIN } from "../1-document/load/reading/description-address.ts";
import type { Diagnostic } from "../diagnostics.ts";
import type { TestWorkerMessage, TestWorkerOptions } from "../test-worker.ts";
import { UsageError } from "../usage-error.ts";

/** Result of a run in the worker. */
export interface WorkerResult {
  /** Undefined if the description has errors, or if no operation was started. */
  readonly report: TestReport | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Exit code of the process, if a signal ended the run: 130 or 143. */
  readonly exitCode: number | undefined;
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Time in milliseconds after which the worker is ended, if it has not noticed the time limit itself. */
const GRACE = 2_000;

/** Size of the stack in megabytes. Schemas can form long chains of references. */
const STACK = 256;

/** Runs the tests in a worker. `onOperation` is called after each operation. */
export async function runTestWorker(
  options: TestWorkerOptions,
  onOperation: ((report: OperationReport, done: number, all: number) => void) | undefined,
): Promise<WorkerResult> {
  const started = performance.now();
  const reads = options.spec === STDIN;
  const resourceLimits = { stackSizeMb: STACK };
  const settings = { workerData: options, stdin: reads, resourceLimits };
  const worker = new Worker(new URL("test-worker.js", import.meta.url), settings);
  if (reads && worker.stdin) process.stdin.pipe(worker.stdin);
  let begun: { readonly report: TestReport; readonly count: number } | undefined;
  const reports: OperationReport[] = [];
  const reportSoFar = (reason: string): TestReport | undefined => {
    if (begun === undefined) return undefined;
    const left = begun.count - reports.length;
    const notes = [...begun.report.notes, `${reason}: ${left} of ${begun.count} operations were not completed.`];
    return { ...begun.report, ok: false, operations: reports, notes, duration: performance.now() - started };
  };
  const stops: (() => void)[] = [];
  try {
    return await new Promise<WorkerResult>((resolve, reject) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        const stop = (): void =>
          resolve({ report: reportSoFar(`${signal} ended the run`), diagnostics: [], exitCode: EXIT_CODES[signal] });
        process.once(signal, stop);
        stops.push(() => process.off(signal, stop));
      }
      const late = (): void =>
        resolve({ report: reportSoFar("The time limit ended the run"), diagnostics: [], exitCode: undefined });
      const timer = setTimeout(late, Math.min(options.timeLimit + GRACE, 2 ** 31 - 1));
      stops.push(() => clearTimeout(timer));
      worker.on("message", (message: TestWorkerMessage) => {
        if (message.kind === "start") begun = message;
        else if (message.kind === "operation") {
          reports.push(message.report);
          onOperation?.(message.report, message.done, message.all);
        } else if (message.kind === "end") resolve({ ...message, exitCode: undefined });
        else reject(errorOf(message));
      });
      worker.on("error", reject);
      worker.on("exit", () => reject(new Error("The thread of the test ended without a result.")));
    });
  } finally {
    for (const stop of stops) stop();
    process.stdin.unref?.();
    void worker.terminate();
  }
}

function errorOf({ isUsage, message, stack }: Extract<TestWorkerMessage, { readonly kind: "error" }>): Error {
  const isOverflow = message.includes("call stack");
  const error = isUsage ? new UsageError(message) : isOverflow ? new RangeError(message) : new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
