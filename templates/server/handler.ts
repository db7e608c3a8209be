/** What a handler gets and gives. Types only: `handlers.ts` has one member of type `Handler` per operation. */
import type { OperationSpec } from "../runtime/operation.js";
import type { ArrivingFile } from "./request/streamed-files.js";

/**
 * Answers one operation.
 *
 * @typeParam Request What the client sends: its groups, body and content type.
 * @typeParam Answer What the description promises, one member per status and media type.
 * @typeParam Principals What security found out about the caller, one member per alternative.
 * @typeParam Defaults Names of the parameters, by group, that the server fills in.
 */
export type Handler<Request, Documented, Context, Principals, Defaults = unknown> = (
  input: HandlerInput<Request, Context, Principals, Defaults>,
) => Reply<Documented> | Promise<Reply<Documented>>;

/**
 * What surrounds handlers, by operation: gets what the handler gets, decoded and valid, and answers in its place or by it.
 * What it answers is held to the description as a handler's answer is.
 *
 *     showClient: async (input, handle) => cache.get(input.path.id) ?? (await handle(input))
 */
export type AroundHandlers<Handlers> = {
  readonly [Id in keyof Handlers]?: Handlers[Id] extends (input: infer Given) => infer Reply
    ? (input: Given, handle: (input: Given) => Reply) => Reply
    : never;
};

/** An answer of the description, or the handler's own responsibility: a `Response` is sent unseen. */
export type Reply<Documented> = Documented | Response;

/** One member per way to write the body, so that `contentType` narrows `body`. */
export type HandlerInput<Request, Context, Principals, Defaults = unknown> = Request extends unknown
  ? ReceivedRequest<Request, Defaults> & HandlerContext<Context, Principals>
  : never;

/** What has arrived, decoded and valid. Every group is an object, an empty one if need be. */
export interface ReceivedRequest<Request, Defaults = unknown> {
  readonly path: WithDefaults<Group<Request, "path">, NamesIn<Defaults, "path">>;
  readonly query: WithDefaults<Group<Request, "query">, NamesIn<Defaults, "query">>;
  /** The whole query as one value, where the description has it so. */
  readonly querystring: Request extends { readonly querystring?: infer Value }
    ? Known<Request, "querystring", Value>
    : undefined;
  /** By name as the description writes it. */
  readonly headers: WithDefaults<Group<Request, "headers">, NamesIn<Defaults, "headers">>;
  readonly cookies: WithDefaults<Group<Request, "cookies">, NamesIn<Defaults, "cookies">>;
  readonly body: Request extends { readonly body?: infer Body } ? Known<Request, "body", Body> : undefined;
  /** As the description writes it; the request's own where that is a range. Undefined where there is no body. */
  readonly contentType: ContentTypeOf<Request>;
}

/** What surrounds a request. */
export interface HandlerContext<Context, Principals> {
  readonly principals: Principals;
  /** What `options.context` made for this request. */
  readonly context: Context;
  readonly operation: OperationSpec;
  /** Where `limits` have them `streamed` and there may be several: those of the form, one after the other. */
  readonly files?: AsyncIterable<ArrivingFile>;
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal;
  /** As the web platform has it; its body has been read. */
  readonly request: Request;
}

/** `Names` are there even where `Parameters` has them as optional. */
export type WithDefaults<Parameters, Names extends PropertyKey> = [Names] extends [never]
  ? Parameters
  : Omit<Parameters, Names> & Required<Pick<Parameters, Names & keyof Parameters>>;

type EmptyGroup = Readonly<Record<never, never>>;
type Group<Request, Name extends PropertyKey> = Name extends keyof Request
  ? Exclude<Request[Name], undefined>
  : EmptyGroup;
type NamesIn<Defaults, Name extends PropertyKey> = Name extends keyof Defaults
  ? Extract<Defaults[Name], PropertyKey>
  : never;

/** A type without the member matches `{ member?: … }` too. An optional member is undefined at times. */
type Known<Request, Name extends PropertyKey, Value> = Name extends keyof Request
  ? Request extends { readonly [Member in Name]: unknown }
    ? Value
    : Value | undefined
  : undefined;

type ContentTypeOf<Request> = "contentType" extends keyof Request
  ? Exclude<Request["contentType"], undefined>
  : string | undefined;
