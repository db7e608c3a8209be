/**
 * Middleware with the hooks of openapi-fetch: middleware for that library works here and in the facade. The chain is
 * our own, because the client of openapi-fetch parses responses as JSON and weighs more than this whole runtime.
 */

/** The call that a hook runs for. `Id` is the union of operation ids. */
export interface MiddlewareContext<Id extends string = string> {
  /** The id of the operation. */
  readonly operation: Id;
  request: Request;
  /** The path of the description, such as `/pets/{id}`. */
  readonly schemaPath: string;
  /** The parameters as the caller gave them. */
  readonly params: {
    query?: Record<string, unknown>;
    header?: Record<string, unknown>;
    path?: Record<string, unknown>;
    cookie?: Record<string, unknown>;
  };
  /** An identifier of the call. */
  readonly id: string;
  /** Settings of the call, named as in openapi-fetch. */
  readonly options: {
    baseUrl: string;
    parseAs: "json" | "text" | "blob" | "arrayBuffer" | "stream";
    querySerializer: (query: never) => string;
    bodySerializer: (body: never) => unknown;
    pathSerializer: (path: string, params: Record<string, unknown>) => string;
    fetch: typeof globalThis.fetch;
  };
}

type Awaitable<Value> = Value | Promise<Value>;

/** Hooks around each request. A hook that returns nothing changes nothing. */
export interface Middleware<Id extends string = string> {
  /**
   * Runs before the request. Returns another request to send, or a response. With a response, nothing is sent and no
   * further hook runs.
   */
  readonly onRequest?: (context: MiddlewareContext<Id>) => Awaitable<void | Request | Response | undefined>;
  /** Runs after the response and can return another one. Hooks run in reverse order: the last middleware is first. */
  readonly onResponse?: (
    context: MiddlewareContext<Id> & { readonly response: Response },
  ) => Awaitable<void | Response | undefined>;
  /** Runs if sending fails. Returns a response to go on with, or another error to throw. */
  readonly onError?: (
    context: MiddlewareContext<Id> & { readonly error: unknown },
  ) => Awaitable<void | Response | Error | undefined>;
}

/** Runs the hooks around `send`. Rejects if sending fails and no hook returns a response instead. */
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
