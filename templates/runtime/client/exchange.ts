/** Sending of an encoded call. Each attempt builds a new request with the current credentials. */
import { encodeParameters } from "../wire/parameters.js";
import { cancelBody, isStream } from "../wire/read-text.js";
import { responseKey } from "./responses.js";
import { abortReasonOf } from "./abort.js";
import { findCredentials, checkCredentialOrigin, type SentCredential } from "./auth.js";
import type { ResolvedOptions } from "./call-options.js";
import { mergeHeaders } from "./merge-headers.js";
import { type MiddlewareContext, runMiddleware } from "./middleware.js";
import { followRedirects } from "./redirects.js";
import type { RetriedCall } from "./retry-policy.js";
import type { PlatformBody } from "../platform-types.js";

/** A call with its input encoded. Credentials are added per attempt. */
export interface ClientExchange extends RetriedCall {
  readonly options: ResolvedOptions;
  /** The path that is appended to the base URL. */
  readonly path: string;
  /** Pieces of the query, to be joined with `&`. */
  readonly query: readonly string[];
  /** Pieces of the header `Cookie`, to be joined with `; `. */
  readonly cookies: readonly string[];
  readonly body: PlatformBody | undefined;
  /** Keeps a reference to the request until the call ends. See `Deadline.hold`. */
  readonly hold: (request: Request) => void;
  /** The values that the caller passed, for middleware. */
  readonly params: MiddlewareContext["params"];
}

/** Sends a call. Sends it once more if the status is 401 and a provider now returns another credential. */
export async function sendOnce(exchange: ClientExchange, signal: AbortSignal): Promise<Response> {
  const { operation, options, isReplayable } = exchange;
  const credentials = await findCredentials(operation, options.auth);
  const response = await sendWith(credentials, exchange, signal);
  if (response.status !== 401 || !isReplayable) return response;
  const renewed = await findCredentials(operation, options.auth, credentials);
  if (JSON.stringify(renewed) === JSON.stringify(credentials)) return response;
  cancelBody(response.body);
  return sendWith(renewed, exchange, signal);
}

async function sendWith(
  credentials: readonly SentCredential[],
  { operation, options, path, params, body, hold, ...exchange }: ClientExchange,
  signal: AbortSignal,
): Promise<Response> {
  const { method, path: schemaPath } = operation;
  const { baseUrl, fetch, middleware, init } = options;
  const secret = encodeParameters(
    credentials.map(({ parameter }) => parameter),
    {},
  );
  const query = [...exchange.query, ...secret.query].join("&");
  const cookie = [...exchange.cookies, ...secret.cookies].join("; ");
  const headers = mergeHeaders(
    exchange.headers,
    new Headers(secret.headers),
    cookie ? { cookie } : {},
    options.headers.above,
  );
  // if a redirect could be followed, `fetch` would keep a copy of the whole stream
  const stream = isStream(body) && ({ duplex: "half", redirect: "error" } as const);
  const isSecret = credentials.length > 0 || headers.has("authorization") || headers.has("cookie");
  const request = new Request(baseUrl + path + (query && `?${query}`), {
    ...init,
    method,
    headers,
    body: body ?? null,
    signal,
    redirect: options.redirect === "follow" && !isSecret ? "follow" : "manual",
    ...stream,
  });
  // options of a framework's `fetch`, which `Request` drops
  for (const [name, value] of Object.entries(init)) if (!(name in request)) Reflect.set(request, name, value);
  const context = {
    request,
    schemaPath,
    operation: operation.id as never, // an id of the union that the middleware is typed for
    params,
    id: Math.random().toString(36).slice(2),
    options: {
      baseUrl,
      fetch: (input: string | URL | Request, own?: RequestInit) => fetch(new Request(input, own)),
      parseAs: "stream",
      querySerializer: () => query,
      pathSerializer: () => path,
      bodySerializer: () => body,
    },
  } as const;
  const send = (one: Request) => {
    hold(one);
    return fetch(one);
  };
  hold(request); // requests that middleware derives from it share its signal
  return runMiddleware(middleware, context, async (sent) => {
    if (signal.aborted) throw abortReasonOf(signal); // it can abort while credentials are fetched or middleware runs
    checkCredentialOrigin(credentials, sent.url, options.authOrigins);
    // a documented redirect is a response of the operation
    return followRedirects(sent, send, (status) => !["default", undefined].includes(responseKey(operation, status)));
  });
}
