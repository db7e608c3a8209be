/** Options of requests: for all calls of a sender, or for a single call. */
import type { OperationSpec, ServerSpec } from "../operation.js";
import type { ParameterInput } from "../wire/parameters.js";
import type { AnyResult } from "./responses.js";
import { absoluteUrl, pageOrigin, parseUrl } from "./base-url.js";
import type { ReadingChoice } from "./leniently.js";
import type { HeadersOptions } from "./merge-headers.js";
import type { Middleware } from "./middleware.js";
import type { RetryPolicy } from "./retry-policy.js";
import type { PlatformRedirect } from "../platform-types.js";

/**
 * Options of a call. Options of `RequestInit` are permitted, too: `signal`, `credentials`, `mode`, `cache` and others.
 * `Id` is the union of operation ids.
 */
export interface CallOptions<Auth extends object = object, Id extends string = string> extends Omit<
  RequestInit,
  ClientInit
> {
  /** The URL that paths of operations are appended to. A relative URL is permitted in browsers only. */
  readonly baseUrl?: string;
  /**
   * Credentials by security scheme name. Credentials of `createApi` are sent only to the origin of its own base URL and
   * to `authOrigins`. A call with another `baseUrl` passes its own credentials.
   */
  readonly auth?: Auth;
  /**
   * Headers of the request. Headers of `createApi` have the lowest rank, then follow those of the operation and those
   * of the call. The value null removes a header of lower rank.
   */
  readonly headers?: HeadersOptions;
  /** Further origins that may receive the credentials of `createApi`, such as `https://uploads.example.com`. */
  readonly authOrigins?: readonly string[];
  /** Middleware with the hooks of openapi-fetch. Middleware of a call runs after the middleware of `createApi`. */
  readonly middleware?: readonly Middleware<Id>[];
  /** The policy that repeats failed requests. Default: no retries. `retries()` creates a policy. */
  readonly retry?: RetryPolicy | undefined;
  /** Validation of requests and responses. Default: none. `validating()` creates it from the generated validators. */
  readonly validation?: CallValidation | undefined;
  /**
   * The `fetch` function. Default: the function of the platform. Its requests have `redirect: "manual"`, because the
   * client follows redirects itself. `fetchByUrl` adapts functions that take a URL and options.
   */
  readonly fetch?: (request: Request) => Promise<Response>;
  /**
   * The timeout of the call in milliseconds, including the time to read the body, but not a stream. Default: 30,000.
   * `Infinity` disables it.
   */
  readonly timeout?: number;
  /**
   * The handling of redirects. `manual`: the client follows redirects of GET and HEAD within one origin. `follow`: the
   * platform follows all redirects, if the request has no credentials. Browsers need it, because they hide the target of
   * a redirect. `error` does what `manual` does, which is the default.
   */
  readonly redirect?: PlatformRedirect;
  /**
   * The choice of the content by which a response is read. Default: the one that its media type matches. `leniently` also
   * reads JSON under another media type.
   */
  readonly reading?: ReadingChoice | undefined;
  /** The limit in bytes for a response body that is read into memory: text, JSON, forms. Default: 10 MiB. */
  readonly maxBody?: number;
}

/** Validation of a call. It sees values in their JSON types, before or after any conversion. */
export interface CallValidation {
  /**
   * Returns the input to send: the given one, or a copy whose items are validated while they are sent. Throws if the
   * request must not be sent.
   */
  readonly request: (operation: OperationSpec, input: AnyInput) => AnyInput;
  /** Returns the result of the call: the given one or a replacement. Throws if the call must reject. */
  readonly response: (operation: OperationSpec, result: AnyResult) => AnyResult;
}

/** The input of any operation. */
export interface AnyInput extends ParameterInput {
  readonly body?: unknown;
  readonly contentType?: string;
}

/** The options of `RequestInit` that the client sets itself. */
type ClientInit = "body" | "headers" | "method" | "redirect" | "window";

export interface SenderOptions<Auth extends object = object, Id extends string = string> extends CallOptions<Auth, Id> {
  /** The server to use if there is no `baseUrl` and the operation has no servers of its own. */
  readonly server?: ServerSpec | undefined;
}

/** Options of a call after the defaults and the sender's options are applied. */
export interface ResolvedOptions {
  /** The absolute URL without a trailing slash. */
  readonly baseUrl: string;
  readonly auth: object;
  /** The origins that may receive credentials. */
  readonly authOrigins: readonly string[];
  /** Headers that the operation's headers override, and headers that override the operation's. */
  readonly headers: {
    readonly below: readonly (HeadersOptions | undefined)[];
    readonly above: HeadersOptions | undefined;
  };
  readonly middleware: readonly Middleware<never>[];
  readonly retry: RetryPolicy | undefined;
  readonly validation: CallValidation | undefined;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly timeout: number;
  readonly redirect: PlatformRedirect;
  readonly reading: ReadingChoice | undefined;
  readonly maxBody: number;
  readonly signal: AbortSignal | null;
  readonly init: RequestInit;
}

/**
 * Merges the options of a call with those of its sender and with the defaults. Throws a `TypeError` if there is no
 * valid base URL.
 */
export function resolveOptions(
  operation: Pick<OperationSpec, "servers">,
  sender: SenderOptions<object, never>,
  call: CallOptions<object, never>,
): ResolvedOptions {
  const { server, ...all } = sender;
  const {
    baseUrl: _baseUrl,
    auth: _auth,
    headers: _headers,
    middleware: _middleware,
    authOrigins = [],
    retry,
    validation,
    fetch = globalThis.fetch,
    timeout = 30_000,
    redirect = "manual",
    reading,
    maxBody = 10 * 2 ** 20,
    signal = null,
    ...init
  } = { ...all, ...call };
  const home = parseUrl(sender.baseUrl ?? defaultServerUrl(server), pageOrigin()); // the sender's base URL can be relative, too
  const baseUrl = absoluteUrl(call.baseUrl ?? sender.baseUrl ?? defaultServerUrl(operation.servers?.[0]), home?.href);
  const { origin } = new URL(baseUrl);
  const isAtHome = authOrigins.includes(origin) || home?.origin === origin;
  return {
    baseUrl,
    auth: { ...(isAtHome && sender.auth), ...call.auth },
    authOrigins: [origin, ...authOrigins],
    headers: { below: [sender.headers, isAtHome ? {} : NO_CREDENTIALS], above: call.headers },
    middleware: [...(sender.middleware ?? []), ...(call.middleware ?? [])],
    retry,
    validation,
    fetch,
    timeout,
    redirect,
    reading,
    maxBody,
    signal,
    init,
  };
}

const NO_CREDENTIALS: HeadersOptions = { authorization: null, cookie: null };

function defaultServerUrl(server: ServerSpec | undefined): string | undefined {
  return server && (server.default ?? server.url);
}
