/**
 * Middleware of one operation, with the types of its parameters:
 *
 *     middleware: [onlyFor(showClient, { onRequest: ({ params }) => console.log(params.path.client_id) })]
 *
 * It runs for the calls of that operation, whoever's list it is in, and lets the others pass.
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

type Group<Request, Name extends string> = Name extends keyof Request ? Request[Name] : undefined;

/** The hooks of `Middleware`, for one operation. */
export interface OperationMiddleware<Request> {
  readonly onRequest?: Hook<"onRequest", OperationContext<Request>>;
  readonly onResponse?: Hook<"onResponse", OperationContext<Request> & { readonly response: Response }>;
  readonly onError?: Hook<"onError", OperationContext<Request> & { readonly error: unknown }>;
}

type Hook<Name extends keyof Middleware, Context> = (context: Context) => ReturnType<Required<Middleware>[Name]>;

/** `middleware`, asked for the calls of `operation` only. */
export function onlyFor<Request>(
  operation: Operation<Request, unknown>,
  middleware: OperationMiddleware<Request>,
): Middleware {
  const { id }: OperationSpec = operation;
  // the parameters of a call are of the types of its operation
  const told = <Context extends MiddlewareContext>(context: Context): Context & OperationContext<Request> =>
    context as Context & OperationContext<Request>;
  return {
    onRequest: (context) => (context.operation === id ? middleware.onRequest?.(told(context)) : undefined),
    onResponse: (context) => (context.operation === id ? middleware.onResponse?.(told(context)) : undefined),
    onError: (context) => (context.operation === id ? middleware.onError?.(told(context)) : undefined),
  };
}
