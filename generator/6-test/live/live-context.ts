/** The context of tests against a running server, and the findings that come from them. */
import type { DescribedOperation, DescribedRequirement } from "../../5-oracle/description/description.ts";
import { curlLine, redactionsOf, reportedRequest } from "../../5-oracle/report/curl.ts";
import { findingOf, type Locate } from "../../5-oracle/report/findings.ts";
import type { OperationRecord } from "../../5-oracle/report/operation-record.ts";
import { keyOf, type Problem } from "../../5-oracle/report/problem.ts";
import type { Finding } from "../../5-oracle/report/report.ts";
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import type { WireRequest } from "../../5-oracle/wire/wire-request.ts";
import { scrubberOf } from "./scrub.ts";
import type { SampleSource } from "../cases/generate-inputs.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import type { Credentials, Secrets } from "../../5-oracle/description/described-security.ts";
import type { ResourceMemory } from "./resource-memory.ts";
import type { SendRequest } from "./live-sender.ts";

export interface LiveContext extends SampleSource {
  readonly oracle: Oracle;
  readonly locate: Locate;
  readonly send: SendRequest;
  readonly url: string;
  readonly memory: ResourceMemory;
  readonly secrets: Secrets;
  readonly maxCases: number;
  /** Returns true if the time limit leaves room for another case. */
  readonly isTime: () => boolean;
}

/** The credentials that the requests of an operation carry. */
export interface ChosenCredentials {
  /** The security alternative that they are for, empty if there are none. */
  readonly alternative: readonly DescribedRequirement[];
  readonly credentials: Credentials;
  readonly notes: readonly string[];
}

/** An operation under test, with its results so far. */
export interface LiveOperation extends LiveContext {
  readonly operation: DescribedOperation;
  readonly record: OperationRecord;
  readonly chosen: ChosenCredentials;
}

interface SentExchange {
  readonly request: WireRequest;
  readonly response: ReceivedResponse | undefined;
}

/** Adds the problems of an exchange as findings. Credentials in them are replaced by the names of their variables. */
export function addLiveFindings(
  { record, locate, url, secrets, chosen }: LiveOperation,
  problems: readonly Problem[],
  about: string,
  { request, response }: SentExchange,
): void {
  const redactions = redactionsOf(chosen.alternative, secrets);
  const scrub = scrubberOf(secrets);
  for (const problem of problems) {
    const toFinding = (): Finding => {
      const reproduction = curlLine(request, url, redactions);
      const reported = { about, request: reportedRequest(request, url, redactions), response, reproduction };
      return scrub(findingOf(problem, reported, locate));
    };
    record.addFinding(problem, toFinding, keyOf(problem, response));
  }
}
