/** What a run says of one operation, and which of its documented answers were seen. */
import type { ReceivedResponse } from "../response/received-response.ts";
import { contentOfResponse, isBodiless, promisedFor } from "../response/response-judge.ts";
import type { DescribedOperation } from "../description/description.ts";
import type { Locate } from "./findings.ts";
import type { CaseCounts, Coverage, Finding, OperationReport } from "./report.ts";

/** How often each documented answer was seen. */
export type Seen = Map<string, number>;

export function count(seen: Seen, operation: DescribedOperation, response: ReceivedResponse): void {
  const promised = promisedFor(operation, response.status);
  if (promised === undefined) return;
  const key = `${promised.status} ${contentOfResponse(operation, response)?.mediaType ?? ""}`.trim();
  seen.set(key, (seen.get(key) ?? 0) + 1);
}

/** What a run has made of an operation. */
export interface OperationOutcome {
  readonly cases: CaseCounts;
  readonly seen: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** The outcome, under the operation's own words and at its place in the description. */
export function reportOn(
  operation: DescribedOperation,
  { cases, seen, findings, notes }: OperationOutcome,
  locate: Locate,
): OperationReport {
  const { id, method, path, tags, summary, pointer } = operation;
  const location = locate(pointer)?.location;
  return { id, method, path, tags, summary, location, cases, coverage: coverageOf(operation, seen), findings, notes };
}

function coverageOf({ method, responses }: DescribedOperation, seen: ReadonlyMap<string, number>): readonly Coverage[] {
  return responses.flatMap(({ status, contents }): readonly Coverage[] => {
    if (contents.length === 0 || isBodiless(method, Number(status))) {
      return [{ status, mediaType: undefined, cases: seen.get(status) ?? 0 }];
    }
    return contents.map(({ mediaType }) => ({ status, mediaType, cases: seen.get(`${status} ${mediaType}`) ?? 0 }));
  });
}
