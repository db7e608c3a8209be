/** The report of an operation that no case was run for. */
import type { DescribedOperation } from "../description/description.ts";
import type { OperationReport } from "./report.ts";

export function untested({ id, method, path, tags, summary }: DescribedOperation, note: string): OperationReport {
  const cases = { valid: 0, invalid: 0, untried: 0 };
  return { id, method, path, tags, summary, location: undefined, cases, coverage: [], findings: [], notes: [note] };
}
