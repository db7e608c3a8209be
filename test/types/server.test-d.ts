/** What handlers of the server get, and what they may answer. */
import type { Client } from "../../generated/index.js";
import { createServer, type Handlers, HttpProblem, type Middleware, stubs } from "../../generated/server/index.js";

declare const client: Client;
const security = { ApiKeyAuth: (token: string) => ({ token }) };

createServer(stubs, { security });
createServer({ ...stubs, showClient: ({ path }) => ({ status: 200, body: { ...client, id: path.id } }) }, { security });
// @ts-expect-error a scheme without a handler
createServer(stubs, { security: {} });
// @ts-expect-error an operation without a handler
createServer({ showClient: stubs.showClient }, { security });

createServer(stubs, {
  security,
  limits: { operations: { uploadClient: { bodyBytes: 10_000_000 } } },
  middleware: [
    ({ operation }, next) => {
      if (operation?.id === "purgeClient") throw new HttpProblem(403);
      return next();
    },
  ],
});
createServer(stubs, {
  security,
  // @ts-expect-error no operation is called that
  middleware: [({ operation }, next) => (operation?.id === "burnClient" ? new Response() : next())],
});
// @ts-expect-error no operation is called that
createServer(stubs, { security, limits: { operations: { burnClient: { bodyBytes: 1 } } } });

/** For any server. */
const log: Middleware = async ({ operation }, next) => {
  const response = await next();
  console.log(operation?.id, response.status);
  return response;
};
createServer(stubs, { security, middleware: [log] });

/** A context of the user's own, and what security says about a caller. */
interface Context {
  readonly tenant: string;
}
interface Principals {
  readonly ApiKeyAuth: { readonly user: string };
}
const tenants: Handlers<Context, Principals> = {
  ...stubs,
  showClient: ({ context, principals, operation, signal }) => {
    const texts: readonly string[] = [context.tenant, principals.ApiKeyAuth.user, operation.id];
    // @ts-expect-error the context has no such member
    signal.throwIfAborted(context.user);
    return { status: 200, body: { ...client, id: texts.join() } };
  },
};
const users = { ApiKeyAuth: (token: string) => ({ user: token }) };
createServer(tenants, {
  security: users,
  context: async ({ request, operation }, platform) => {
    // @ts-expect-error nobody knows what came with a request
    console.log(platform.env, operation?.id);
    return { tenant: request.headers.get("x-tenant") ?? "" };
  },
  onError: (error, { operation }) => console.error(operation?.id === "showClient", error),
  onInvalidRequest: (issues, { operation }) => {
    const message = issues[0]?.message ?? "";
    if (operation?.id === "storeClient") return { status: 422, body: { message, errors: {} } };
    // @ts-expect-error no operation is called that
    return operation?.id === "burnClient" ? new Response() : undefined;
  },
  onInvalidResponse: (issues) => console.warn(issues.map(({ pointer = "", message }) => `${pointer} ${message}`)),
  onProblem: ({ status, detail }) => Response.json({ code: status, detail }, { status }),
});
createServer(stubs, {
  security,
  // @ts-expect-error a text is no answer
  onProblem: ({ title }) => title,
  onError: async () => Response.json("later", { status: 503 }),
});
/** What surrounds a handler knows what it gets and what it answers. */
createServer(tenants, {
  security: users,
  context: () => ({ tenant: "" }),
  handlerMiddleware: {
    showClient: async (input, handle) => {
      const texts: readonly string[] = [input.path.id, input.context.tenant, input.principals.ApiKeyAuth.user];
      const response = await handle(input);
      if (response instanceof Response || response.status !== 200) return response;
      // @ts-expect-error a client has no such member
      texts.includes(response.body.nothing);
      return { ...response, body: { ...response.body, name: texts.join() } };
    },
    // @ts-expect-error 299 is neither documented nor a failure
    storeClient: () => ({ status: 299, body: client }),
    // @ts-expect-error there is no such parameter
    deleteClient: (input, handle) => (input.path.name === "" ? new Response() : handle(input)),
  },
});
// @ts-expect-error no operation is called that
createServer(stubs, { security, handlerMiddleware: { burnClient: () => new Response() } });
// @ts-expect-error handlers that count on a context get one
createServer(tenants, { security: users });
// @ts-expect-error the context is of another type
createServer(tenants, { security: users, context: () => ({ tenant: 1 }) });
// @ts-expect-error what security says is not what handlers count on
createServer(tenants, { security: { ApiKeyAuth: () => ({ name: "Ada" }) }, context: () => ({ tenant: "" }) });

const handlers: Partial<Handlers> = {
  // A default is there though callers may leave it out.
  getClients: ({ query }) => ({
    status: 200,
    body: {
      data: [],
      meta: { pagination: { total: query.per_page, count: 0, per_page: 1, current_page: 1, total_pages: 1 } },
    },
  }),
  // @ts-expect-error a body that is documented has to be answered
  showClient: () => ({ status: 200 }),
  // @ts-expect-error 299 is neither documented nor a failure
  storeClient: () => ({ status: 299, body: client }),
  // @ts-expect-error a member has the type that is described
  editClient: () => ({ status: 200, body: { ...client, id: 1 } }),
  // @ts-expect-error no body is documented
  deleteClient: () => ({ status: 200, body: client }),
  updateClient: async ({ body }) => ({ status: 422, body: { message: body.name ?? "", errors: {} } }),
  uploadClient: ({ body }) => ({ status: 200, body: { ...client, name: body["documents[]"][0]?.type ?? "" } }),
  clientStatement: () => ({ status: 200, body: new Uint8Array() }),
};

export { handlers };
