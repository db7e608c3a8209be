/**
 * openapi-fetch's own client, typed by `paths`, for those who prefer `client.GET("/clients")`: with the same base URL,
 * headers, middleware, credentials, constants and redirects. Serialisation and results are openapi-fetch's.
 */
import createClient, { type Client, mergeHeaders, type Middleware, type MiddlewareCallbackParams } from "openapi-fetch";
import { findCredentials } from "./auth.js";
import { type SenderOptions, settleOptions } from "./call-options.js";
import type { OperationSpec } from "./operation.js";
import { type EncodedParameters, encodeParameters } from "./parameters.js";
import { followRedirects } from "./redirects.js";

/** `operations` tell which credentials and constants a path needs. Throws a `TypeError` where no base URL is known. */
export function createFacade<Paths extends object>(
  options: SenderOptions<object, never>,
  operations: readonly OperationSpec[],
): Client<Paths> {
  const { baseUrl, auth, headers, middleware, fetch, init } = settleOptions({}, options, {});
  const { origin } = new URL(baseUrl);
  const client = createClient<Paths>({
    ...init,
    baseUrl,
    headers: mergeHeaders(...headers.below),
    redirect: "manual",
    fetch: (request) => followRedirects(request, fetch, () => false),
  });
  const find = ({ schemaPath, request }: Pick<MiddlewareCallbackParams, "schemaPath" | "request">) =>
    operations.find(({ path, method }) => path === schemaPath && method === request.method);
  const prepare: Middleware = {
    async onRequest({ request, schemaPath }) {
      const operation = find({ schemaPath, request });
      if (!operation) return undefined;
      const constants = (operation.parameters ?? []).filter((parameter) => parameter.constant !== undefined);
      const isAtHome = new URL(request.url).origin === origin; // a call may have a base URL of its own
      const credentials = await findCredentials(operation, isAtHome ? auth : {});
      return addTo(request, encodeParameters([...constants, ...credentials.map(({ parameter }) => parameter)], {}));
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
  client.use(prepare, ...others);
  return client;
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
