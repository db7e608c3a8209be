/** Sends invalid requests to a running server, and checks that it rejects each of them. */
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import { responseForStatus, problemsOfResponse } from "../../5-oracle/response/response-judge.ts";
import type { DescribedOperation } from "../../5-oracle/description/described-operation.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import type { OperationBody } from "../cases/generate-inputs.ts";
import {
  type InvalidRequestCase,
  type InvalidRequestCases,
  buildInvalidRequests,
} from "../cases/mutations/invalid-requests.ts";
import type { Problem } from "../../5-oracle/response/problem.ts";
import type { OperationInput } from "../../5-oracle/wire/encode-request.ts";
import type { MissingResponse } from "./live-sender.ts";
import { addLiveFindings, type LiveOperation } from "./live-context.ts";

/** A valid request to make invalid ones from. */
export interface ValidBase {
  readonly input: OperationInput;
  readonly bodies: readonly OperationBody[];
  /** True if the server has accepted the input. */
  readonly wasAccepted: boolean;
}

/** Timeouts after which no more invalid requests are sent: each one lasts as long as the response timeout. */
const MOST_TIMEOUTS = 2;
const WRONG_CREDENTIAL = "wrong";

/** Sends invalid requests near a valid one, until the time is over. The server must reject each. */
export async function testInvalidRequests(
  subject: LiveOperation,
  { input, bodies, wasAccepted }: ValidBase,
): Promise<void> {
  const { operation, record, oracle, send, isTime } = subject;
  const { requests, untried } = await invalidRequestsFor(subject, { input, bodies });
  let [sent, timeouts] = [0, 0];
  for (const { request, about, place, reason, pointer } of requests) {
    if (!isTime() || timeouts >= MOST_TIMEOUTS) break;
    const result = await send(request);
    if ("reason" in result && result.isThrottled) break;
    sent += 1;
    if ("reason" in result && result.isTimeout) timeouts += 1;
    const problems = judgeRefusal(oracle, operation, result, { reason, wasAccepted });
    const response = "reason" in result ? undefined : result;
    const placed = problems.map((problem) => ({ ...(place && { place }), pointer, ...problem }));
    addLiveFindings(subject, placed, about, { request, response });
  }
  record.cases.invalid += sent;
  record.cases.untried += untried + requests.length - sent;
}

async function invalidRequestsFor(
  { operation, oracle, secrets, maxCases, chosen }: LiveOperation,
  { input, bodies }: Pick<ValidBase, "input" | "bodies">,
): Promise<InvalidRequestCases> {
  const invalid = new Map(operation.security.flat().map(({ scheme }) => [scheme.key, WRONG_CREDENTIAL] as const));
  const { requests, untried } = await buildInvalidRequests({
    ...oracle,
    operation,
    input,
    bodies,
    credentials: chosen.credentials,
    testSecrets: { valid: secrets, invalid },
    limit: Math.ceil(maxCases * 0.6),
  });
  // without valid credentials, one such request shows all that there is to see
  const isWithout = chosen.alternative.length === 0;
  const skipped = isWithout ? requests.filter(({ reason }) => reason === "credentials").slice(1) : [];
  return { requests: requests.filter((request) => !skipped.includes(request)), untried };
}

interface ExpectedRefusal {
  readonly reason: InvalidRequestCase["reason"];
  /** True if the server accepted the valid request that this one was made from. */
  readonly wasAccepted: boolean;
}

/** Returns true if the description has a server error by its code or as `5XX`. `default` does not announce one. */
function isDocumentedServerError({ responses }: DescribedOperation, status: number): boolean {
  return responses.some((one) => one.status === String(status) || one.status.toUpperCase() === "5XX");
}

/** A problem whose place and pointer default to those of the invalid part of the request. */
type RefusalProblem = Pick<Problem, "kind" | "message"> & Partial<Problem>;

/** Returns what is wrong with the response to an invalid request. */
function judgeRefusal(
  oracle: Oracle,
  operation: DescribedOperation,
  response: ReceivedResponse | MissingResponse,
  { reason, wasAccepted }: ExpectedRefusal,
): readonly RefusalProblem[] {
  if ("reason" in response) {
    return [{ kind: "no-response", message: `The server sent no response: ${response.reason}.` }];
  }
  const { status } = response;
  const isDocumented = responseForStatus(operation, status) !== undefined;
  // a documented `503` can mean that the server is not ready for any request
  if (status >= 500 && !isDocumentedServerError(operation, status)) {
    return [{ kind: "server-error", message: `The response to an invalid request has status ${status}.` }];
  }
  if (status >= 300 && status < 400) return problemsOfResponse(oracle, operation, response);
  if (status < 400) {
    const kind = reason === "credentials" ? "accepted-unauthorized" : "accepted-invalid";
    return [{ kind, message: `The server accepted it with status ${status}.` }];
  }
  // where the description has 401 or 403, a server must not hide behind another status, such as 404
  const expected = operation.responses.map((one) => one.status).find((one) => /^40[13]$/.test(one));
  const isAuthenticationStatus = /^4(?:0[137]|29)$/.test(String(status));
  if (reason === "credentials" && wasAccepted && expected !== undefined && !isAuthenticationStatus) {
    return [{ kind: "wrong-refusal", message: `The server rejected it with ${status} instead of ${expected}.` }];
  }
  return isDocumented ? problemsOfResponse(oracle, operation, response) : [];
}
