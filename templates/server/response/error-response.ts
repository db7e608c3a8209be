/** Whatever was thrown to the answer that tells the client as much as it may know. */
import { WireError } from "../../runtime/wire/wire-error.js";
import type { Endpoint } from "../endpoints.js";
import type { IncomingRequest } from "../http/incoming-request.js";
import { InvalidResponse, InvalidRequest } from "../http/validation-errors.js";
import { fromResponse, type OutgoingResponse } from "../http/outgoing-response.js";
import { HttpProblem, problemResponse } from "../http/problem.js";
import type { AnyServerOptions } from "../options.js";
import type { LazyRequestContext } from "../request-context.js";

interface FailurePoint {
  readonly incoming: IncomingRequest;
  readonly requestContext: LazyRequestContext;
}

export interface Failures {
  /** `endpoint`: whose request it was, if it came that far. Never rejects. */
  readonly response: (
    error: unknown,
    place: FailurePoint & { readonly endpoint: Endpoint | undefined },
  ) => Promise<OutgoingResponse>;
  /** Where it is too late for another answer. Never rejects. */
  readonly tell: (error: unknown, place: FailurePoint) => Promise<void>;
}

export function createFailureResponse(options: AnyServerOptions): Failures {
  const { development = false } = options;

  async function response(
    error: unknown,
    { incoming, requestContext: scene, endpoint }: Parameters<Failures["response"]>[1],
  ) {
    const problem = problemOf(error, development);
    if (isGone(error, incoming)) return problemResponse(problem);
    try {
      const reply = (await report(error, scene)) ?? (await options.onProblem?.(problem.problem, scene));
      return reply === undefined ? problemResponse(problem) : withProtocol(responseOf(reply, endpoint), problem);
    } catch (failure) {
      if (!(failure instanceof HttpProblem)) await tell(failure, { incoming, requestContext: scene });
      return problemResponse(problemOf(failure, development));
    }
  }

  async function tell(error: unknown, { incoming, requestContext: scene }: FailurePoint): Promise<void> {
    if (isGone(error, incoming)) return;
    try {
      // what a sequence has an item of that cannot travel
      const failure =
        error instanceof WireError ? new InvalidResponse([{ in: "body", message: error.message }]) : error;
      await (failure instanceof InvalidResponse ? report(failure, scene) : raise(failure, scene));
    } catch (failure) {
      console.error(failure); // the last one to be told has failed: the client gets its answer all the same
    }
  }

  /** To the hook whose business the error is; what it returns may replace the answer. */
  function report(error: unknown, requestContext: LazyRequestContext): unknown {
    if (error instanceof HttpProblem) return undefined;
    if (error instanceof InvalidRequest) return options.onInvalidRequest?.(error.issues, requestContext);
    if (!(error instanceof InvalidResponse) || !options.onInvalidResponse) return raise(error, requestContext);
    return options.onInvalidResponse(error.issues, requestContext);
  }

  function raise(error: unknown, requestContext: LazyRequestContext): unknown {
    return options.onError ? options.onError(error, requestContext) : console.error(error);
  }

  return { response, tell };
}

/** The client has left: nobody will read the answer, and nothing has failed. */
function isGone(error: unknown, { signal }: IncomingRequest): boolean {
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

function withProtocol(response: OutgoingResponse, { headers }: HttpProblem): OutgoingResponse {
  const own = new Set(response.headers.map(([name]) => name.toLowerCase()));
  const kept = headers.filter(([name]) => OF_PROTOCOL.test(name) && !own.has(name.toLowerCase()));
  return { ...response, headers: [...response.headers, ...kept] };
}

function responseOf(reply: unknown, endpoint: Endpoint | undefined): OutgoingResponse {
  if (reply instanceof Response) return fromResponse(reply);
  if (endpoint) return endpoint.respond(reply);
  throw new TypeError("a hook may only return a Response where the request has come to no operation");
}
