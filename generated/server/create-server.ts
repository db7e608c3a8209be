/**
 * The server: turns a request into a response on any platform that has the web's `Request` and `Response`. The steps of
 * a request: route, authenticate, read and decode, validate, call the handler, validate and encode its response.
 */
import { createEndpoints, type Endpoint } from "./endpoints.js";
import { fromRequest, type IncomingRequest } from "./http/incoming-request.js";
import { type OutgoingResponse, toResponse } from "./http/outgoing-response.js";
import { runMiddleware } from "./middleware.js";
import type { ServerDescription, AnyServerOptions } from "./options.js";
import { setRequestContent, LazyHandlerInput } from "./request-context.js";
import { createErrorResponder } from "./response/error-response.js";
import { reportStreamFailure } from "./response/stream-failure.js";
import { createRequestRouter, type RouteResult } from "./routing/route-request.js";
import { NO_PRINCIPALS } from "./security.js";
import { createWebhookIdentifier, createVerifySignature } from "./webhooks/identify-webhook.js";

/** A server of one description. Its functions do not use `this`. */
export interface Server {
  /**
   * Returns the response to a request. Never rejects.
   *
   * @param platform Passed to `options.context`, for example the bindings of a cloud platform.
   */
  readonly fetch: (request: Request, platform?: unknown) => Promise<Response>;
  /** Does the same for adapters that can avoid the cost of a web `Request` and `Response`. */
  readonly handle: (incoming: IncomingRequest, platform?: unknown) => Promise<OutgoingResponse>;
  /** Returns true if the description has this path with any method. The path is percent-encoded, as it was sent. */
  readonly hasPath: (path: string) => boolean;
}

/**
 * Creates the server of a description. Throws a `TypeError` if a handler is missing or an option is invalid. Later
 * errors become responses.
 *
 * @param handlers One function per operation id.
 * @param options `security` has one function per security scheme.
 */
export function createServerFrom(description: ServerDescription, handlers: object, options: AnyServerOptions): Server {
  const { route, hasPath } = createRequestRouter(createEndpoints(description, handlers, options), options);
  const identifier = createWebhookIdentifier(route, options);
  const verifySignature = createVerifySignature(options);
  const errorResponder = createErrorResponder(options);
  const { middleware = [] } = options;

  async function handle(received: IncomingRequest, platform?: unknown): Promise<OutgoingResponse> {
    const { incoming, routed } = identifier
      ? await identifier.identify(received)
      : { incoming: received, routed: route(received) };
    const endpoint = routed.kind === "endpoint" ? routed.endpoint : undefined;
    const requestContext = new LazyHandlerInput(incoming, endpoint?.operation);
    const dispatched: DispatchedRequest = { incoming, routed, endpoint, platform, requestContext };
    const response = await (middleware.length === 0 ? runSteps(dispatched) : runStepsInMiddleware(dispatched));
    if (incoming.method === "HEAD") return { ...response, withheld: true };
    if (!(response.body instanceof ReadableStream)) return response;
    const onFailure = (error: unknown) => errorResponder.reportLateError(error, dispatched);
    return { ...response, body: reportStreamFailure(response.body, onFailure) };
  }

  function runStepsInMiddleware(dispatched: DispatchedRequest): Promise<OutgoingResponse> {
    const fail = (error: unknown) => errorResponder.respondToError(error, dispatched);
    return runMiddleware(middleware, dispatched.requestContext, { last: () => runSteps(dispatched), fail });
  }

  /** Runs the steps of a request. Never rejects. Awaits only promises, since each `await` costs time. */
  async function runSteps(dispatched: DispatchedRequest): Promise<OutgoingResponse> {
    try {
      const { incoming, routed, platform, requestContext } = dispatched;
      if (routed.kind === "error") throw routed.error;
      if (routed.kind === "response") return routed.response;
      const { endpoint, path } = routed;
      requestContext.principals = endpoint.authenticate ? await endpoint.authenticate(incoming) : NO_PRINCIPALS;
      const verified = verifySignature ? await verifySignature(incoming, endpoint) : incoming;
      const content = endpoint.receiver.receive(verified, path);
      setRequestContent(requestContext, content instanceof Promise ? await content : content);
      if (options.context) requestContext.context = await options.context(requestContext, platform);
      const response = endpoint.handle(requestContext);
      return endpoint.encodeResponse(isThenable(response) ? await response : response);
    } catch (error) {
      return errorResponder.respondToError(error, dispatched);
    }
  }

  return {
    handle,
    fetch: async (request, platform) => toResponse(await handle(fromRequest(request), platform)),
    hasPath: identifier?.hasPath ?? hasPath,
  };
}

/** Returns true for promises of any implementation. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value;
}

/** A request after routing. */
interface DispatchedRequest {
  readonly incoming: IncomingRequest;
  readonly routed: RouteResult;
  readonly endpoint: Endpoint | undefined;
  readonly platform: unknown;
  /** The object that hooks and middleware receive. Later it is the input of the handler. */
  readonly requestContext: LazyHandlerInput;
}
