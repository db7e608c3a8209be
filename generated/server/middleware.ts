/** Middleware: functions that run around every request, for example for logs, request ids, CORS and rate limits. */
import { checkHeaderLines } from "./http/header-lines.js";
import { fromResponse, type OutgoingResponse } from "./http/outgoing-response.js";
import type { LazyRequestContext, RequestContext } from "./request-context.js";

/**
 * A function that runs around every request after routing. `next` runs the remaining steps and resolves to the
 * response. It never rejects: errors have become responses. Return the response to send, or throw an `HttpProblem` to
 * reject the request.
 *
 * @example
 * const logRequests: Middleware = async ({ operation }, next) => {
 *   const start = performance.now();
 *   const response = await next();
 *   console.log(operation?.id, response.status, performance.now() - start);
 *   return { ...response, headers: [...response.headers, ["x-request-id", crypto.randomUUID()]] };
 * };
 */
export type Middleware<Id extends string = string> = BivariantMiddleware<Id>["middleware"];

/** Declared as a method, so that middleware typed for the operations of one description fits any server. */
interface BivariantMiddleware<Id extends string> {
  middleware(
    requestContext: RequestContext<Id>,
    next: () => Promise<OutgoingResponse>,
  ): OutgoingResponse | Response | Promise<OutgoingResponse | Response>;
}

/** Runs the remaining steps of a request. Never rejects. */
type Next = () => Promise<OutgoingResponse>;

/** Runs `last` inside all middleware. If one throws, `fail` makes the response that the outer middleware receives. */
export function runMiddleware(
  middleware: readonly Middleware[],
  requestContext: LazyRequestContext,
  { last, fail }: { readonly last: Next; readonly fail: (error: unknown) => Promise<OutgoingResponse> },
): Promise<OutgoingResponse> {
  const first = middleware.reduceRight<Next>(
    (next, run) => async () => {
      try {
        const response = await run(requestContext, next);
        if (response instanceof Response) return fromResponse(response);
        checkHeaderLines(response.headers);
        return response;
      } catch (error) {
        return fail(error);
      }
    },
    last,
  );
  return first();
}
