/** Which webhook a delivery is, and whether it is what it claims to be. */
import { LazyDelivery, readBytes, withBytes } from "./delivery.js";
import type { Endpoint } from "../endpoints.js";
import type { IncomingRequest } from "../http/incoming-request.js";
import { HttpProblem } from "../http/problem.js";
import { DEFAULT_LIMITS } from "../limits.js";
import type { AnyServerOptions } from "../options.js";
import { type RouteResult, nothing, type Route } from "../routing/route-request.js";

export interface Identify {
  readonly identify: (
    incoming: IncomingRequest,
  ) => Promise<{ readonly incoming: IncomingRequest; readonly found: RouteResult }>;
  readonly hasPath: (path: string) => boolean;
}

/** Of operations whose paths are their ids. Undefined where paths tell. */
export function createIdentify(route: Route, options: AnyServerOptions): Identify | undefined {
  if (!options.identify) return undefined;
  const { basePath = "" } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const hasPath = (path: string) => path === basePath || path === `${basePath}/`;

  async function identify(
    incoming: IncomingRequest,
  ): Promise<{ readonly incoming: IncomingRequest; readonly found: RouteResult }> {
    if (!hasPath(incoming.path)) return { incoming, found: nothing() };
    try {
      const bytes = await readBytes(incoming, limits);
      const whole = withBytes(incoming, bytes);
      const id = await options.identify?.(new LazyDelivery(whole, undefined, bytes));
      const { method } = incoming;
      return { incoming: whole, found: id === undefined ? nothing() : route({ method, path: `${basePath}/${id}` }) };
    } catch (error) {
      return { incoming, found: { kind: "failure", error } };
    }
  }

  return { identify, hasPath };
}

/** Resolves to the request with its body read. Rejects with a problem of status 401. Undefined where nobody asks. */
export function createVerify(
  options: AnyServerOptions,
): ((incoming: IncomingRequest, endpoint: Endpoint) => Promise<IncomingRequest>) | undefined {
  if (!options.verify) return undefined;
  return async (incoming, { operation, limits }) => {
    const bytes = await readBytes(incoming, limits);
    const whole = withBytes(incoming, bytes);
    if (await options.verify?.(new LazyDelivery(whole, operation, bytes))) return whole;
    throw new HttpProblem(401, { detail: "The signature does not hold." }, [["www-authenticate", "Signature"]]);
  };
}
