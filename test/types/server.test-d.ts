/** The types that handlers of the server receive, and the responses that they can return. */
import type { Client } from "../../generated/index.js";
import { createServer, type Handlers, HttpProblem, type Middleware, stubs } from "../../generated/server/index.js";

declare const client: Client;
const security = { ApiKeyAuth: (token: string) => ({ token }) };

createServer(stubs, { security });
createServer({ ...stubs, showClient: ({ path }) => ({ status: 200, body: { ...client, id: path.id } }) }, { security });
// @ts-expect-error a security scheme has no handler
createServer(stubs, { security: {} });
// @ts-expect-error an operation has no handler
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
  // @ts-expect-error there is no operation of this name
  middleware: [({ operation }, next) => (operation?.id === "burnClient" ? new Response() : next())],
});
// @ts-expect-error there is no operation of this name
createServer(stubs, { security, limits: { operations: { burnClient: { bodyBytes: 1 } } } });

/** Values for any server. */
const log: Middleware = async ({ operation }, next) => {
  const response = await next();
  console.log(operation?.id, response.status);
  return response;
};
createServer(stubs, { security, middleware: [log] });

/** A context and principals with types of the user. */
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
    // @ts-expect-error the context has no property of this name
    signal.throwIfAborted(context.user);
    return { status: 200, body: { ...client, id: texts.join() } };
  },
};
const users = { ApiKeyAuth: (token: string) => ({ user: token }) };
createServer(tenants, {
  security: users,
  context: async ({ request, operation }, platform) => {
    // @ts-expect-error `platform` has the type unknown
    console.log(platform.env, operation?.id);
    return { tenant: request.headers.get("x-tenant") ?? "" };
  },
  onError: (error, { operation }) => console.error(operation?.id === "showClient", error),
  onInvalidRequest: (issues, { operation }) => {
    const message = issues[0]?.message ?? "";
    if (operation?.id === "storeClient") return { status: 422, body: { message, errors: {} } };
    // @ts-expect-error there is no operation of this name
    return operation?.id === "burnClient" ? new Response() : undefined;
  },
  onInvalidResponse: (issues) => console.warn(issues.map(({ pointer = "", message }) => `${pointer} ${message}`)),
  onProblem: ({ status, detail }) => Response.json({ code: status, detail }, { status }),
});
createServer(stubs, {
  security,
  // @ts-expect-error a string is not a response
  onProblem: ({ title }) => title,
  onError: async () => Response.json("later", { status: 503 }),
});
/** Handler middleware has the types of the input and of the response. */
createServer(tenants, {
  security: users,
  context: () => ({ tenant: "" }),
  handlerMiddleware: {
    showClient: async (input, handle) => {
      const texts: readonly string[] = [input.path.id, input.context.tenant, input.principals.ApiKeyAuth.user];
      const response = await handle(input);
      if (response instanceof Response || response.status !== 200) return response;
      // @ts-expect-error the client has no property of this name
      texts.includes(response.body.nothing);
      return { ...response, body: { ...response.body, name: texts.join() } };
    },
    // @ts-expect-error 299 is neither documented nor a failure
    storeClient: () => ({ status: 299, body: client }),
    // @ts-expect-error there is no parameter of this name
    deleteClient: (input, handle) => (input.path.name === "" ? new Response() : handle(input)),
  },
});
// @ts-expect-error there is no operation of this name
createServer(stubs, { security, handlerMiddleware: { burnClient: () => new Response() } });
// @ts-expect-error the handlers require a context
createServer(tenants, { security: users });
// @ts-expect-error the context has another type
createServer(tenants, { security: users, context: () => ({ tenant: 1 }) });
// @ts-expect-error the principals have another type than the handlers require
createServer(tenants, { security: { ApiKeyAuth: () => ({ name: "Ada" }) }, context: () => ({ tenant: "" }) });

const handlers: Partial<Handlers> = {
  // A parameter with a default is present even if the client omits it.
  getClients: ({ query }) => ({
    status: 200,
    body: {
      data: [],
      meta: { pagination: { total: query.per_page, count: 0, per_page: 1, current_page: 1, total_pages: 1 } },
    },
  }),
  // @ts-expect-error the documented body is missing
  showClient: () => ({ status: 200 }),
  // @ts-expect-error 299 is neither documented nor a failure
  storeClient: () => ({ status: 299, body: client }),
  // @ts-expect-error the property has another type
  editClient: () => ({ status: 200, body: { ...client, id: 1 } }),
  // @ts-expect-error no body is documented
  deleteClient: () => ({ status: 200, body: client }),
  updateClient: async ({ body }) => ({ status: 422, body: { message: body.name ?? "", errors: {} } }),
  uploadClient: ({ body }) => ({ status: 200, body: { ...client, name: body["documents[]"][0]?.type ?? "" } }),
  clientStatement: () => ({ status: 200, body: new Uint8Array() }),
};

export { handlers };
