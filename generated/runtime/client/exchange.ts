/** A call that is ready to be sent becomes requests: each built anew, with the credentials of its moment. */
import { mergeHeaders } from "openapi-fetch";
import { encodeParameters } from "../wire/parameters.js";
import { discard } from "../wire/reading.js";
import { responseKey } from "./responses.js";
import { findCredentials, keepCredentials, type SentCredential } from "./auth.js";
import type { SettledOptions } from "./call-options.js";
import { type MiddlewareContext, runMiddleware } from "./middleware.js";
import { followRedirects } from "./redirects.js";
import type { RetriedCall } from "./retry-policy.js";

/** Encoded, but for the credentials. */
export interface ClientExchange extends RetriedCall {
  readonly options: SettledOptions;
  /** Follows the base URL. */
  readonly path: string;
  /** To be joined with `&`. */
  readonly query: readonly string[];
  /** To be joined with `; `. */
  readonly cookies: readonly string[];
  readonly body: BodyInit | undefined;
  /** Keeps what is sent from being collected while the call goes on: see `deadline.ts`. */
  readonly hold: (request: Request) => void;
  /** The caller's values, for middleware to read. */
  readonly params: MiddlewareContext["params"];
}

/** Sends a call, once more where the answer is 401 and a provider has another credential by now. */
export async function sendOnce(exchange: ClientExchange, signal: AbortSignal): Promise<Response> {
  const { operation, options, isReplayable } = exchange;
  const credentials = await findCredentials(operation, options.auth);
  const response = await sendWith(credentials, exchange, signal);
  if (response.status !== 401 || !isReplayable) return response;
  const renewed = await findCredentials(operation, options.auth, credentials);
  if (JSON.stringify(renewed) === JSON.stringify(credentials)) return response;
  discard(response.body);
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
  // where a redirect might be followed, `fetch` keeps a copy of the stream, all of it, to send it again
  const stream = body instanceof ReadableStream && ({ duplex: "half", redirect: "error" } as const);
  const request = new Request(baseUrl + path + (query && `?${query}`), {
    ...init,
    method,
    headers,
    body: body ?? null,
    signal,
    redirect: "manual",
    ...stream,
  });
  // what a framework's own `fetch` looks for
  for (const [name, value] of Object.entries(init)) if (!(name in request)) Reflect.set(request, name, value);
  const context = {
    request,
    schemaPath,
    operation: operation.id as never, // one of those that the middleware is written for
    params,
    id: Math.random().toString(36).slice(2),
    options: {
      baseUrl,
      fetch: (input: RequestInfo | URL, own?: RequestInit) => fetch(new Request(input, own)),
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
  hold(request); // what middleware makes of it follows its signal
  return runMiddleware(middleware, context, async (sent) => {
    signal.throwIfAborted(); // while credentials were fetched, or middleware ran
    keepCredentials(credentials, sent.url, options.authOrigins);
    // one that the description names is an answer
    return followRedirects(sent, send, (status) => !["default", undefined].includes(responseKey(operation, status)));
  });
}
