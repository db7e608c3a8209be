/** Calls the hooks of a webhook receiver: `identify` to find the operation, `verify` to check the signature. */
import type { Endpoint } from "../endpoints.js";
import type { IncomingRequest } from "../http/incoming-request.js";
import { HttpProblem } from "../http/problem.js";
import { DEFAULT_LIMITS } from "../limits.js";
import type { AnyServerOptions } from "../options.js";
import { type RouteResult, notFound, type RouteRequest } from "../routing/route-request.js";
import { LazyDelivery, readBodyBytes, withBodyBytes } from "./delivery.js";

/** Routing by `options.identify` instead of by path. */
export interface WebhookIdentifier {
  /** Returns the routing result, and the request, whose body has been read. Never rejects. */
  readonly identify: (
    incoming: IncomingRequest,
  ) => Promise<{ readonly incoming: IncomingRequest; readonly routed: RouteResult }>;
  readonly hasPath: (path: string) => boolean;
}

/**
 * Returns the identifier, or undefined if there is no `options.identify`. With one, `createWebhookReceiver` uses
 * operation ids as paths.
 */
export function createWebhookIdentifier(route: RouteRequest, options: AnyServerOptions): WebhookIdentifier | undefined {
  if (!options.identify) return undefined;
  const { basePath = "" } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const hasPath = (path: string) => path === basePath || path === `${basePath}/`;

  async function identify(
    incoming: IncomingRequest,
  ): Promise<{ readonly incoming: IncomingRequest; readonly routed: RouteResult }> {
    if (!hasPath(incoming.path)) return { incoming, routed: notFound() };
    try {
      const bytes = await readBodyBytes(incoming, limits);
      const withBody = withBodyBytes(incoming, bytes);
      const id = await options.identify?.(new LazyDelivery(withBody, undefined, bytes));
      if (id === undefined) return { incoming: withBody, routed: notFound() };
      const { method, query, headers } = incoming;
      return {
        incoming: withBody,
        routed: route({ method, query, headers, path: `${basePath}/${encodeURIComponent(id)}` }),
      };
    } catch (error) {
      return { incoming, routed: { kind: "error", error } };
    }
  }

  return { identify, hasPath };
}

/**
 * Returns the function that verifies the signature of a request, or undefined if there is no `options.verify`. The
 * function resolves to the request with its body read, or rejects with a problem of status 401.
 */
export function createVerifySignature(
  options: AnyServerOptions,
): ((incoming: IncomingRequest, endpoint: Endpoint) => Promise<IncomingRequest>) | undefined {
  if (!options.verify) return undefined;
  return async (incoming, { operation, limits }) => {
    const bytes = await readBodyBytes(incoming, limits);
    const withBody = withBodyBytes(incoming, bytes);
    if (await options.verify?.(new LazyDelivery(withBody, operation, bytes))) return withBody;
    throw new HttpProblem(401, { detail: "The signature is invalid." }, [["www-authenticate", "Signature"]]);
  };
}
