/** How a server is set up. Types only. */
import type { OperationSpec } from "../runtime/operation.js";
import type { OperationValidation } from "../runtime/validation/validation.js";
import type { Delivery } from "./webhooks/delivery.js";
import type { Issue, Problem } from "./http/problem.js";
import type { Limits } from "./limits.js";
import type { Middleware } from "./middleware.js";
import type { RequestContext } from "./request-context.js";

export type ServerOptions<Context = undefined, Id extends string = string> = CommonOptions<Context, Id> &
  // handlers that count on a context get one
  (undefined extends Context ? unknown : Required<Pick<CommonOptions<Context, Id>, "context">>);

interface CommonOptions<Context, Id extends string> extends Hooks<Id> {
  /** What comes before the paths of the description: `/v2`. Default: nothing. Any other path is a 404. */
  readonly basePath?: string;
  readonly limits?: Partial<Limits> & {
    /** By operation, over the others. */
    readonly operations?: { readonly [Name in Id]?: Partial<Limits> };
  };
  /**
   * Whether bodies and headers of answers are held against their schemas. Default: true. It costs what validating a
   * request costs: in production pass false if that is too much. Statuses and media types are checked either way.
   */
  readonly validateResponses?: boolean;
  /** Whether a problem of status 500 tells its error and stack. Default: false: the world is told nothing. */
  readonly development?: boolean;
  /** What surrounds every request, the first one outermost. */
  readonly middleware?: readonly Middleware<Id>[];
  /** Makes `input.context`, once a request has proved valid; `platform` is what came with the request. */
  context?(requestContext: RequestContext<Id>, platform: unknown): Context | Promise<Context>;
}

/** An answer of the operation or a `Response`, to be sent instead; nothing leaves all as it is. */
export type ReplacementResponse =
  | Response
  | { readonly status: number; readonly body?: unknown; readonly headers?: object }
  | void;

/**
 * Each may say what is sent instead. They are methods so that what was written for the operations of one description
 * will do for a server of any.
 */
export interface Hooks<Id extends string = string> {
  /**
   * The request is not what the description says; unless the hook says otherwise, the answer is a problem of status
   * 400. `{ status: 422, body: … }` is how a description's own 422 is honoured.
   */
  onInvalidRequest?(
    issues: readonly Issue[],
    requestContext: RequestContext<Id>,
  ): ReplacementResponse | Promise<ReplacementResponse>;
  /** A handler's answer is not what the description says: the client gets a problem of status 500. */
  onInvalidResponse?(
    issues: readonly Issue[],
    requestContext: RequestContext<Id>,
  ): ReplacementResponse | Promise<ReplacementResponse>;
  /**
   * A handler, a middleware or a hook threw, or there is no `onInvalidResponse`: the client gets a problem of status
   * 500. Or a stream failed half way, and the client got a broken answer. Default: `console.error`.
   */
  onError?(error: unknown, requestContext: RequestContext<Id>): ReplacementResponse | Promise<ReplacementResponse>;
  /** Any problem that is about to be sent: here a description's own format of errors can take its place. */
  onProblem?(problem: Problem, requestContext: RequestContext<Id>): ReplacementResponse | Promise<ReplacementResponse>;
}

/** What the receiver of webhooks is told before anything is parsed. */
export interface ReceiverHooks<Id extends string = string> {
  /**
   * Whether the delivery is from whom it says it is, going by its signature; after the security schemes and before
   * anything is parsed. False is answered with 401.
   */
  verify?(delivery: Delivery<Id>): boolean | Promise<boolean>;
  /**
   * Which operation this is, where all of them come to one URL, which is `basePath`: by a header, or by looking into
   * the body, not yet verified. Undefined is a 404.
   */
  identify?(delivery: Delivery<Id>): Id | undefined | Promise<Id | undefined>;
}

/** What is generated from the description. */
export interface ServerDescription {
  readonly operations: readonly OperationSpec[];
  /** By operation. */
  readonly validation: Readonly<Record<string, OperationValidation>>;
}

/** Of whatever server. */
export type AnyServerOptions = ServerOptions<unknown> &
  ReceiverHooks & {
    readonly security?: object;
    readonly around?: object;
  };
