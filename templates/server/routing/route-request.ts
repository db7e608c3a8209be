/** Path and method to the endpoint that answers them. */
import type { Endpoint } from "../endpoints.js";
import type { IncomingRequest } from "../http/incoming-request.js";
import { allowance, KNOWN_METHODS } from "../http/methods.js";
import type { OutgoingResponse } from "../http/outgoing-response.js";
import { HttpProblem } from "../http/problem.js";
import type { AnyServerOptions } from "../options.js";
import { createRouter } from "./path-router.js";

/** Who answers: an endpoint, or nobody but we. */
export type RouteResult =
  | { readonly kind: "endpoint"; readonly endpoint: Endpoint; readonly path: Captures }
  | { readonly kind: "answer"; readonly response: OutgoingResponse }
  /** A problem, as a rule. */
  | { readonly kind: "failure"; readonly error: unknown };

export type Route = (incoming: Pick<IncomingRequest, "method" | "path">) => RouteResult;

export interface Routes {
  readonly route: Route;
  readonly hasPath: (path: string) => boolean;
}

/** Throws a `TypeError` where an option is wrong. */
export function createRoute(endpoints: readonly Endpoint[], { basePath = "" }: AnyServerOptions): Routes {
  if (!/^(?:\/.*[^/])?$/.test(basePath)) throw new TypeError("basePath must begin with a slash and not end with one");
  const known = new Set([...KNOWN_METHODS, ...endpoints.map(({ operation }) => operation.method)]);
  const look = createRouter(endpoints.map((value) => ({ ...value.operation, value })));
  const start = `${basePath}/`;
  const find = (path: string) => (path.startsWith(start) ? look(path.slice(basePath.length)) : undefined);

  function route({ method, path }: Pick<IncomingRequest, "method" | "path">): RouteResult {
    const match = find(path);
    if (!match) return path === "*" ? aboutEverything(method) : nothing();
    const choice = match.methods.get(method) ?? (method === "HEAD" ? match.methods.get("GET") : undefined);
    if (choice && !choice.admits(match.texts)) return nothing();
    if (choice) return { kind: "endpoint", endpoint: choice.value, path: new Captures(choice.names, match.texts) };
    return refuseMethod(method, match.methods);
  }

  function refuseMethod(method: string, methods: ReadonlyMap<string, unknown>): RouteResult {
    const allow = allowance(methods);
    if (method === "OPTIONS") {
      return { kind: "answer", response: { status: 204, headers: [["allow", allow]], body: null } };
    }
    if (!known.has(method)) return problem(501, "The method is unknown here.");
    return problem(405, `This path answers ${allow}.`, [["allow", allow]]);
  }

  return { route, hasPath: (path) => find(path) !== undefined };
}

/** RFC 9110 §9.3.7: `OPTIONS *` is a way to ask whether somebody is there. */
function aboutEverything(method: string): RouteResult {
  if (method !== "OPTIONS") return nothing();
  return { kind: "answer", response: { status: 204, headers: [], body: null } };
}

export function nothing(): RouteResult {
  return problem(404, "There is nothing at this path.");
}

function problem(status: number, detail: string, headers: HttpProblem["headers"] = []): RouteResult {
  return { kind: "failure", error: new HttpProblem(status, { detail }, headers) };
}

/** What the expressions of a template have matched. */
class Captures {
  readonly #names: readonly string[];
  readonly #texts: readonly string[];

  constructor(names: readonly string[], texts: readonly string[]) {
    this.#names = names;
    this.#texts = texts;
  }

  get(name: string): string | undefined {
    return this.#texts[this.#names.indexOf(name)];
  }
}
