/** Turns errors into responses, and calls the hooks for errors. Internal errors are not shown to the client. */
import { withCode } from "../../runtime/error-codes.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import type { Endpoint } from "../endpoints.js";
import type { IncomingRequest } from "../http/incoming-request.js";
import { InvalidResponse, InvalidRequest } from "../http/validation-errors.js";
import { fromResponse, type OutgoingResponse } from "../http/outgoing-response.js";
import { HttpProblem, problemResponse } from "../http/problem.js";
import type { AnyServerOptions } from "../options.js";
import type { LazyRequestContext } from "../request-context.js";

/** The request in which an error occurred. */
interface ErrorOrigin {
  readonly incoming: IncomingRequest;
  readonly requestContext: LazyRequestContext;
}

export interface ErrorResponder {
  /** Returns the response to a request that failed. Never rejects. */
  readonly respondToError: (
    error: unknown,
    origin: ErrorOrigin & { readonly endpoint: Endpoint | undefined },
  ) => Promise<OutgoingResponse>;
  /** Reports an error that occurred after the response has begun. Never rejects. */
  readonly reportLateError: (error: unknown, origin: ErrorOrigin) => Promise<void>;
}

/** Creates the functions that handle errors. */
export function createErrorResponder(options: AnyServerOptions): ErrorResponder {
  const { development = false } = options;
  const reported = new Set<string>();

  async function respondToError(
    error: unknown,
    { incoming, requestContext, endpoint }: Parameters<ErrorResponder["respondToError"]>[1],
  ) {
    const failed = toProblem(error, development);
    if (clientHasLeft(error, incoming)) return problemResponse(failed);
    let reply: unknown;
    try {
      reply =
        (await callErrorHook(error, requestContext)) ?? (await options.onProblem?.(failed.problem, requestContext));
    } catch (failure) {
      if (failure instanceof HttpProblem) return problemResponse(failure);
      await reportLateError(failure, { incoming, requestContext });
      return problemResponse(failed);
    }
    if (reply === undefined) return problemResponse(failed);
    try {
      return withProtocolHeaders(encodeHookResponse(reply, endpoint), failed);
    } catch (failure) {
      const problem = withStatusOf(reply, failed);
      await reportHookResponse(failure, problem, { incoming, requestContext });
      return problemResponse(problem);
    }
  }

  /** Reports a response of a hook that was replaced, once per operation and status. */
  async function reportHookResponse(failure: unknown, { problem }: HttpProblem, origin: ErrorOrigin): Promise<void> {
    const key = `${problem.status} ${origin.requestContext.operation?.id}`;
    if (reported.has(key)) return;
    reported.add(key);
    const reason = failure instanceof Error ? failure.message : String(failure);
    const message = `the client received a problem with status ${problem.status} instead of the response of a hook: ${reason}. Return a documented response or a Response`;
    await reportLateError(withCode("invalid-hook-response", new TypeError(message)), origin);
  }

  async function reportLateError(error: unknown, { incoming, requestContext }: ErrorOrigin): Promise<void> {
    if (clientHasLeft(error, incoming)) return;
    try {
      // an item of a sequence could not be encoded
      const failure =
        error instanceof WireError ? new InvalidResponse([{ in: "body", message: error.message }]) : error;
      await (failure instanceof InvalidResponse
        ? callErrorHook(failure, requestContext)
        : callOnError(failure, requestContext));
    } catch (failure) {
      console.error(failure); // the hook itself has failed
    }
  }

  /** Calls the hook for this kind of error. Its result can replace the response. */
  function callErrorHook(error: unknown, requestContext: LazyRequestContext): unknown {
    if (error instanceof HttpProblem) return undefined;
    if (error instanceof InvalidRequest) return options.onInvalidRequest?.(error.issues, requestContext);
    if (!(error instanceof InvalidResponse) || !options.onInvalidResponse) return callOnError(error, requestContext);
    return options.onInvalidResponse(error.issues, requestContext);
  }

  function callOnError(error: unknown, requestContext: LazyRequestContext): unknown {
    return options.onError ? options.onError(error, requestContext) : console.error(error);
  }

  return { respondToError, reportLateError };
}

/** Returns true for an abort because the client has disconnected. It is not reported as an error. */
function clientHasLeft(error: unknown, { signal }: IncomingRequest): boolean {
  return error instanceof Error && error.name === "AbortError" && signal.aborted;
}

function toProblem(error: unknown, development: boolean): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof InvalidRequest) {
    return new HttpProblem(400, { detail: "The request does not match the API description.", errors: error.issues });
  }
  return new HttpProblem(500, development ? { detail: describeError(error) } : {});
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Headers that HTTP requires on error responses (RFC 9110 §10.2.1, §10.2.3, §11.6.1, §12.5.1). */
const PROTOCOL_HEADERS = /^(?:www-authenticate|allow|accept|accept-encoding|retry-after)$/i;

/** Adds the headers that HTTP requires to the response of a hook. */
function withProtocolHeaders(response: OutgoingResponse, { headers }: HttpProblem): OutgoingResponse {
  const own = new Set(response.headers.map(([name]) => name.toLowerCase()));
  const kept = headers.filter(([name]) => PROTOCOL_HEADERS.test(name) && !own.has(name.toLowerCase()));
  return { ...response, headers: [...response.headers, ...kept] };
}

/** Returns the problem with the status that a hook chose. A request that the client can mend never becomes a 5xx. */
function withStatusOf(reply: unknown, failed: HttpProblem): HttpProblem {
  const { status, detail, errors } = failed.problem;
  const chosen = typeof reply === "object" && reply !== null && "status" in reply ? Number(reply.status) : status;
  const isError = Number.isInteger(chosen) && chosen >= 400 && chosen <= 599;
  if (chosen === status || !isError || (status < 500 && chosen >= 500)) return failed;
  return new HttpProblem(
    chosen,
    { ...(detail !== undefined && { detail }), ...(errors && { errors }) },
    failed.headers,
  );
}

/** Throws if the operation does not document the response, or if there is no operation. */
function encodeHookResponse(reply: unknown, endpoint: Endpoint | undefined): OutgoingResponse {
  if (reply instanceof Response) return fromResponse(reply);
  if (endpoint) return endpoint.encodeResponse(reply);
  throw withCode("invalid-hook-response", new TypeError("the request has no operation that could document a response"));
}
