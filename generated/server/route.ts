/** Path and method to the endpoint that answers them. */
import type { Endpoint } from "./endpoint.js";
import type { Incoming } from "./incoming.js";
import { allowance, KNOWN_METHODS } from "./methods.js";
import type { Options } from "./options.js";
import type { Outgoing } from "./outgoing.js";
import { HttpProblem } from "./problem.js";
import { createRouter, type Match } from "./router.js";

/** Who answers: an endpoint, or nobody but we. */
export type Found =
  | { readonly kind: "endpoint"; readonly endpoint: Endpoint; readonly path: Readonly<Record<string, string>> }
  | { readonly kind: "answer"; readonly answer: Outgoing }
  /** A problem, as a rule. */
  | { readonly kind: "failure"; readonly error: unknown };

export type Route = (incoming: Pick<Incoming, "method" | "path">) => Found;

export interface Routes {
  readonly route: Route;
  readonly hasPath: (path: string) => boolean;
}

/** Throws a `TypeError` where an option is wrong. */
export function createRoute(endpoints: readonly Endpoint[], { basePath = "" }: Options): Routes {
  if (!/^(?:\/.*[^/])?$/.test(basePath)) throw new TypeError("basePath must begin with a slash and not end with one");
  const known = new Set([...KNOWN_METHODS, ...endpoints.map(({ operation }) => operation.method)]);
  const look = createRouter(endpoints.map((value) => ({ ...value.operation, value })));
  const find = (path: string) => (path.startsWith(`${basePath}/`) ? look(path.slice(basePath.length)) : undefined);

  function route({ method, path }: Pick<Incoming, "method" | "path">): Found {
    const match = find(path);
    if (!match) return path === "*" ? aboutEverything(method) : nothing();
    const choice = match.methods.get(method) ?? (method === "HEAD" ? match.methods.get("GET") : undefined);
    if (choice) return { kind: "endpoint", endpoint: choice.value, path: pathOf(choice.names, match) };
    return refuseMethod(method, match.methods);
  }

  function refuseMethod(method: string, methods: ReadonlyMap<string, unknown>): Found {
    const allow = allowance(methods);
    if (method === "OPTIONS") {
      return { kind: "answer", answer: { status: 204, headers: [["allow", allow]], body: null } };
    }
    if (!known.has(method)) return problem(501, "The method is unknown here.");
    return problem(405, `This path answers ${allow}.`, [["allow", allow]]);
  }

  return { route, hasPath: (path) => find(path) !== undefined };
}

/** RFC 9110 §9.3.7: `OPTIONS *` is a way to ask whether somebody is there. */
function aboutEverything(method: string): Found {
  if (method !== "OPTIONS") return nothing();
  return { kind: "answer", answer: { status: 204, headers: [], body: null } };
}

export function nothing(): Found {
  return problem(404, "There is nothing at this path.");
}

function problem(status: number, detail: string, headers: HttpProblem["headers"] = []): Found {
  return { kind: "failure", error: new HttpProblem(status, { detail }, headers) };
}

/** Names come from the description, and one may be called `__proto__`. */
function pathOf(names: readonly string[], { texts }: Match<unknown>): Readonly<Record<string, string>> {
  const path: Record<string, string> = Object.create(null);
  for (const [index, name] of names.entries()) path[name] = texts[index] ?? "";
  return path;
}
