/** Finds the endpoint of a request by its path and method. */
import { withCode } from "../../runtime/error-codes.js";
import type { Endpoint } from "../endpoints.js";
import { allowHeader, KNOWN_METHODS } from "../http/methods.js";
import type { OutgoingResponse } from "../http/outgoing-response.js";
import { HttpProblem } from "../http/problem.js";
import type { AnyServerOptions } from "../options.js";
import { createPathRouter } from "./path-router.js";
import { chooseEndpoint, type RoutedRequest } from "./choose-endpoint.js";
import { escapePath, readSentPath } from "./sent-path.js";

/** The result of routing: an endpoint, a response that needs no endpoint, or an error. */
export type RouteResult =
  | { readonly kind: "endpoint"; readonly endpoint: Endpoint; readonly path: PathParameters }
  | { readonly kind: "response"; readonly response: OutgoingResponse }
  /** Usually an `HttpProblem`. */
  | { readonly kind: "error"; readonly error: unknown };

export type RouteRequest = (incoming: RoutedRequest) => RouteResult;

export interface RequestRouter {
  readonly route: RouteRequest;
  /** Returns true if an endpoint has this path, with any method. */
  readonly hasPath: (path: string) => boolean;
}

/** Creates the router of all endpoints. Throws a `TypeError` if `basePath` is invalid. */
export function createRequestRouter(
  endpoints: readonly Endpoint[],
  { basePath = "", unsafePathStatus = 404, allowEncodedSlashes = true }: AnyServerOptions,
): RequestRouter {
  if (!/^(?:\/.*[^/])?$/.test(basePath)) {
    throw withCode(
      "invalid-option",
      new TypeError("options.basePath must begin with a slash and must not end with one"),
    );
  }
  const known = new Set([...KNOWN_METHODS, ...endpoints.map(({ operation }) => operation.method)]);
  const matchPath = createPathRouter(
    endpoints.map((value) => {
      const { method, path, target } = value.operation;
      return { method, path: target?.path ?? path, value, isShared: target !== undefined };
    }),
  );
  const base = escapePath(basePath);
  const prefix = `${base}/`;
  const find = (path = "") => {
    if (path === base) return matchPath("/"); // both `/base` and `/base/` are the path `/` below the base
    return path.startsWith(prefix) ? matchPath(path.slice(base.length)) : undefined;
  };

  function route(incoming: RoutedRequest): RouteResult {
    const { method, path } = incoming;
    if (path === "*") return routeAsterisk(method);
    const sent = readSentPath(path, allowEncodedSlashes);
    if (sent === undefined) return unsafePath(unsafePathStatus);
    const match = find(sent);
    if (!match) return notFound();
    const candidates = match.methods.get(method) ?? (method === "HEAD" ? match.methods.get("GET") : undefined);
    if (!candidates) return rejectMethod(method, match.methods);
    const candidate = chooseEndpoint(candidates, incoming);
    if (!candidate?.accepts(match.texts)) return notFound();
    return { kind: "endpoint", endpoint: candidate.value, path: new PathParameters(candidate.names, match.texts) };
  }

  function rejectMethod(method: string, methods: ReadonlyMap<string, unknown>): RouteResult {
    const allow = allowHeader(methods);
    if (method === "OPTIONS") {
      return { kind: "response", response: { status: 204, headers: [["allow", allow]], body: null } };
    }
    if (!known.has(method)) return failWith(501, "The server does not know this method.");
    return failWith(405, `This path supports the methods ${allow}.`, [["allow", allow]]);
  }

  return { route, hasPath: (path) => find(readSentPath(path, allowEncodedSlashes)) !== undefined };
}

/** Routes the target `*`: `OPTIONS *` asks whether the server is up (RFC 9110 §9.3.7). */
function routeAsterisk(method: string): RouteResult {
  if (method !== "OPTIONS") return notFound();
  return { kind: "response", response: { status: 204, headers: [], body: null } };
}

/** Returns the result for a path that no operation has. */
export function notFound(): RouteResult {
  return failWith(404, "No operation has this path.");
}

/** Returns the result for a path that other software reads in different ways. */
function unsafePath(status: 400 | 404): RouteResult {
  if (status === 404) return notFound();
  return failWith(
    400,
    "The path must not have dot segments, backslashes or a fragment, and slashes must not be encoded if the server forbids it.",
  );
}

function failWith(status: number, detail: string, headers: HttpProblem["headers"] = []): RouteResult {
  return { kind: "error", error: new HttpProblem(status, { detail }, headers) };
}

/** The percent-encoded path parameters of a request, by name. */
class PathParameters {
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
