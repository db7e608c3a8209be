/**
 * The client of openapi-fetch, typed by `paths`: `client.GET("/clients")`. It shares the base URL, headers, middleware,
 * credentials, constant parameters and redirects of `createApi`. Encoding and results are those of openapi-fetch.
 */
import createClient, { type Client, type Middleware, type MiddlewareCallbackParams } from "openapi-fetch";
import { withCode } from "../error-codes.js";
import type { OperationSpec, TargetSpec } from "../operation.js";
import { type EncodedParameters, encodeParameters } from "../wire/parameters.js";
import { cancelBody } from "../wire/read-text.js";
import { findCredentials, checkCredentialOrigin, type SentCredential } from "./auth.js";
import { pageOrigin, parseUrl } from "./base-url.js";
import { type SenderOptions, resolveOptions } from "./call-options.js";
import { mergeHeaders } from "./merge-headers.js";
import { followRedirects } from "./redirects.js";

/**
 * Creates the client. `operations` supply the security and the constant parameters of each path. Throws a `TypeError`
 * if no base URL is known.
 */
export function createFacade<Paths extends object>(
  options: SenderOptions<object, never>,
  operations: readonly OperationSpec[],
): Client<Paths> {
  const { baseUrl, auth, authOrigins, headers, middleware, fetch, init } = resolveOptions({}, options, {});
  const client = createClient<Paths>({
    ...init,
    baseUrl,
    headers: mergeHeaders(...headers.below),
    redirect: "manual",
    fetch: (request) => followRedirects(request, fetch, () => false),
  });
  const find = ({ schemaPath, request }: Pick<MiddlewareCallbackParams, "schemaPath" | "request">) =>
    operations.find(({ path, method }) => path === schemaPath && method === request.method);
  const isRenewable = Object.values(auth).some((one) => typeof one === "function");
  const sent = new WeakMap<object, SentCall>(); // by the options object that openapi-fetch creates per call
  const prepare: Middleware = {
    async onRequest({ request: given, schemaPath, params, options: call }) {
      let request = given;
      const asked = new URL(request.url).origin;
      if (asked !== parseUrl(call.baseUrl, pageOrigin())?.origin) {
        throw withCode("other-origin", new TypeError('path must not lead to another origin: set "baseUrl" instead')); // the path `//host` after the base URL `/` would
      }
      const operation = find({ schemaPath, request });
      if (!operation) return undefined;
      const { target } = operation;
      if (target) request = withTargetQuery(request, target, call.querySerializer(params.query ?? {}));
      const constants = (operation.parameters ?? []).filter((parameter) => parameter.constant !== undefined);
      const isAtHome = authOrigins.includes(asked); // a call can have another base URL
      const credentials = await findCredentials(operation, isAtHome ? auth : {});
      sent.set(call, { operation, credentials });
      return addParameters(
        request,
        encodeParameters([...constants, ...credentials.map(({ parameter }) => parameter)], {}),
      );
    },
  };
  // last in the chain: it sees the request that is sent
  const renew: Middleware = {
    onRequest({ request, options: call }) {
      const known = sent.get(call);
      if (!known) return;
      checkCredentialOrigin(known.credentials, request.url, authOrigins);
      if (isRenewable) sent.set(call, { ...known, copy: request.clone() });
    },
    async onResponse({ response, options: call }) {
      const { operation, credentials = [], copy } = sent.get(call) ?? {};
      if (response.status !== 401 || !operation || !copy) return undefined;
      const renewed = await findCredentials(operation, auth, credentials);
      if (JSON.stringify(renewed) === JSON.stringify(credentials)) return undefined;
      cancelBody(response.body);
      return followRedirects(withRenewed(copy, credentials, renewed), fetch, () => false);
    },
  };
  const named = <Context extends MiddlewareCallbackParams>(context: Context) => ({
    ...context,
    operation: (find(context)?.id ?? "") as never, // one of those that the middleware is written for
  });
  const others = middleware.map((one): Middleware => ({
    onRequest: (context) => one.onRequest?.(named(context)),
    onResponse: (context) => one.onResponse?.(named(context)),
    onError: async (context) => (await one.onError?.(named(context))) || undefined,
  }));
  client.use(prepare, ...others, renew);
  return client;
}

/** A call with its credentials, and a copy of its request if they can be renewed. */
interface SentCall {
  readonly operation: OperationSpec;
  readonly credentials: readonly SentCredential[];
  readonly copy?: Request;
}

/** Returns the request with the query of its path before its own. Openapi-fetch appends `?` to any path. */
function withTargetQuery(request: Request, { query = "" }: TargetSpec, own: string): Request {
  const url = new URL(request.url);
  url.hash = "";
  url.search = [query, own.replace(/^\?/, "")].filter(Boolean).join("&");
  return new Request(url, request);
}

/** Returns the request with the renewed credentials. Values that middleware has set instead stay. */
function withRenewed(
  request: Request,
  refused: readonly SentCredential[],
  renewed: readonly SentCredential[],
): Request {
  const [before, after] = [refused, renewed].map((credentials) =>
    encodeParameters(
      credentials.map(({ parameter }) => parameter),
      {},
    ),
  ) as [EncodedParameters, EncodedParameters]; // two arrays in, two results out
  const url = new URL(request.url);
  url.search = withoutPieces(url.search.slice(1), "&", before.query);
  const bare = new Request(url, request);
  for (const [name, value] of before.headers) if (bare.headers.get(name) === value) bare.headers.delete(name);
  const cookie = withoutPieces(bare.headers.get("cookie") ?? "", "; ", before.cookies);
  if (cookie === "") bare.headers.delete("cookie");
  else bare.headers.set("cookie", cookie);
  return addParameters(bare, { ...after, headers: after.headers.filter(([name]) => !bare.headers.has(name)) });
}

function withoutPieces(text: string, separator: string, pieces: readonly string[]): string {
  return text
    .split(separator)
    .filter((piece) => !pieces.includes(piece))
    .join(separator);
}

function addParameters(request: Request, { headers, query, cookies }: EncodedParameters): Request {
  for (const [name, value] of headers) request.headers.set(name, value);
  const cookie = [request.headers.get("cookie") ?? [], ...cookies].flat().join("; ");
  if (cookie !== "") request.headers.set("cookie", cookie);
  if (query.length === 0) return request;
  const url = new URL(request.url);
  url.search = [url.search.slice(1), ...query].filter(Boolean).join("&");
  return new Request(url, request);
}
