/**
 * Middleware in openapi-fetch's shape: whatever is written for that library runs here, and the facade runs it too. The
 * chain is our own: openapi-fetch's client would read the answer, as JSON, and weighs more than all that is here.
 */
import type { Middleware as FetchMiddleware, MiddlewareCallbackParams } from "openapi-fetch";

/** What its hooks may give. */
type Given<Hook extends keyof FetchMiddleware> = ReturnType<Required<FetchMiddleware>[Hook]>;

/** What middleware is told about a call; `Id` are the ids of the operations it may be about. */
export interface MiddlewareContext<Id extends string = string> extends MiddlewareCallbackParams {
  /** Id of the operation that is called. */
  readonly operation: Id;
}

/** Each may look only, or give something else to go on with. */
export interface Middleware<Id extends string = string> {
  /** Another request; or an answer, and then nothing is sent and no other middleware is asked. */
  readonly onRequest?: (context: MiddlewareContext<Id>) => Given<"onRequest">;
  /** Another answer. The last one to see the request is the first to see the answer. */
  readonly onResponse?: (context: MiddlewareContext<Id> & { readonly response: Response }) => Given<"onResponse">;
  /** An answer instead of the failure, or another failure. */
  readonly onError?: (context: MiddlewareContext<Id> & { readonly error: unknown }) => Given<"onError">;
}

/** `send` within the middleware. Rejects where sending does, unless a middleware answers for it. */
export async function runMiddleware(
  middleware: readonly Middleware<never>[],
  context: MiddlewareContext<never>,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  let { request } = context;
  const outwards: Middleware<never>[] = [];
  for (const one of middleware) {
    outwards.unshift(one);
    const given = await one.onRequest?.({ ...context, request });
    if (given instanceof Response) return given;
    if (given) request = given;
  }
  let response: Response | undefined;
  try {
    response = await send(request);
  } catch (failure) {
    let error: unknown = failure;
    for (const one of outwards) {
      const given = await one.onError?.({ ...context, request, error });
      if (given instanceof Response) {
        response = given;
        break;
      }
      if (given) error = given;
    }
    if (!response) throw error;
  }
  for (const one of outwards) {
    response = (await one.onResponse?.({ ...context, request, response })) || response;
  }
  return response;
}
