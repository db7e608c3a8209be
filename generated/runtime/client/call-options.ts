/** What a caller may say about requests: for all calls of a sender, and anew for one. */
import type { HeadersOptions } from "openapi-fetch";
import type { OperationSpec, ServerSpec } from "../operation.js";
import type { ParameterInput } from "../wire/parameters.js";
import type { AnyResult } from "./responses.js";
import { absoluteUrl, parseUrl } from "./base-url.js";
import type { Middleware } from "./middleware.js";
import type { RetryPolicy } from "./retry-policy.js";

/** Beside these, what `RequestInit` has: `signal`, `credentials`, `mode`, `cache` … `Id` are the ids of the operations. */
export interface CallOptions<Auth extends object = object, Id extends string = string> extends Omit<
  RequestInit,
  OwnInit
> {
  /** http or https; a relative one only in a browser. Its path stays in front of the operation's. */
  readonly baseUrl?: string;
  /**
   * By the key of the security scheme. Those of the sender go to the origin of its own base URL only, and to
   * `authOrigins`: a call with another base URL brings its own.
   */
  readonly auth?: Auth;
  /** A call's stand above what the operation sends by itself, the sender's below; null leaves a header out. */
  readonly headers?: HeadersOptions;
  /** Other origins that the sender's credentials may be sent to, such as `https://uploads.example.com`. */
  readonly authOrigins?: readonly string[];
  /** In openapi-fetch's shape; a call's stand behind the sender's. */
  readonly middleware?: readonly Middleware<Id>[];
  /** Whether and when a request is sent again. Default: never; `retries` is such a policy. */
  readonly retry?: RetryPolicy | undefined;
  /** Holds requests and answers against the description. Default: nobody does; `validating` is what does. */
  readonly validation?: CallValidation | undefined;
  /** Default: the platform's. It is given requests with `redirect: "manual"` (see `redirects.ts`). */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Milliseconds, reading the answer included. Default: 30,000; `Infinity` for none. */
  readonly timeout?: number;
  /** Bytes of an answer that is held in memory: text, JSON, a form. Default: 10 MiB. */
  readonly maxBody?: number;
}

/** Sees values as they travel. */
export interface CallValidation {
  /** The input to send, or another in its place: items are looked at as they are sent. Throws where it must not be sent. */
  readonly request: (operation: OperationSpec, input: AnyInput) => AnyInput;
  /** The result, or another in its place. Throws where there is to be none. */
  readonly response: (operation: OperationSpec, result: AnyResult) => AnyResult;
}

/** What operations take, whichever it is. */
export interface AnyInput extends ParameterInput {
  readonly body?: unknown;
  readonly contentType?: string;
}

/** What the operation, or `redirects.ts`, decides. */
type OwnInit = "body" | "headers" | "method" | "redirect" | "window";

export interface SenderOptions<Auth extends object = object, Id extends string = string> extends CallOptions<Auth, Id> {
  /** Asked where there is no `baseUrl`, and the operation has no server of its own. */
  readonly server?: ServerSpec | undefined;
}

/** Nothing left to default. */
export interface SettledOptions {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly auth: object;
  /** Where credentials may go: also by the way of middleware. */
  readonly authOrigins: readonly string[];
  /** Those that stand below the operation's, and those that stand above. */
  readonly headers: {
    readonly below: readonly (HeadersOptions | undefined)[];
    readonly above: HeadersOptions | undefined;
  };
  readonly middleware: readonly Middleware<never>[];
  readonly retry: RetryPolicy | undefined;
  readonly validation: CallValidation | undefined;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly timeout: number;
  readonly maxBody: number;
  readonly signal: AbortSignal | null;
  readonly init: RequestInit;
}

/** Throws a `TypeError` where there is no base URL to send to. */
export function settleOptions(
  operation: Pick<OperationSpec, "servers">,
  sender: SenderOptions<object, never>,
  call: CallOptions<object, never>,
): SettledOptions {
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
    maxBody = 10 * 2 ** 20,
    signal = null,
    ...init
  } = { ...all, ...call };
  const home = parseUrl(sender.baseUrl ?? urlOf(server), globalThis.location?.href); // it may be relative itself
  const baseUrl = absoluteUrl(call.baseUrl ?? sender.baseUrl ?? urlOf(operation.servers?.[0]), home?.href);
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
    maxBody,
    signal,
    init,
  };
}

const NO_CREDENTIALS: HeadersOptions = { authorization: null, cookie: null };

function urlOf(server: ServerSpec | undefined): string | undefined {
  return server && (server.default ?? server.url);
}
