/** The context of tests against a running server, and the findings that come from them. */
import type { DescribedOperation, DescribedRequirement } from "../../5-oracle/description/described-operation.ts";
import { curlCommand, reportRequest } from "../../5-oracle/report/curl.ts";
import { redactionsOfSecrets } from "../../5-oracle/report/redaction.ts";
import { createFinding, type LocatePointer } from "../../5-oracle/report/findings.ts";
import type { OperationRecord } from "../../5-oracle/report/operation-record.ts";
import { problemKey, type Problem } from "../../5-oracle/response/problem.ts";
import type { Finding } from "../../5-oracle/report/test-report.ts";
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import type { WireRequest } from "../../5-oracle/wire/encode-request.ts";
import { createRedactor } from "../../5-oracle/report/redaction.ts";
import type { SampleSource } from "../cases/generate-inputs.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import type { Credentials, Secrets } from "../../5-oracle/description/described-security.ts";
import type { ResourceMemory } from "./resource-memory.ts";
import type { SendRequest } from "./live-sender.ts";

export interface LiveContext extends SampleSource {
  readonly oracle: Oracle;
  readonly locate: LocatePointer;
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
  const redactions = redactionsOfSecrets(chosen.alternative, secrets);
  const scrub = createRedactor(secrets);
  for (const problem of problems) {
    const toFinding = (): Finding => {
      const reproduction = curlCommand(request, url, redactions);
      const reported = { about, request: reportRequest(request, url, redactions), response, reproduction };
      return scrub(createFinding(problem, reported, locate));
    };
    record.addFinding(problem, toFinding, problemKey(problem, response));
  }
}
