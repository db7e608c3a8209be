/** Illegal requests to a server that runs: each must be refused, whatever the refusal says. */
import type { ReceivedResponse } from "../../5-oracle/response/received-response.ts";
import { promisedFor, problemsOfResponse } from "../../5-oracle/response/response-judge.ts";
import type { DescribedOperation, DescribedRequirement } from "../../5-oracle/description/description.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import { type InvalidRequestCase, invalidRequests } from "../cases/mutations/invalid-requests.ts";
import type { Problem } from "../../5-oracle/report/problem.ts";
import type { CaseCounts } from "../../5-oracle/report/report.ts";
import type { Credentials } from "../../5-oracle/description/described-security.ts";
import type { OperationInput, WireRequest } from "../../5-oracle/wire/wire-request.ts";
import type { Silence } from "./live-sender.ts";
import type { LiveSetting } from "./live-context.ts";

export interface WayIn {
  readonly alternative: readonly DescribedRequirement[];
  readonly credentials: Credentials;
  readonly notes: readonly string[];
}

export type Tell = (
  problems: readonly Problem[],
  about: string,
  request: WireRequest,
  response: ReceivedResponse | undefined,
) => void;

/** What is legal, to be made wrong. */
export interface Base {
  readonly input: OperationInput;
  readonly bodies: readonly NonNullable<OperationInput["body"]>[];
  /** Whether the server has accepted the input. */
  readonly isUsual: boolean;
}

/** Each costs as long as an answer may take. */
const MOST_SLOW = 2;

/** Gives the number of requests, and of those that there was no room or no time for. */
export async function sendInvalid(
  operation: DescribedOperation,
  { input, bodies, isUsual }: Base,
  { alternative, credentials }: WayIn,
  { oracle, send, secrets, maxCases, isTime }: LiveSetting,
  tell: Tell,
): Promise<Pick<CaseCounts, "invalid" | "untried">> {
  const wrong = new Map(operation.security.flat().map(({ scheme }) => [scheme.key, "wrong-credential"] as const));
  const keys = { right: secrets, wrong };
  const most = Math.ceil(maxCases * 0.6);
  const { requests, untried } = await invalidRequests({ ...oracle, operation, input, bodies, credentials, keys, most });
  let asked = 0;
  let slow = 0;
  // without any way in, that there is none is seen once
  const strangers = alternative.length === 0 ? requests.filter(({ reason }) => reason === "credentials").slice(1) : [];
  const wanted = requests.filter((request) => !strangers.includes(request));
  for (const { request, about, place, reason, pointer } of wanted) {
    if (!isTime() || slow >= MOST_SLOW) break;
    const response = await send(request);
    asked += 1;
    if ("failure" in response && response.isSlow) slow += 1;
    const problems = problemsOfRefusal(oracle, operation, response, { reason, isUsual });
    tell(
      problems.map((problem) => ({ ...(place && { place }), pointer, ...problem })),
      about,
      request,
      "failure" in response ? undefined : response,
    );
  }
  return { invalid: asked, untried: untried + wanted.length - asked };
}

interface Expected {
  readonly reason: InvalidRequestCase["reason"];
  /** Whether the same request without what is wrong with it was a success. */
  readonly isUsual: boolean;
}

/** What is wrong with the answer; where nothing is said of a place, it is that of the request's fault. */
function problemsOfRefusal(
  oracle: Oracle,
  operation: DescribedOperation,
  response: ReceivedResponse | Silence,
  { reason, isUsual }: Expected,
): readonly (Pick<Problem, "kind" | "message"> & Partial<Problem>)[] {
  if ("failure" in response) {
    return [{ kind: "no-answer", message: `The server did not answer: ${response.failure}.` }];
  }
  const { status } = response;
  const isPromised = promisedFor(operation, status) !== undefined;
  const ofResponse = isPromised ? problemsOfResponse(oracle, operation, response) : [];
  if (status >= 500) {
    const message = `An illegal request was answered with ${status} instead of a refusal.`;
    return [{ kind: "server-error", message }];
  }
  if (status >= 300 && status < 400) return isPromised ? ofResponse : problemsOfResponse(oracle, operation, response);
  if (status < 400) {
    const kind = reason === "credentials" ? "accepted-unauthorized" : "accepted-invalid";
    return [{ kind, message: `The server answered it with ${status}.` }];
  }
  // what is there for those with credentials is not said to be missing, where the description says 401 for that
  const wanted = operation.responses.map((promised) => promised.status).filter((one) => /^40[13]$/.test(one));
  if (reason === "credentials" && isUsual && wanted.length > 0 && !/^4(?:0[137]|29)$/.test(String(status))) {
    return [{ kind: "wrong-refusal", message: `The server refused it with ${status}, and not with ${wanted[0]}.` }];
  }
  return ofResponse;
}
