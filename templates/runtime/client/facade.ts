/**
 * openapi-fetch's own client, typed by `paths`, for those who prefer `client.GET("/clients")`: with the same base URL,
 * headers, middleware, credentials (renewed once after a 401), constants and redirects. Serialisation and results are
 * openapi-fetch's.
 */
import createClient, { type Client, mergeHeaders, type Middleware, type MiddlewareCallbackParams } from "openapi-fetch";
import type { OperationSpec } from "../operation.js";
import { type EncodedParameters, encodeParameters } from "../wire/parameters.js";
import { discard } from "../wire/reading.js";
import { findCredentials, keepCredentials, type SentCredential } from "./auth.js";
import { parseUrl } from "./base-url.js";
import { type SenderOptions, settleOptions } from "./call-options.js";
import { followRedirects } from "./redirects.js";

/** `operations` tell which credentials and constants a path needs. Throws a `TypeError` where no base URL is known. */
export function createFacade<Paths extends object>(
  options: SenderOptions<object, never>,
  operations: readonly OperationSpec[],
): Client<Paths> {
  const { baseUrl, auth, authOrigins, headers, middleware, fetch, init } = settleOptions({}, options, {});
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
  const sent = new WeakMap<object, SentCall>(); // by the options that openapi-fetch makes for each call
  const prepare: Middleware = {
    async onRequest({ request, schemaPath, options: call }) {
      const asked = new URL(request.url).origin;
      if (asked !== parseUrl(call.baseUrl, globalThis.location?.href)?.origin) {
        throw new TypeError("path must not lead to another origin"); // `//host` behind the base URL `/` would
      }
      const operation = find({ schemaPath, request });
      if (!operation) return undefined;
      const constants = (operation.parameters ?? []).filter((parameter) => parameter.constant !== undefined);
      const isAtHome = authOrigins.includes(asked); // a call may have a base URL of its own
      const credentials = await findCredentials(operation, isAtHome ? auth : {});
      sent.set(call, { operation, credentials });
      return addTo(request, encodeParameters([...constants, ...credentials.map(({ parameter }) => parameter)], {}));
    },
  };
  // behind all others: what it sees is what is sent
  const renew: Middleware = {
    onRequest({ request, options: call }) {
      const known = sent.get(call);
      if (!known) return;
      keepCredentials(known.credentials, request.url, authOrigins);
      if (isRenewable) sent.set(call, { ...known, copy: request.clone() });
    },
    async onResponse({ response, options: call }) {
      const { operation, credentials = [], copy } = sent.get(call) ?? {};
      if (response.status !== 401 || !operation || !copy) return undefined;
      const renewed = await findCredentials(operation, auth, credentials);
      if (JSON.stringify(renewed) === JSON.stringify(credentials)) return undefined;
      discard(response.body);
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

/** A call with its credentials, and what was sent where they may be renewed. */
interface SentCall {
  readonly operation: OperationSpec;
  readonly credentials: readonly SentCredential[];
  readonly copy?: Request;
}

/** The request with `renewed` in the place of `refused`; what middleware has put there instead stays. */
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
  ) as [EncodedParameters, EncodedParameters]; // one for each
  const url = new URL(request.url);
  url.search = without(url.search.slice(1), "&", before.query);
  const bare = new Request(url, request);
  for (const [name, value] of before.headers) if (bare.headers.get(name) === value) bare.headers.delete(name);
  const cookie = without(bare.headers.get("cookie") ?? "", "; ", before.cookies);
  if (cookie === "") bare.headers.delete("cookie");
  else bare.headers.set("cookie", cookie);
  return addTo(bare, { ...after, headers: after.headers.filter(([name]) => !bare.headers.has(name)) });
}

function without(text: string, separator: string, pieces: readonly string[]): string {
  return text
    .split(separator)
    .filter((piece) => !pieces.includes(piece))
    .join(separator);
}

function addTo(request: Request, { headers, query, cookies }: EncodedParameters): Request {
  for (const [name, value] of headers) request.headers.set(name, value);
  const cookie = [request.headers.get("cookie") ?? [], ...cookies].flat().join("; ");
  if (cookie !== "") request.headers.set("cookie", cookie);
  if (query.length === 0) return request;
  const url = new URL(request.url);
  url.search = [url.search.slice(1), ...query].filter(Boolean).join("&");
  return new Request(url, request);
}
