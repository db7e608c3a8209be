/**
 * Middleware of one operation or of several, with the types of their parameters:
 *
 *     middleware: [onlyFor(showClient, { onRequest: ({ params }) => console.log(params.path.client_id) })]
 *
 * It runs for the calls of those operations, whoever's list it is in, and lets the others pass.
 */
import type { Operation, OperationSpec } from "../operation.js";
import type { Middleware, MiddlewareContext } from "./middleware.js";

/** What such middleware is told: the values are the caller's, before they are encoded (`api.client` has those of `paths.ts`). */
export interface OperationContext<Request> extends Omit<MiddlewareContext, "params"> {
  readonly params: {
    readonly path: Group<Request, "path">;
    readonly query: Group<Request, "query">;
    readonly header: Group<Request, "headers">;
    readonly cookie: Group<Request, "cookies">;
  };
}

/** Of several operations, what one of them has. */
type Group<Request, Name extends string> = Request extends unknown
  ? Name extends keyof Request
    ? Request[Name]
    : undefined
  : never;

type RequestOf<Chosen> = Chosen extends Operation<infer Request, unknown> ? Request : never;

/** The hooks of `Middleware`, for some operations. */
export interface OperationMiddleware<Request> {
  readonly onRequest?: Hook<"onRequest", OperationContext<Request>>;
  readonly onResponse?: Hook<"onResponse", OperationContext<Request> & { readonly response: Response }>;
  readonly onError?: Hook<"onError", OperationContext<Request> & { readonly error: unknown }>;
}

type Hook<Name extends keyof Middleware, Context> = (context: Context) => ReturnType<Required<Middleware>[Name]>;

/** `middleware`, asked for the calls of these operations only. */
export function onlyFor<Chosen extends Operation<unknown, unknown>>(
  operations: Chosen | readonly Chosen[],
  middleware: OperationMiddleware<RequestOf<Chosen>>,
): Middleware {
  const specs: readonly OperationSpec[] = [operations].flat();
  const ids = new Set(specs.map(({ id }) => id));
  const isMeant = ({ operation }: MiddlewareContext): boolean => operation !== undefined && ids.has(operation);
  // the parameters of a call are of the types of its operation
  const told = <Context extends MiddlewareContext>(context: Context) =>
    context as Context & OperationContext<RequestOf<Chosen>>;
  return {
    onRequest: (context) => (isMeant(context) ? middleware.onRequest?.(told(context)) : undefined),
    onResponse: (context) => (isMeant(context) ? middleware.onResponse?.(told(context)) : undefined),
    onError: (context) => (isMeant(context) ? middleware.onError?.(told(context)) : undefined),
  };
}
