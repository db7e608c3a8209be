/**
 * Access tokens of OAuth 2.0 as credentials: fetched on first use, shared by all calls, and fetched again when they
 * expire or the server rejects them. RFC 6749.
 *
 *     const token = clientCredentials({ tokenUrl: "https://auth.example.com/token", clientId, clientSecret });
 *     const api = createApi({ auth: { OAuth: token } });
 */
import { withCode } from "../error-codes.js";
import { isRecord } from "../wire/records.js";
import { readText } from "../wire/read-text.js";
import { startDeadline } from "./deadline.js";
import { type Renewed, type RenewableOptions, renewable } from "./renewable.js";

/** A token endpoint and the client that uses it. */
export interface TokenEndpoint extends RenewableOptions {
  /** The URL of the token endpoint. Redirects are not followed. */
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Absent for a public client, which sends its id only. */
  readonly clientSecret?: string;
  /** The place of id and secret: the header `Authorization` (RFC 6749 §2.3.1) or the body. Default: `header`. */
  readonly clientAuthentication?: "header" | "body";
  /** The scopes to request. Default: those that the server grants by itself. */
  readonly scopes?: readonly string[];
  /** Further parameters of the request, such as `audience` or `resource`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The `fetch` function. Default: the function of the platform. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** The timeout of a request in milliseconds. Default: 30,000. */
  readonly timeout?: number;
}

/** The tokens of a response. RFC 6749 §5.1 */
export interface IssuedTokens {
  readonly accessToken: string;
  /** A new refresh token, if the server has replaced the one that was sent. */
  readonly refreshToken: string | undefined;
  /** Milliseconds until the access token expires. Undefined if the server does not say. */
  readonly lifetime: number | undefined;
}

type TokenProvider = ReturnType<typeof renewable<string>>;

/** Returns a provider for the option `auth`. It uses the grant for client credentials. RFC 6749 §4.4 */
export function clientCredentials(endpoint: TokenEndpoint): TokenProvider {
  const parameters = { grant_type: "client_credentials", ...scopeParameter(endpoint) };
  return renewable(async () => credentialOf(await requestTokens(endpoint, parameters)), endpoint);
}

/** Options of `refreshTokens`. */
export interface RefreshOptions extends TokenEndpoint {
  readonly refreshToken: string;
  /** Runs after each refresh, before the new access token is used. Store the refresh token here if it has changed. */
  readonly onRefresh?: (tokens: IssuedTokens) => void | Promise<void>;
}

/** Returns a provider for the option `auth`. It exchanges a refresh token for access tokens. RFC 6749 §6 */
export function refreshTokens({ refreshToken, onRefresh, ...endpoint }: RefreshOptions): TokenProvider {
  let current = refreshToken;
  return renewable(async () => {
    const tokens = await requestTokens(endpoint, {
      grant_type: "refresh_token",
      refresh_token: current,
      ...scopeParameter(endpoint),
    });
    current = tokens.refreshToken ?? current;
    await onRefresh?.(tokens);
    return credentialOf(tokens);
  }, endpoint);
}

function scopeParameter({ scopes }: TokenEndpoint): Record<string, string> {
  return scopes === undefined ? {} : { scope: scopes.join(" ") };
}

function credentialOf({ accessToken, lifetime }: IssuedTokens): Renewed<string> {
  return { credential: accessToken, lifetime };
}

/** The limit in bytes of a response with tokens. */
const MAX_BODY = 2 ** 20;

/** Requests tokens. Rejects with a `token-refused` error that contains no token, or if the endpoint cannot be reached. */
async function requestTokens(endpoint: TokenEndpoint, grant: Record<string, string>): Promise<IssuedTokens> {
  const { tokenUrl, fetch = globalThis.fetch, timeout = 30_000, parameters } = endpoint;
  const body = new URLSearchParams({ ...parameters, ...grant });
  const headers = new Headers({ accept: "application/json", "content-type": "application/x-www-form-urlencoded" });
  authenticateClient(endpoint, headers, body);
  const deadline = startDeadline(timeout);
  try {
    const request = new Request(tokenUrl, {
      method: "POST",
      headers,
      body: body.toString(),
      redirect: "error",
      signal: deadline.signal,
    });
    const response = await deadline.within(fetch(request));
    const { text } = await deadline.within(readText(response, MAX_BODY));
    return tokensOf(response, text);
  } finally {
    deadline.end();
  }
}

/** Adds id and secret. In the header, both are form-encoded first. RFC 6749 §2.3.1 */
function authenticateClient(
  { clientId, clientSecret, clientAuthentication = "header" }: TokenEndpoint,
  headers: Headers,
  body: URLSearchParams,
): void {
  if (clientSecret === undefined || clientAuthentication === "body") {
    body.set("client_id", clientId);
    if (clientSecret !== undefined) body.set("client_secret", clientSecret);
    return;
  }
  const encoded = [clientId, clientSecret].map((text) => new URLSearchParams({ "": text }).toString().slice(1));
  headers.set("authorization", `Basic ${btoa(encoded.join(":"))}`);
}

function tokensOf({ ok, status }: Response, text: string): IssuedTokens {
  const data = parseObject(text);
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = data;
  if (!ok || typeof accessToken !== "string") {
    // RFC 6749 §5.2: `error` is a code, and `error_description` is for developers
    const reasons = [data["error"], data["error_description"]].filter((one) => typeof one === "string");
    const reason = reasons.length === 0 ? "has no access token" : `says ${reasons.join(": ")}`;
    throw withCode(
      "token-refused",
      new Error(`the token endpoint refused: the response of status ${status} ${reason}`),
    );
  }
  return {
    accessToken,
    refreshToken: typeof refreshToken === "string" ? refreshToken : undefined,
    lifetime: Number(seconds) > 0 ? Number(seconds) * 1000 : undefined, // some servers send a string
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(text);
    return isRecord(data) ? data : {};
  } catch {
    return {};
  }
}
