/** A program that uses the installed package: a server, a client that calls it, and the programmatic API. */
import { validate } from "specwright";
import { createApi } from "specwright/clients";
import document from "specwright/clients/openapi.json" with { type: "json" };
import { createServer, stubs } from "specwright/clients/server";
import { serve } from "specwright/clients/server/node";
import type { Client } from "specwright/clients/types";
import * as validators from "specwright/clients/validators";

const cypress: Client = { id: "Opnel5aKBz", name: "Cypress" };
const server = createServer(
  {
    ...stubs,
    showClient: ({ path }) => ({
      status: 200,
      body: { ...cypress, id: path.id },
      headers: { "X-RateLimit-Remaining": 99 },
    }),
  },
  { security: { ApiKeyAuth: (token) => token === "secret" && { company: 1 } } },
);
const running = await serve(server, { port: 0 });

const api = createApi({ baseUrl: running.url, auth: { ApiKeyAuth: "secret" } });
const shown = await api.showClient({ path: { id: "Opnel5aKBz" } });
if (shown.status !== 200) throw new Error(`answered ${shown.status}`);
const listed = await api.getClients();
await running.close();

const { diagnostics } = await validate({ spec: "nowhere.yaml" });
process.stdout.write(
  JSON.stringify({
    status: shown.status,
    name: shown.data.name,
    remaining: shown.headers["X-RateLimit-Remaining"],
    unimplemented: listed.response.status,
    valid: validators.Client.is(shown.data),
    title: typeof document.info.title,
    errors: diagnostics.filter(({ severity }) => severity === "error").length,
  }),
);
