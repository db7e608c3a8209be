/** CORS for browsers. https://fetch.spec.whatwg.org/#http-cors-protocol */
import type { Middleware } from "../../templates/server/middleware.ts";

/** Returns middleware that permits requests from `origins`. `*` permits all. */
export function corsMiddleware(origins: readonly string[]): Middleware {
  return async ({ request }, next) => {
    const { headers, method } = request;
    const origin = headers.get("origin");
    const allowed = origin !== null && (origins.includes("*") || origins.includes(origin)) ? origin : undefined;
    const asked = headers.get("access-control-request-method");
    if (allowed !== undefined && method === "OPTIONS" && asked !== null) {
      const wanted = headers.get("access-control-request-headers");
      return new Response(null, {
        status: 204,
        headers: {
          ...allowOriginHeaders(allowed),
          "access-control-allow-methods": asked,
          ...(wanted !== null && { "access-control-allow-headers": wanted }),
          "access-control-max-age": "600",
        },
      });
    }
    const response = await next();
    if (allowed === undefined) return response;
    const exposed = response.headers.map(([name]) => name).join(", "); // in responses to requests with credentials, `*` is not a wildcard
    const lines = Object.entries({ ...allowOriginHeaders(allowed), "access-control-expose-headers": exposed });
    return { ...response, headers: [...response.headers, ...lines] };
  };
}

function allowOriginHeaders(origin: string): Readonly<Record<string, string>> {
  return { "access-control-allow-origin": origin, "access-control-allow-credentials": "true", vary: "origin" };
}
