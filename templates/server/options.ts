/** Options of a generated server. Types only. */
import type { OperationSpec } from "../runtime/operation.js";
import type { OperationValidation } from "../runtime/validation/validation.js";
import type { Issue, Problem } from "./http/problem.js";
import type { Limits } from "./limits.js";
import type { Middleware } from "./middleware.js";
import type { RequestContext } from "./request-context.js";
import type { Delivery } from "./webhooks/delivery.js";

/** Options of a generated server. `context` is required if the handlers use a context. */
export type CommonServerOptions<
  Context = undefined,
  Id extends string = string,
  Documented = AnyResponse,
> = ServerOptionFields<Context, Id, Documented> &
  (undefined extends Context ? unknown : Required<Pick<ServerOptionFields<Context, Id, Documented>, "context">>);

interface ServerOptionFields<Context, Id extends string, Documented> extends ServerHooks<Id, Documented> {
  /**
   * Path prefix of all operations, for example `/v2`. It begins with a slash and does not end with one. A request
   * without the prefix gets status 404. Default: no prefix.
   */
  readonly basePath?: string;
  /**
   * Status of requests whose path is unsafe: it has a dot segment (also encoded), a backslash or a `#`. A proxy in front
   * may read such a path in another way, and then its guards do not apply. Default: 404.
   */
  readonly unsafePathStatus?: 400 | 404;
  /**
   * Accepts `%2F` and `%5C` in path parameters as data. Set it to false if a proxy guards paths and decodes them first,
   * as nginx does: it reads `/admin/..%2Fother` as `/other`. Such paths are then unsafe. Default: true.
   */
  readonly allowEncodedSlashes?: boolean;
  /** Limits on the size and the cost of requests. Limits in `operations` override the others for one operation. */
  readonly limits?: Partial<Limits> & {
    /** Limits by operation id. */
    readonly operations?: { readonly [Name in Id]?: Partial<Limits> };
  };
  /**
   * Validates the bodies and headers of responses against their schemas. The cost is about that of validating a
   * request, so you may turn it off in production. Statuses and media types are always checked. Default: true.
   */
  readonly validateResponses?: boolean;
  /**
   * Rejects requests whose query has a parameter that the operation does not describe, with status 400. A query that the
   * description leaves open accepts all names. Default: false.
   */
  readonly rejectUnknownQuery?: boolean;
  /**
   * Milliseconds without an event after which an event stream sends a comment, so that no proxy takes the connection for
   * dead. Default: no comments.
   */
  readonly heartbeat?: number;
  /** Adds the error and its stack to responses with status 500. Use it for development only. Default: false. */
  readonly development?: boolean;
  /** Functions that run around every request. The first one is the outermost. */
  readonly middleware?: readonly Middleware<Id>[];
  /**
   * Returns the value that handlers receive as `input.context`. Runs once per request, after authentication and
   * validation.
   *
   * @param platform What the adapter passes along: `{ message, response }` on Node, Hono's `Context`, or the second
   * argument of `server.fetch`.
   */
  context?(requestContext: RequestContext<Id>, platform: unknown): Context | Promise<Context>;
}

/** A response of any description. */
interface AnyResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: object;
}

/**
 * A response that a hook returns to replace the default one: a response of the operation, or a web `Response`.
 * `undefined` keeps the default response. The client receives a problem if the operation does not document the response.
 */
export type HookResponse<Documented = AnyResponse> = Documented | Response | void;

/**
 * Hooks that observe errors and may replace the response. They are declared as methods, so that hooks typed for the
 * operations of one description can be used with any server.
 */
export interface ServerHooks<Id extends string = string, Documented = AnyResponse> {
  /**
   * Runs if a request does not match the description. Default response: a problem with status 400.
   *
   * @example
   * // send the 422 response of the description instead
   * onInvalidRequest: (issues) => ({ status: 422, body: { errors: issues } })
   */
  onInvalidRequest?(
    issues: readonly Issue[],
    requestContext: RequestContext<Id>,
  ): HookResponse<Documented> | Promise<HookResponse<Documented>>;
  /**
   * Runs if the response of a handler does not match the description. The client receives a problem with status 500.
   * Without this hook, `onError` receives an `InvalidResponse`.
   */
  onInvalidResponse?(
    issues: readonly Issue[],
    requestContext: RequestContext<Id>,
  ): HookResponse<Documented> | Promise<HookResponse<Documented>>;
  /**
   * Runs if a handler, a middleware or a hook throws. The client receives a problem with status 500. It also runs if
   * the stream of a response fails: then the client receives a truncated response. Default: `console.error`.
   */
  onError?(
    error: unknown,
    requestContext: RequestContext<Id>,
  ): HookResponse<Documented> | Promise<HookResponse<Documented>>;
  /** Runs before any problem is sent. Return a response to use your own error format. */
  onProblem?(
    problem: Problem,
    requestContext: RequestContext<Id>,
  ): HookResponse<Documented> | Promise<HookResponse<Documented>>;
}

/** Hooks of a webhook receiver. They run before the delivery is parsed. */
export interface WebhookHooks<Id extends string = string> {
  /**
   * Returns true if the signature of the delivery is valid. Runs after the security schemes. If it returns false, the
   * response has status 401.
   */
  verify?(delivery: Delivery<Id>): boolean | Promise<boolean>;
  /**
   * Returns the id of the operation if all deliveries arrive at one URL, which is `basePath`. It can use a header or
   * the body, which is not verified yet. If it returns `undefined`, the response has status 404.
   */
  identify?(delivery: Delivery<Id>): Id | undefined | Promise<Id | undefined>;
}

/** Generated data about the operations of a description. */
export interface ServerDescription {
  readonly operations: readonly OperationSpec[];
  /** Validators by operation id. */
  readonly validation: Readonly<Record<string, OperationValidation>>;
}

/** Options of any server, without the types of one description. */
export type AnyServerOptions = CommonServerOptions<unknown> &
  WebhookHooks & {
    /** Security handlers by the name of the security scheme. */
    readonly security?: object;
    /** Functions that run around handlers, by operation id. */
    readonly handlerMiddleware?: object;
  };
