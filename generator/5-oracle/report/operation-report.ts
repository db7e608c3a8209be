/** Creates the report of one operation, with the coverage of its responses. */
import type { ReceivedResponse } from "../response/received-response.ts";
import { contentOfResponse, isBodiless, responseForStatus } from "../response/response-judge.ts";
import type { DescribedOperation } from "../description/described-operation.ts";
import type { LocatePointer } from "./findings.ts";
import type { CaseCounts, Coverage, Finding, OperationReport } from "./test-report.ts";

/** Numbers of responses, by described status and media type. */
export type SeenResponses = Map<string, number>;

/** Counts a response, if the description has its status. */
export function countResponse(seen: SeenResponses, operation: DescribedOperation, response: ReceivedResponse): void {
  const promised = responseForStatus(operation, response.status);
  if (promised === undefined) return;
  const key = `${promised.status} ${contentOfResponse(operation, response)?.mediaType ?? ""}`.trim();
  seen.set(key, (seen.get(key) ?? 0) + 1);
}

/** Results of an operation, before they are combined with data of the description. */
export interface OperationOutcome {
  readonly cases: CaseCounts;
  readonly seen: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** Returns the report of a tested operation. */
export function reportOperation(
  operation: DescribedOperation,
  { cases, seen, findings, notes }: OperationOutcome,
  locate: LocatePointer,
): OperationReport {
  const { id, method, path, tags, summary, pointer } = operation;
  const location = locate(pointer)?.location;
  return { id, method, path, tags, summary, location, cases, coverage: coverageOf(operation, seen), findings, notes };
}

/** Returns the report of an operation without cases. `note` is the reason, as a sentence. */
export function untestedOperation(
  { id, method, path, tags, summary }: DescribedOperation,
  note: string,
): OperationReport {
  const cases = { valid: 0, invalid: 0, untried: 0 };
  return { id, method, path, tags, summary, location: undefined, cases, coverage: [], findings: [], notes: [note] };
}

function coverageOf({ method, responses }: DescribedOperation, seen: ReadonlyMap<string, number>): readonly Coverage[] {
  return responses.flatMap(({ status, contents }): readonly Coverage[] => {
    if (contents.length === 0 || isBodiless(method, Number(status))) {
      return [{ status, mediaType: undefined, cases: seen.get(status) ?? 0 }];
    }
    return contents.map(({ mediaType }) => ({ status, mediaType, cases: seen.get(`${status} ${mediaType}`) ?? 0 }));
  });
}
