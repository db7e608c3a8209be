/**
 * Runs `specwright test` in a worker thread, so that the main thread can react to signals and deadlines whatever the
 * test is doing. Each finished operation is sent to the main thread at once.
 */
import { parentPort, workerData } from "node:worker_threads";
import { runTests } from "./6-test/run-tests.ts";
import type { TestOptions } from "./6-test/test-options.ts";
import type { OperationReport, TestReport } from "./5-oracle/report/test-report.ts";
import type { Diagnostic } from "./diagnostics.ts";
import { UsageError } from "./usage-error.ts";

/** Options without functions, which cannot be sent to a thread. */
export type TestWorkerOptions = Omit<TestOptions, "onStart" | "onOperation">;

/** Messages of the worker, in this order: the start, operations, and the end. */
export type TestWorkerMessage =
  | { readonly kind: "start"; readonly report: TestReport; readonly count: number }
  | { readonly kind: "operation"; readonly report: OperationReport; readonly done: number; readonly all: number }
  | { readonly kind: "end"; readonly report: TestReport | undefined; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "error"; readonly isUsage: boolean; readonly message: string; readonly stack: string | undefined };

function send(message: TestWorkerMessage): void {
  parentPort?.postMessage(message); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread, not a window
}

try {
  const { value, diagnostics } = await runTests({
    ...(workerData as TestWorkerOptions), // the main thread passes these options
    onStart: (report, count) => send({ kind: "start", report, count }),
    onOperation: (report, done, all) => send({ kind: "operation", report, done, all }),
  });
  send({ kind: "end", report: value, diagnostics });
} catch (error) {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  send({ kind: "error", isUsage: error instanceof UsageError, message, stack });
}
