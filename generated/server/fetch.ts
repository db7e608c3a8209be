/**
 * The server: a request to an answer, on any platform with the web's `Request` and `Response`. In this order: route,
 * method, authentication, limits, media type, parse, validate, handler, validate the answer, serialise.
 */
import { createEndpoint, type Endpoint } from "./endpoint.js";
import { createFailureAnswer } from "./failures.js";
import { fromRequest, type Incoming } from "./incoming.js";
import { chooseMethod, KNOWN_METHODS } from "./methods.js";
import type { Description, Options } from "./options.js";
import { type Outgoing, toResponse } from "./outgoing.js";
import { HttpProblem } from "./problem.js";
import { createRouter, type Match } from "./router.js";
import { LazyScene } from "./scene.js";

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
  const endpoints = description.operations.map((one) => createEndpoint(one, description, handlers, options));
  const find = createFinder(endpoints, options);
  const known = new Set([...KNOWN_METHODS, ...endpoints.map(({ operation }) => operation.method)]);
  const answerFailure = createFailureAnswer(options);

  async function handle(incoming: Incoming, platform?: unknown): Promise<Outgoing> {
    let endpoint: Endpoint | undefined;
    let answer: Outgoing;
    try {
      const match = find(incoming.path);
      if (!match) throw new HttpProblem(404, { detail: "There is nothing at this path." });
      const choice = chooseMethod(match.methods, incoming.method, known);
      if (!("value" in choice)) return choice;
      endpoint = choice.value;
      answer = await run(endpoint, { incoming, platform, path: pathOf(choice.names, match) });
    } catch (error) {
      answer = await answerFailure(error, incoming, endpoint);
    }
    return incoming.method === "HEAD" ? { ...answer, withheld: true } : answer;
  }

  async function run(endpoint: Endpoint, { incoming, platform, path }: Call): Promise<Outgoing> {
    const { operation } = endpoint;
    const principals = await endpoint.authenticate(incoming);
    const content = await endpoint.receive(incoming, path);
    const scene = new LazyScene(incoming, operation);
    const context = options.context && (await options.context(scene, platform));
    const input = Object.assign(scene, content, { principals, context });
    return endpoint.respond(await endpoint.handle(input));
  }

  return {
    handle,
    fetch: async (request, platform) => toResponse(await handle(fromRequest(request), platform)),
    hasPath: (path) => find(path) !== undefined,
  };
}

interface Call {
  readonly incoming: Incoming;
  readonly platform: unknown;
  readonly path: Readonly<Record<string, string>>;
}

function createFinder(endpoints: readonly Endpoint[], { basePath = "", limits = {} }: Options) {
  if (!/^(?:\/.*[^/])?$/.test(basePath)) throw new TypeError("basePath must begin with a slash and not end with one");
  for (const id of Object.keys(limits.operations ?? {})) {
    const isKnown = endpoints.some(({ operation }) => operation.id === id);
    if (!isKnown) throw new TypeError(`limits: no operation is called ${id}`);
  }
  const route = createRouter(endpoints.map((value) => ({ ...value.operation, value })));
  return (path: string): Match<Endpoint> | undefined =>
    path.startsWith(`${basePath}/`) ? route(path.slice(basePath.length)) : undefined;
}

/** Names come from the description, and one may be called `__proto__`. */
function pathOf(names: readonly string[], { texts }: Match<Endpoint>): Readonly<Record<string, string>> {
  const path: Record<string, string> = Object.create(null);
  for (const [index, name] of names.entries()) path[name] = texts[index] ?? "";
  return path;
}
