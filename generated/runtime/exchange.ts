/**
 * One request through openapi-fetch, for its middleware. openapi-fetch would read the answer itself, as JSON; so the
 * first middleware, which is the last to see the answer, keeps it and hands on an empty one.
 */
import createClient, { type Middleware } from "openapi-fetch";

export interface Exchange {
  readonly method: string;
  /** Path template. */
  readonly schemaPath: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** What follows it. */
  readonly path: string;
  readonly query: string;
  /** Values, for middleware to read. */
  readonly params: object;
  readonly headers: Headers;
  readonly body: BodyInit | undefined;
  readonly middleware: readonly Middleware[];
  readonly fetch: (request: Request) => Promise<Response>;
  /** What else the `Request` is made with. */
  readonly init: RequestInit;
}

/** The answer as the last middleware left it, its body unread. Rejects where sending does. */
export async function exchange({
  method,
  schemaPath,
  path,
  query,
  middleware,
  init,
  ...rest
}: Exchange): Promise<Response> {
  let answer = Response.error();
  const keep = (response: Response) => {
    answer = response;
    return new Response(null, { status: 204 });
  };
  const keeper: Middleware = { onResponse: ({ response }) => keep(response) };
  const options: Record<string, unknown> = {
    ...init,
    ...rest,
    pathSerializer: () => rest.baseUrl + path,
    querySerializer: () => query,
    bodySerializer: (body: unknown) => body,
    ...(rest.body instanceof ReadableStream && { duplex: "half" }),
    middleware: [keeper, ...middleware.map((one) => keepOwnAnswer(one, keep))],
  };
  await createClient<AnyPaths>().request(method as "get", schemaPath, options); // every method is sent alike
  return answer;
}

/** A middleware that answers by itself ends openapi-fetch's chain: no other would see that answer. */
function keepOwnAnswer(middleware: Middleware, keep: (response: Response) => Response): Middleware {
  return {
    onRequest: async (context) => {
      const result = await middleware.onRequest?.(context);
      return result instanceof Response ? keep(result) : result;
    },
    onResponse: (context) => middleware.onResponse?.(context),
    onError: (context) => middleware.onError?.(context),
  };
}

/** Any method of any path: what an operation takes and gives is ours to say. */
type AnyPaths = Record<string, Record<"get", { responses: Record<never, never> }>>;
