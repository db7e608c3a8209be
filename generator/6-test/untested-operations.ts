/** Findings for operations that no case tests. A test that tests nothing must not pass. */
import type { DescribedOperation } from "../5-oracle/description/described-operation.ts";
import { createFinding, type LocatePointer } from "../5-oracle/report/findings.ts";
import { untestedOperation } from "../5-oracle/report/operation-report.ts";
import type { OperationReport } from "../5-oracle/report/test-report.ts";

/** Returns reports of the operations that the time limit has left out. */
export function notStarted(
  operations: readonly DescribedOperation[],
  reports: readonly OperationReport[],
): readonly OperationReport[] {
  const done = new Set(reports.map(nameOf));
  const untested = { message: "The time limit ended the run before this operation.", isExcused: false };
  return operations
    .filter((operation) => !done.has(nameOf(operation)))
    .map((operation) => untestedOperation(operation, untested));
}

/** Returns true if a case shows how the operation behaves. */
export function isTested({ cases, untested }: OperationReport): boolean {
  return untested === undefined && cases.valid + cases.invalid > 0;
}

interface FindingSource {
  readonly operations: readonly DescribedOperation[];
  readonly locate: LocatePointer;
  /** Returns a shell command that tests the operation again. */
  readonly reproduction: (report: OperationReport) => string;
}

/**
 * Adds a finding to each operation that was not tested. Operations with an excuse get one only if nothing else was
 * tested or found.
 */
export function withUntestedFindings(
  reports: readonly OperationReport[],
  { operations, locate, reproduction }: FindingSource,
): readonly OperationReport[] {
  const hasResults = reports.some((report) => isTested(report) || report.findings.length > 0);
  const pointers = new Map(operations.map((operation) => [nameOf(operation), operation.pointer]));
  return reports.map((report) => {
    const { untested, findings } = report;
    if (untested === undefined || findings.length > 0 || (untested.isExcused && hasResults)) return report;
    const pointer = pointers.get(nameOf(report)) ?? "#/paths";
    const evidence = {
      about: "--allow-untested accepts operations without a test",
      request: undefined,
      response: undefined,
      reproduction: reproduction(report),
    };
    const finding = createFinding({ kind: "untested", message: untested.message, pointer }, evidence, locate);
    return { ...report, findings: [finding] };
  });
}

function nameOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`;
}
