/**
 * Chooses between operations with the same path template and method. Descriptions tell them apart by a query or a
 * fragment in the path, such as `/?Action=List` or `/#Action=List`.
 */
import type { Endpoint } from "../endpoints.js";
import type { IncomingRequest } from "../http/incoming-request.js";
import type { OperationSpec } from "../../runtime/operation.js";
import type { MethodRoute } from "./path-router.js";

/** The parts of a request that routing reads. */
export type RoutedRequest = Pick<IncomingRequest, "method" | "path" | "query" | "headers">;

/**
 * Returns the route that a request matches, or undefined. A route matches if the request has the query of its path, and
 * the longest query wins. Among equals, constant parameters decide, then the order of the description.
 */
export function chooseEndpoint(
  routes: readonly MethodRoute<Endpoint>[],
  request: RoutedRequest,
): MethodRoute<Endpoint> | undefined {
  const [only] = routes;
  if (routes.length === 1 && only?.value.operation.target?.query === undefined) return only;
  const query = new URLSearchParams(request.query);
  const matching = routes.filter(({ value }) => hasPairs(query, value.operation.target?.query ?? ""));
  const longest = Math.max(0, ...matching.map(queryLength));
  const best = matching.filter((route) => queryLength(route) === longest);
  return best.find(({ value }) => hasConstants(value.operation, query, request)) ?? best[0];
}

function queryLength({ value }: MethodRoute<Endpoint>): number {
  return value.operation.target?.query?.length ?? 0;
}

function hasPairs(query: URLSearchParams, wanted: string): boolean {
  return [...new URLSearchParams(wanted)].every(([name, value]) => query.getAll(name).includes(value));
}

function hasConstants({ parameters = [] }: OperationSpec, query: URLSearchParams, request: RoutedRequest): boolean {
  return parameters.every(({ constant, in: place, name }) => {
    if (constant === undefined) return true;
    if (place === "query") return query.getAll(name).includes(String(constant));
    return place !== "header" || request.headers.get(name.toLowerCase()) === String(constant);
  });
}
