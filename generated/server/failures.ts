/** Whatever was thrown to the answer that tells the client as much as it may know. */
import type { Endpoint } from "./endpoint.js";
import type { Incoming } from "./incoming.js";
import { InvalidAnswer, InvalidRequest } from "./invalid.js";
import type { Hooks } from "./options.js";
import { fromResponse, type Outgoing } from "./outgoing.js";
import { HttpProblem, problemAnswer } from "./problem.js";
import { LazyScene, type Scene } from "./scene.js";

/** `endpoint`: whose request it was, if it came that far. Never rejects. */
export type FailureAnswer = (error: unknown, incoming: Incoming, endpoint: Endpoint | undefined) => Promise<Outgoing>;

export function createFailureAnswer(hooks: Hooks): FailureAnswer {
  return async (error, incoming, endpoint) => {
    const problem = problemOf(error);
    if (isGone(error, incoming)) return problemAnswer(problem);
    const scene = new LazyScene(incoming, endpoint?.operation);
    try {
      const reply = (await tell(error, hooks, scene)) ?? (await hooks.onProblem?.(problem.problem, scene));
      return reply === undefined ? problemAnswer(problem) : answerOf(reply, endpoint);
    } catch (failure) {
      return afterFailingHook(failure, hooks, scene);
    }
  };
}

/** The client has left: nobody will read the answer, and nothing has failed. */
function isGone(error: unknown, { signal }: Incoming): boolean {
  return error instanceof Error && error.name === "AbortError" && signal.aborted;
}

function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (!(error instanceof InvalidRequest)) return new HttpProblem(500);
  return new HttpProblem(400, { detail: "The request is not what the description says.", errors: error.issues });
}

/** The hook whose business the error is; what it returns may replace the answer. */
function tell(error: unknown, hooks: Hooks, scene: Scene): unknown {
  if (error instanceof HttpProblem) return undefined;
  if (error instanceof InvalidRequest) return hooks.onInvalidRequest?.(error.issues, scene);
  if (error instanceof InvalidAnswer && hooks.onInvalidResponse) return hooks.onInvalidResponse(error.issues, scene);
  return hooks.onError?.(error, scene);
}

function answerOf(reply: unknown, endpoint: Endpoint | undefined): Outgoing {
  if (reply instanceof Response) return fromResponse(reply);
  if (endpoint) return endpoint.respond(reply);
  throw new TypeError("a hook may only return a Response where the request has come to no operation");
}

async function afterFailingHook(failure: unknown, { onError }: Hooks, scene: Scene): Promise<Outgoing> {
  try {
    await onError?.(failure, scene);
  } catch {
    // the last one to be told has failed: the client gets its answer all the same
  }
  return problemAnswer(new HttpProblem(500));
}
