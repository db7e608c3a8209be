/** What surrounds requests: logs, identifiers, cross-origin rules, rates. */
import { checkLines } from "./http/header-lines.js";
import { fromResponse, type OutgoingResponse } from "./http/outgoing-response.js";
import type { LazyRequestContext, RequestContext } from "./request-context.js";

/**
 * Surrounds a request, from the moment that its operation is known. `next` resolves to what would be sent, a refusal or
 * a problem of status 500 too, and never rejects; what is returned is sent. Throw an `HttpProblem` to refuse.
 *
 *     async ({ operation }, next) => {
 *       const start = performance.now();
 *       const answer = await next();
 *       console.log(operation?.id, answer.status, performance.now() - start);
 *       return { ...answer, headers: [...answer.headers, ["x-request-id", crypto.randomUUID()]] };
 *     }
 */
export type Middleware<Id extends string = string> = Methods<Id>["middleware"];

/** A method, so that what was written for some operations will do for a server of any (see `Hooks`). */
interface Methods<Id extends string> {
  middleware(
    requestContext: RequestContext<Id>,
    next: () => Promise<OutgoingResponse>,
  ): OutgoingResponse | Response | Promise<OutgoingResponse | Response>;
}

/** Answers, and never rejects. */
type Step = () => Promise<OutgoingResponse>;

/** `last` surrounded by all of them; what one throws is the next outer one's answer, made by `fail`. */
export function surround(
  middleware: readonly Middleware[],
  requestContext: LazyRequestContext,
  { last, fail }: { readonly last: Step; readonly fail: (error: unknown) => Promise<OutgoingResponse> },
): Promise<OutgoingResponse> {
  const steps = middleware.reduceRight<Step>(
    (next, surrounding) => async () => {
      try {
        const response = await surrounding(requestContext, next);
        if (response instanceof Response) return fromResponse(response);
        checkLines(response.headers);
        return response;
      } catch (error) {
        return fail(error);
      }
    },
    last,
  );
  return steps();
}
