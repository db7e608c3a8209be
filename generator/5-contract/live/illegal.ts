/** Illegal requests to a server that runs: each must be refused, whatever the refusal says. */
import { type Answer, promisedFor, problemsOfAnswer } from "../answers.ts";
import type { DescribedOperation, DescribedRequirement } from "../description.ts";
import { illegalRequests } from "../mutations/requests.ts";
import type { Problem } from "../problem.ts";
import type { Credentials } from "../security.ts";
import type { Input, WireRequest } from "../wire/request.ts";
import type { LiveSetting } from "./operation.ts";

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

/** `input` and `bodies` are legal; gives the number of requests. */
export async function askIllegal(
  operation: DescribedOperation,
  { input, bodies }: { readonly input: Input; readonly bodies: readonly NonNullable<Input["body"]>[] },
  { alternative, credentials }: WayIn,
  { law, send, secrets, maxCases, isTime }: LiveSetting,
  tell: Tell,
): Promise<number> {
  const wrong = new Map(operation.security.flat().map(({ scheme }) => [scheme.key, "wrong-credential"] as const));
  const keys = { right: secrets, wrong };
  const most = Math.ceil(maxCases * 0.6);
  const requests = await illegalRequests({ ...law, operation, input, bodies, credentials, keys, most });
  let asked = 0;
  for (const { request, about, place, reason, pointer } of requests) {
    // without any way in, that there is none has been seen already
    if (!isTime()) break;
    if (reason === "credentials" && alternative.length === 0 && asked > 0) continue;
    const answer = await send(request);
    asked += 1;
    const common = { ...(place && { place }), pointer };
    if ("failure" in answer) {
      tell(
        [{ ...common, kind: "no-answer", message: `The server did not answer: ${answer.failure}.` }],
        about,
        request,
        undefined,
      );
    } else if (answer.status >= 500) {
      tell(
        [
          {
            ...common,
            kind: "server-error",
            message: `An illegal request was answered with ${answer.status} instead of a refusal.`,
          },
        ],
        about,
        request,
        answer,
      );
    } else if (answer.status < 400) {
      const kind = reason === "credentials" ? "accepted-unauthorized" : "accepted-illegal";
      tell([{ ...common, kind, message: `The server answered it with ${answer.status}.` }], about, request, answer);
    } else if (promisedFor(operation, answer.status) !== undefined) {
      tell(problemsOfAnswer(law, operation, answer), about, request, answer);
    }
  }
  return asked;
}
