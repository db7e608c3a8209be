/** Types of handlers: their input and what they return. `handlers.ts` has one property of type `Handler` per operation. */
import type { OperationSpec } from "../runtime/operation.js";
import type { UploadedFile } from "./request/streamed-files.js";

/**
 * A function that implements one operation. Its input is decoded and validated. It returns a response of the
 * description, or a web `Response`, which is sent without validation.
 *
 * @typeParam Request The request of the operation: parameters, body and content type.
 * @typeParam Documented The responses of the description: a union with one type per status and media type.
 * @typeParam Context The type that `options.context` returns.
 * @typeParam Principals The results of the security handlers: a union with one type per security requirement.
 * @typeParam Defaults Names of the parameters that have a default, by location.
 */
export type Handler<Request, Documented, Context, Principals, Defaults = unknown> = (
  input: HandlerInput<Request, Context, Principals, Defaults>,
) => HandlerResponse<Documented> | Promise<HandlerResponse<Documented>>;

/**
 * Functions that run around handlers, by operation id. Each one receives the decoded and validated input and the
 * handler. Its response is validated like that of a handler.
 *
 * @example
 * handlerMiddleware: {
 *   showClient: async (input, handle) => cache.get(input.path.id) ?? (await handle(input)),
 * }
 */
export type HandlerMiddleware<Handlers> = {
  readonly [Id in keyof Handlers]?: Handlers[Id] extends (input: infer Input) => infer Result
    ? (input: Input, handle: (input: Input) => Result) => Result
    : never;
};

/** The responses of all operations: a union, without web responses. */
export type DocumentedResponse<Handlers> = {
  readonly [Id in keyof Handlers]: Handlers[Id] extends (input: never) => infer Result
    ? Exclude<Awaited<Result>, Response>
    : never;
}[keyof Handlers];

/** A response of the description, or a web `Response`, which is sent without validation. */
export type HandlerResponse<Documented> = Documented | Response;

/** The input of a handler: a union with one type per media type of the body, so that `contentType` narrows `body`. */
export type HandlerInput<Request, Context, Principals, Defaults = unknown> = Request extends unknown
  ? ReceivedRequest<Request, Defaults> & HandlerContext<Context, Principals>
  : never;

/** A decoded and validated request. Every parameter group is an object, even if it is empty. */
export interface ReceivedRequest<Request, Defaults = unknown> {
  /** Path parameters. */
  readonly path: WithDefaults<ParameterGroup<Request, "path">, DefaultNames<Defaults, "path">>;
  /** Query parameters. */
  readonly query: WithDefaults<ParameterGroup<Request, "query">, DefaultNames<Defaults, "query">>;
  /** The whole query string as one value, if the description has a parameter with `in: querystring`. */
  readonly querystring: Request extends { readonly querystring?: infer Value }
    ? PropertyOf<Request, "querystring", Value>
    : undefined;
  /** Header parameters. Names are written as in the description. */
  readonly headers: WithDefaults<ParameterGroup<Request, "headers">, DefaultNames<Defaults, "headers">>;
  /** Cookie parameters. */
  readonly cookies: WithDefaults<ParameterGroup<Request, "cookies">, DefaultNames<Defaults, "cookies">>;
  /** The body. `undefined` if the request has none. */
  readonly body: Request extends { readonly body?: infer Body }
    ? PropertyOf<Request, "body", ReceivedBody<Body>>
    : undefined;
  /**
   * The media type of the body as the description writes it. If the description has a range such as `image/*`, it is
   * the `Content-Type` of the request. `undefined` if the request has no body.
   */
  readonly contentType: ContentTypeOf<Request>;
}

/** The body that a handler receives: the items of a sequence are asynchronous, although callers can send any iterable. */
type ReceivedBody<Body> = Body extends Iterable<infer Item> ? (Iterable<Item> extends Body ? never : Body) : Body;

/** The part of a handler's input that does not come from parameters and body. */
export interface HandlerContext<Context, Principals> {
  /** Results of the security handlers, by the name of the security scheme. */
  readonly principals: Principals;
  /** The value that `options.context` returned for this request. */
  readonly context: Context;
  readonly operation: OperationSpec;
  /**
   * The files of a multipart form in order of arrival. Present if `limits.streamed` is true and the form can have
   * several files.
   */
  readonly files?: AsyncIterable<UploadedFile>;
  /** An abort signal that fires when the client disconnects. */
  readonly signal: AbortSignal;
  /** The web `Request`. Its body has already been read. */
  readonly request: Request;
}

/** `Parameters`, in which the properties `Names` are required. */
export type WithDefaults<Parameters, Names extends PropertyKey> = [Names] extends [never]
  ? Parameters
  : Omit<Parameters, Names> & Required<Pick<Parameters, Names & keyof Parameters>>;

type EmptyGroup = Readonly<Record<never, never>>;
type ParameterGroup<Request, Name extends PropertyKey> = Name extends keyof Request
  ? Exclude<Request[Name], undefined>
  : EmptyGroup;
type DefaultNames<Defaults, Name extends PropertyKey> = Name extends keyof Defaults
  ? Extract<Defaults[Name], PropertyKey>
  : never;

/**
 * The type of a property: `Value` if it is required, also `undefined` if it is optional, `undefined` if it is absent.
 * The test with `keyof` is needed because a type without the property extends `{ property?: … }`, too.
 */
type PropertyOf<Request, Name extends PropertyKey, Value> = Name extends keyof Request
  ? Request extends { readonly [Property in Name]: unknown }
    ? Value
    : Value | undefined
  : undefined;

type ContentTypeOf<Request> = "contentType" extends keyof Request
  ? Exclude<Request["contentType"], undefined>
  : string | undefined;
