/**
 * The server: a request to an answer, on any platform with the web's `Request` and `Response`. In this order: route,
 * method, authentication, limits, media type, parse, validate, handler, validate the answer, serialise.
 */
import { createEndpoints, type Endpoint } from "./endpoint.js";
import { createFailureAnswer } from "./failures.js";
import { fromRequest, type Incoming } from "./http/incoming.js";
import { type Outgoing, toResponse } from "./http/outgoing.js";
import { createIdentify, createVerify } from "./identity.js";
import { surround } from "./middleware.js";
import type { Description, Options } from "./options.js";
import { createRoute, type Found } from "./route.js";
import { fillIn, LazyInput } from "./scene.js";
import { NOBODY } from "./security.js";
import { watch } from "./watch.js";

export interface Server {
  /**
   * Answers a request; never rejects. `platform` reaches `options.context`: what the platform has besides a request,
   * such as bindings. Needs no `this`.
   */
  readonly fetch: (request: Request, platform?: unknown) => Promise<Response>;
  /** The same for adapters that have something cheaper than a `Request` and a `Response`. */
  readonly handle: (incoming: Incoming, platform?: unknown) => Promise<Outgoing>;
  /** Whether the description has this path, as it travels, with whatever method. */
  readonly hasPath: (path: string) => boolean;
}

/**
 * The server of a description: `handlers` has a function per operation, `options.security` one per scheme. Throws a
 * `TypeError` where one is missing or an option is wrong; every later fault is an answer.
 */
export function serverOf(description: Description, handlers: object, options: Options): Server {
  const { route, hasPath } = createRoute(createEndpoints(description, handlers, options), options);
  const identity = createIdentify(route, options);
  const verify = createVerify(options);
  const failures = createFailureAnswer(options);
  const { middleware = [] } = options;

  async function handle(arrived: Incoming, platform?: unknown): Promise<Outgoing> {
    const { incoming, found } = identity
      ? await identity.identify(arrived)
      : { incoming: arrived, found: route(arrived) };
    const endpoint = found.kind === "endpoint" ? found.endpoint : undefined;
    const scene = new LazyInput(incoming, endpoint?.operation);
    const call: Call = { incoming, found, endpoint, platform, scene };
    const answer = await (middleware.length === 0 ? answerTo(call) : surrounded(call));
    if (incoming.method === "HEAD") return { ...answer, withheld: true };
    if (!(answer.body instanceof ReadableStream)) return answer;
    return { ...answer, body: watch(answer.body, (error) => failures.tell(error, call)) };
  }

  function surrounded(call: Call): Promise<Outgoing> {
    const fail = (error: unknown) => failures.answer(error, call);
    return surround(middleware, call.scene, { last: () => answerTo(call), fail });
  }

  /** Never rejects. Waits only for what may take its time: each request pays for every `await`. */
  async function answerTo(call: Call): Promise<Outgoing> {
    try {
      const { incoming, found, platform, scene } = call;
      if (found.kind === "failure") throw found.error;
      if (found.kind === "answer") return found.answer;
      const { endpoint, path } = found;
      scene.principals = endpoint.authenticate ? await endpoint.authenticate(incoming) : NOBODY;
      const content = endpoint.receiver.receive(verify ? await verify(incoming, endpoint) : incoming, path);
      fillIn(scene, content instanceof Promise ? await content : content);
      if (options.context) scene.context = await options.context(scene, platform);
      const answer = endpoint.handle(scene);
      return endpoint.respond(isThenable(answer) ? await answer : answer);
    } catch (error) {
      return failures.answer(error, call);
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

interface Call {
  readonly incoming: Incoming;
  readonly found: Found;
  readonly endpoint: Endpoint | undefined;
  readonly platform: unknown;
  /** What hooks and middleware are told; in the end it is the input of the handler. */
  readonly scene: LazyInput;
}
