/** Illegal requests to a server that runs: each must be refused, whatever the refusal says. */
import type { Answer } from "../answer.ts";
import { promisedFor, problemsOfAnswer } from "../answers.ts";
import type { DescribedOperation, DescribedRequirement } from "../description.ts";
import type { Law } from "../law.ts";
import { type IllegalRequest, illegalRequests } from "../mutations/requests.ts";
import type { Problem } from "../problem.ts";
import type { CaseCounts } from "../report.ts";
import type { Credentials } from "../security.ts";
import type { Input, WireRequest } from "../wire/request.ts";
import type { Silence } from "./sender.ts";
import type { LiveSetting } from "./setting.ts";

export interface WayIn {
  readonly alternative: readonly DescribedRequirement[];
  readonly credentials: Credentials;
  readonly notes: readonly string[];
}

export type Tell = (
  problems: readonly Problem[],
  about: string,
  request: WireRequest,
  answer: Answer | undefined,
) => void;

/** What is legal, to be made wrong. */
export interface Base {
  readonly input: Input;
  readonly bodies: readonly NonNullable<Input["body"]>[];
  /** Whether the server has accepted the input. */
  readonly isUsual: boolean;
}

/** Each costs as long as an answer may take. */
const MOST_SLOW = 2;

/** Gives the number of requests, and of those that there was no room or no time for. */
export async function askIllegal(
  operation: DescribedOperation,
  { input, bodies, isUsual }: Base,
  { alternative, credentials }: WayIn,
  { law, send, secrets, maxCases, isTime }: LiveSetting,
  tell: Tell,
): Promise<Pick<CaseCounts, "illegal" | "untried">> {
  const wrong = new Map(operation.security.flat().map(({ scheme }) => [scheme.key, "wrong-credential"] as const));
  const keys = { right: secrets, wrong };
  const most = Math.ceil(maxCases * 0.6);
  const { requests, untried } = await illegalRequests({ ...law, operation, input, bodies, credentials, keys, most });
  let asked = 0;
  let slow = 0;
  // without any way in, that there is none is seen once
  const strangers = alternative.length === 0 ? requests.filter(({ reason }) => reason === "credentials").slice(1) : [];
  const wanted = requests.filter((request) => !strangers.includes(request));
  for (const { request, about, place, reason, pointer } of wanted) {
    if (!isTime() || slow >= MOST_SLOW) break;
    const answer = await send(request);
    asked += 1;
    if ("failure" in answer && answer.isSlow) slow += 1;
    const problems = problemsOfRefusal(law, operation, answer, { reason, isUsual });
    tell(
      problems.map((problem) => ({ ...(place && { place }), pointer, ...problem })),
      about,
      request,
      "failure" in answer ? undefined : answer,
    );
  }
  return { illegal: asked, untried: untried + wanted.length - asked };
}

interface Expected {
  readonly reason: IllegalRequest["reason"];
  /** Whether the same request without what is wrong with it was a success. */
  readonly isUsual: boolean;
}

/** What is wrong with the answer; where nothing is said of a place, it is that of the request's fault. */
function problemsOfRefusal(
  law: Law,
  operation: DescribedOperation,
  answer: Answer | Silence,
  { reason, isUsual }: Expected,
): readonly (Pick<Problem, "kind" | "message"> & Partial<Problem>)[] {
  if ("failure" in answer) {
    return [{ kind: "no-answer", message: `The server did not answer: ${answer.failure}.` }];
  }
  const { status } = answer;
  const isPromised = promisedFor(operation, status) !== undefined;
  const ofAnswer = isPromised ? problemsOfAnswer(law, operation, answer) : [];
  if (status >= 500) {
    const message = `An illegal request was answered with ${status} instead of a refusal.`;
    return [{ kind: "server-error", message }];
  }
  if (status >= 300 && status < 400) return isPromised ? ofAnswer : problemsOfAnswer(law, operation, answer);
  if (status < 400) {
    const kind = reason === "credentials" ? "accepted-unauthorized" : "accepted-illegal";
    return [{ kind, message: `The server answered it with ${status}.` }];
  }
  // what is there for those with credentials is not said to be missing, where the description says 401 for that
  const wanted = operation.responses.map((response) => response.status).filter((one) => /^40[13]$/.test(one));
  if (reason === "credentials" && isUsual && wanted.length > 0 && !/^4(?:0[137]|29)$/.test(String(status))) {
    return [{ kind: "wrong-refusal", message: `The server refused it with ${status}, and not with ${wanted[0]}.` }];
  }
  return ofAnswer;
}
