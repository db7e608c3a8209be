/**
 * The server: a request to an answer, on any platform with the web's `Request` and `Response`. In this order: route,
 * method, authentication, limits, media type, parse, validate, handler, validate the answer, serialise.
 */
import { createEndpoints } from "./endpoint.js";
import { createFailureAnswer } from "./failures.js";
import { createIdentify, createVerify } from "./identity.js";
import { fromRequest, type Incoming } from "./incoming.js";
import { surround } from "./middleware.js";
import type { Description, Options } from "./options.js";
import { type Outgoing, toResponse } from "./outgoing.js";
import { createRoute, type Found } from "./route.js";
import { LazyScene } from "./scene.js";
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
    const scene = new LazyScene(incoming, endpoint?.operation);
    const fail = (error: unknown) => failures.answer(error, { incoming, scene, endpoint });
    const last = () => answerTo(found, { incoming, platform, scene }).catch(fail);
    const answer = await (middleware.length === 0 ? last() : surround(middleware, scene, { last, fail }));
    if (incoming.method === "HEAD") return { ...answer, withheld: true };
    if (!(answer.body instanceof ReadableStream)) return answer;
    return { ...answer, body: watch(answer.body, (error) => failures.tell(error, { incoming, scene })) };
  }

  async function answerTo(found: Found, { incoming, platform, scene }: Call): Promise<Outgoing> {
    if (found.kind === "failure") throw found.error;
    if (found.kind === "answer") return found.answer;
    const { endpoint, path } = found;
    const principals = await endpoint.authenticate(incoming);
    const content = await endpoint.receive(verify ? await verify(incoming, endpoint) : incoming, path);
    const context = await options.context?.(scene, platform);
    return endpoint.respond(await endpoint.handle(Object.assign(scene, content, { principals, context })));
  }

  return {
    handle,
    fetch: async (request, platform) => toResponse(await handle(fromRequest(request), platform)),
    hasPath: identity?.hasPath ?? hasPath,
  };
}

interface Call {
  readonly incoming: Incoming;
  readonly platform: unknown;
  readonly scene: LazyScene;
}
