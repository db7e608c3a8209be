/**
 * The server: a request to an answer, on any platform with the web's `Request` and `Response`. In this order: route,
 * method, authentication, limits, media type, parse, validate, handler, validate the answer, serialise.
 */
import { createEndpoints, type Endpoint } from "./endpoints.js";
import { createFailureResponse } from "./response/error-response.js";
import { fromRequest, type IncomingRequest } from "./http/incoming-request.js";
import { type OutgoingResponse, toResponse } from "./http/outgoing-response.js";
import { createIdentify, createVerify } from "./webhooks/identify-webhook.js";
import { surround } from "./middleware.js";
import type { ServerDescription, AnyServerOptions } from "./options.js";
import { createRoute, type RouteResult } from "./routing/route-request.js";
import { fillIn, LazyInput } from "./request-context.js";
import { NOBODY } from "./security.js";
import { watch } from "./response/stream-failure.js";

export interface Server {
  /**
   * Answers a request; never rejects. `platform` reaches `options.context`: what the platform has besides a request,
   * such as bindings. Needs no `this`.
   */
  readonly fetch: (request: Request, platform?: unknown) => Promise<Response>;
  /** The same for adapters that have something cheaper than a `Request` and a `Response`. */
  readonly handle: (incoming: IncomingRequest, platform?: unknown) => Promise<OutgoingResponse>;
  /** Whether the description has this path, as it travels, with whatever method. */
  readonly hasPath: (path: string) => boolean;
}

/**
 * The server of a description: `handlers` has a function per operation, `options.security` one per scheme. Throws a
 * `TypeError` where one is missing or an option is wrong; every later fault is an answer.
 */
export function serverOf(description: ServerDescription, handlers: object, options: AnyServerOptions): Server {
  const { route, hasPath } = createRoute(createEndpoints(description, handlers, options), options);
  const identity = createIdentify(route, options);
  const verify = createVerify(options);
  const failures = createFailureResponse(options);
  const { middleware = [] } = options;

  async function handle(arrived: IncomingRequest, platform?: unknown): Promise<OutgoingResponse> {
    const { incoming, found } = identity
      ? await identity.identify(arrived)
      : { incoming: arrived, found: route(arrived) };
    const endpoint = found.kind === "endpoint" ? found.endpoint : undefined;
    const requestContext = new LazyInput(incoming, endpoint?.operation);
    const call: DispatchedRequest = { incoming, found, endpoint, platform, requestContext };
    const response = await (middleware.length === 0 ? responseTo(call) : surrounded(call));
    if (incoming.method === "HEAD") return { ...response, withheld: true };
    if (!(response.body instanceof ReadableStream)) return response;
    return { ...response, body: watch(response.body, (error) => failures.tell(error, call)) };
  }

  function surrounded(call: DispatchedRequest): Promise<OutgoingResponse> {
    const fail = (error: unknown) => failures.response(error, call);
    return surround(middleware, call.requestContext, { last: () => responseTo(call), fail });
  }

  /** Never rejects. Waits only for what may take its time: each request pays for every `await`. */
  async function responseTo(call: DispatchedRequest): Promise<OutgoingResponse> {
    try {
      const { incoming, found, platform, requestContext } = call;
      if (found.kind === "failure") throw found.error;
      if (found.kind === "answer") return found.response;
      const { endpoint, path } = found;
      requestContext.principals = endpoint.authenticate ? await endpoint.authenticate(incoming) : NOBODY;
      const content = endpoint.receiver.receive(verify ? await verify(incoming, endpoint) : incoming, path);
      fillIn(requestContext, content instanceof Promise ? await content : content);
      if (options.context) requestContext.context = await options.context(requestContext, platform);
      const response = endpoint.handle(requestContext);
      return endpoint.respond(isThenable(response) ? await response : response);
    } catch (error) {
      return failures.response(error, call);
    }
  }

  return {
    handle,
    fetch: async (request, platform) => toResponse(await handle(fromRequest(request), platform)),
    hasPath: identity?.hasPath ?? hasPath,
  };
}

/** What handlers may return: promises, of any making. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value;
}

interface DispatchedRequest {
  readonly incoming: IncomingRequest;
  readonly found: RouteResult;
  readonly endpoint: Endpoint | undefined;
  readonly platform: unknown;
  /** What hooks and middleware are told; in the end it is the input of the handler. */
  readonly requestContext: LazyInput;
}
