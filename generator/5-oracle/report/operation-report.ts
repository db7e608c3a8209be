/** Creates the report of one operation, with the coverage of its responses. */
import type { ReceivedResponse } from "../response/received-response.ts";
import { contentOfResponse, isBodiless, responseForStatus } from "../response/response-judge.ts";
import type { DescribedOperation } from "../description/described-operation.ts";
import type { LocatePointer } from "./findings.ts";
import type { CaseCounts, Coverage, Finding, OperationReport, UntestedReason } from "./test-report.ts";

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
  readonly untested: UntestedReason | undefined;
}

/** Returns the report of a tested operation. */
export function reportOperation(
  operation: DescribedOperation,
  { cases, seen, findings, notes, untested }: OperationOutcome,
  locate: LocatePointer,
): OperationReport {
  const { id, method, path, tags, summary, pointer } = operation;
  const location = locate(pointer)?.location;
  const coverage = coverageOf(operation, seen);
  const report = { id, method, path, tags, summary, location, cases, coverage, findings, notes };
  return untested === undefined ? report : { ...report, untested };
}

/** Returns the report of an operation without cases. */
export function untestedOperation(
  { id, method, path, tags, summary }: DescribedOperation,
  untested: UntestedReason,
): OperationReport {
  const cases = { valid: 0, invalid: 0, untried: 0 };
  const notes = [untested.message];
  return { id, method, path, tags, summary, location: undefined, cases, coverage: [], findings: [], notes, untested };
}

/** Returns true if the description has successful responses, and the test has seen none of them. */
export function lacksSuccess(operation: DescribedOperation, seen: ReadonlyMap<string, number>): boolean {
  const successes = coverageOf(operation, seen).filter(({ status }) => /^[23]/.test(status));
  return successes.length > 0 && successes.every(({ cases }) => cases === 0);
}

function coverageOf({ method, responses }: DescribedOperation, seen: ReadonlyMap<string, number>): readonly Coverage[] {
  return responses.flatMap(({ status, contents }): readonly Coverage[] => {
    if (contents.length === 0 || isBodiless(method, Number(status))) {
      return [{ status, mediaType: undefined, cases: seen.get(status) ?? 0 }];
    }
    return contents.map(({ mediaType }) => ({ status, mediaType, cases: seen.get(`${status} ${mediaType}`) ?? 0 }));
  });
}
