/** Whatever was thrown to the answer that tells the client as much as it may know. */
import { WireError } from "../runtime/wire/wire-error.js";
import type { Endpoint } from "./endpoint.js";
import type { Incoming } from "./http/incoming.js";
import { InvalidAnswer, InvalidRequest } from "./http/invalid.js";
import { fromResponse, type Outgoing } from "./http/outgoing.js";
import { HttpProblem, problemAnswer } from "./http/problem.js";
import type { Options } from "./options.js";
import type { LazyScene } from "./scene.js";

interface Place {
  readonly incoming: Incoming;
  readonly scene: LazyScene;
}

export interface Failures {
  /** `endpoint`: whose request it was, if it came that far. Never rejects. */
  readonly answer: (error: unknown, place: Place & { readonly endpoint: Endpoint | undefined }) => Promise<Outgoing>;
  /** Where it is too late for another answer. Never rejects. */
  readonly tell: (error: unknown, place: Place) => Promise<void>;
}

export function createFailureAnswer(options: Options): Failures {
  const { development = false } = options;

  async function answer(error: unknown, { incoming, scene, endpoint }: Parameters<Failures["answer"]>[1]) {
    const problem = problemOf(error, development);
    if (isGone(error, incoming)) return problemAnswer(problem);
    try {
      const reply = (await report(error, scene)) ?? (await options.onProblem?.(problem.problem, scene));
      return reply === undefined ? problemAnswer(problem) : withProtocol(answerOf(reply, endpoint), problem);
    } catch (failure) {
      if (!(failure instanceof HttpProblem)) await tell(failure, { incoming, scene });
      return problemAnswer(problemOf(failure, development));
    }
  }

  async function tell(error: unknown, { incoming, scene }: Place): Promise<void> {
    if (isGone(error, incoming)) return;
    try {
      // what a sequence has an item of that cannot travel
      const failure = error instanceof WireError ? new InvalidAnswer([{ in: "body", message: error.message }]) : error;
      await (failure instanceof InvalidAnswer ? report(failure, scene) : raise(failure, scene));
    } catch (failure) {
      console.error(failure); // the last one to be told has failed: the client gets its answer all the same
    }
  }

  /** To the hook whose business the error is; what it returns may replace the answer. */
  function report(error: unknown, scene: LazyScene): unknown {
    if (error instanceof HttpProblem) return undefined;
    if (error instanceof InvalidRequest) return options.onInvalidRequest?.(error.issues, scene);
    if (!(error instanceof InvalidAnswer) || !options.onInvalidResponse) return raise(error, scene);
    return options.onInvalidResponse(error.issues, scene);
  }

  function raise(error: unknown, scene: LazyScene): unknown {
    return options.onError ? options.onError(error, scene) : console.error(error);
  }

  return { answer, tell };
}

/** The client has left: nobody will read the answer, and nothing has failed. */
function isGone(error: unknown, { signal }: Incoming): boolean {
  return error instanceof Error && error.name === "AbortError" && signal.aborted;
}

function problemOf(error: unknown, development: boolean): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof InvalidRequest) {
    return new HttpProblem(400, { detail: "The request is not what the description says.", errors: error.issues });
  }
  return new HttpProblem(500, development ? { detail: stackOf(error) } : {});
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What HTTP asks of a refusal (RFC 9110 §10.2.3, §10.2.1, §11.6.1, §12.5.1) stays, whatever a hook makes of the rest. */
const OF_PROTOCOL = /^(?:www-authenticate|allow|accept|accept-encoding|retry-after)$/i;

function withProtocol(answer: Outgoing, { headers }: HttpProblem): Outgoing {
  const own = new Set(answer.headers.map(([name]) => name.toLowerCase()));
  const kept = headers.filter(([name]) => OF_PROTOCOL.test(name) && !own.has(name.toLowerCase()));
  return { ...answer, headers: [...answer.headers, ...kept] };
}

function answerOf(reply: unknown, endpoint: Endpoint | undefined): Outgoing {
  if (reply instanceof Response) return fromResponse(reply);
  if (endpoint) return endpoint.respond(reply);
  throw new TypeError("a hook may only return a Response where the request has come to no operation");
}
