/**
 * Middleware for one or several operations, with the types of their parameters:
 *
 *     middleware: [onlyFor(showClient, { onRequest: ({ params }) => console.log(params.path.client_id) })]
 *
 * It skips the calls of all other operations.
 */
import type { Operation, OperationSpec } from "../operation.js";
import type { Middleware, MiddlewareContext } from "./middleware.js";

/**
 * The call that a hook runs for. Parameters have the values that the caller passed, before encoding. In `api.client`
 * they have the types of `paths.ts`.
 */
export interface OperationContext<Request> extends Omit<MiddlewareContext, "params"> {
  readonly params: {
    readonly path: Group<Request, "path">;
    readonly query: Group<Request, "query">;
    readonly header: Group<Request, "headers">;
    readonly cookie: Group<Request, "cookies">;
  };
}

/** The parameters of a group. For several operations: the union of theirs. */
type Group<Request, Name extends string> = Request extends unknown
  ? Name extends keyof Request
    ? Request[Name]
    : undefined
  : never;

type RequestOf<Chosen> = Chosen extends Operation<infer Request, unknown> ? Request : never;

/** The hooks of `Middleware` with typed parameters. */
export interface OperationMiddleware<Request> {
  readonly onRequest?: Hook<"onRequest", OperationContext<Request>>;
  readonly onResponse?: Hook<"onResponse", OperationContext<Request> & { readonly response: Response }>;
  readonly onError?: Hook<"onError", OperationContext<Request> & { readonly error: unknown }>;
}

type Hook<Name extends keyof Middleware, Context> = (context: Context) => ReturnType<Required<Middleware>[Name]>;

/** Returns middleware that runs for calls of these operations only. */
export function onlyFor<Chosen extends Operation<unknown, unknown>>(
  operations: Chosen | readonly Chosen[],
  middleware: OperationMiddleware<RequestOf<Chosen>>,
): Middleware {
  const specs: readonly OperationSpec[] = [operations].flat();
  const ids = new Set(specs.map(({ id }) => id));
  const isMeant = ({ operation }: MiddlewareContext): boolean => operation !== undefined && ids.has(operation);
  // the parameters of a call have the types of its operation
  const told = <Context extends MiddlewareContext>(context: Context) =>
    context as Context & OperationContext<RequestOf<Chosen>>;
  return {
    onRequest: (context) => (isMeant(context) ? middleware.onRequest?.(told(context)) : undefined),
    onResponse: (context) => (isMeant(context) ? middleware.onResponse?.(told(context)) : undefined),
    onError: (context) => (isMeant(context) ? middleware.onError?.(told(context)) : undefined),
  };
}
