/** Calls of the client that compile, calls that do not, and the types that results narrow to. */
import {
  type Client,
  type ClientSettings,
  createApi,
  createSender,
  getClients,
  itemsOf,
  onlyFor,
  showClient,
  unwrap,
} from "../../generated/index.js";
import type { GetClientsResult, ShowClientResult } from "../../generated/index.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function expectType<Wanted>() {
  return <Actual>(_value: Actual, ..._equal: Equal<Actual, Wanted> extends true ? [] : [never]): void => undefined;
}

const api = createApi({ baseUrl: "https://example.com", auth: { ApiKeyAuth: "token" } });

// Optional parts of the input can be omitted at every level.
await api.getClients();
await api.getClients({});
await api.getClients({ query: { per_page: 50, balance: "gt:1000" } });
// @ts-expect-error there is no parameter of this name
await api.getClients({ query: { per_pages: 50 } });
// @ts-expect-error the parameter is a string
await api.getClients({ query: { per_page: "50" } });
// @ts-expect-error the path is required
await api.showClient({});
// @ts-expect-error the id is a string
await api.showClient({ path: { id: 1 } });
// @ts-expect-error the client sends constants itself
await api.showClient({ path: { id: "1" }, headers: { "X-Requested-With": "XMLHttpRequest" } });

// Bodies.
await api.storeClient({ body: { contacts: [], country_id: 4 } });
// @ts-expect-error `country_id` is required by a branch of the composition
await api.storeClient({ body: { contacts: [] } });
await api.bulkClients({ body: { action: "archive", ids: ["a"] } });
// @ts-expect-error a bulk update requires a column
await api.bulkClients({ body: { action: "bulk_update", ids: ["a"] } });
// @ts-expect-error the enum has no value of this name
await api.bulkClients({ body: { action: "explode", ids: ["a"] } });
// @ts-expect-error a required property with one possible value is required, too
await api.uploadClient({ path: { id: "1" }, body: { "documents[]": [] } });
await api.uploadClient({
  path: { id: "1" },
  body: { _method: "POST", "documents[]": [new File(["x"], "x.txt"), new Blob()] },
});
// @ts-expect-error a file is not a string
await api.uploadClient({ path: { id: "1" }, body: { _method: "POST", "documents[]": ["x.txt"] } });

// Results narrow by `ok` and by `status`.
const result = await api.showClient({ path: { id: "1" } });
expectType<ShowClientResult>()(result);
if (result.ok) {
  expectType<200>()(result.status);
  expectType<Client>()(result.data);
  expectType<number | undefined>()(result.headers["X-RateLimit-Remaining"]);
  expectType<undefined>()(result.error);
} else {
  expectType<undefined>()(result.data);
}
if (result.status === 422) expectType<string | undefined>()(result.error.message);
if (result.status === 200) expectType<ClientSettings | undefined>()(result.data.settings);
// @ts-expect-error data can be undefined
void result.data.id;

function exhaustive(given: GetClientsResult): number {
  switch (given.status) {
    case 200:
      return given.data.meta.pagination.total;
    case 0:
      return given.error.status;
    default:
      expectType<false>()(given.ok);
      return given.status;
  }
}
exhaustive(await api.getClients());

// Pages.
for await (const item of api.getClients.items({ query: { per_page: 100 } })) expectType<Client>()(item);
for await (const page of api.getClients.pages()) expectType<200>()(page.status);
const alone = itemsOf(createSender({ baseUrl: "https://example.com" }), getClients);
for await (const item of alone) expectType<Client>()(item);
// @ts-expect-error there is no parameter of this name
api.getClients.items({ query: { per_pages: 100 } });
// @ts-expect-error the response is not paged
void api.showClient.items;

const client = await unwrap(api.showClient({ path: { id: "1" } }));
expectType<Client>()(client);
const period = { start_date: "2025-01-01", end_date: "2025-03-31", client_id: "1" };
expectType<Blob>()(await unwrap(api.clientStatement({ body: period })));

// The client of openapi-fetch.
const { data } = await api.client.GET("/api/v1/clients/{id}", {
  params: { path: { id: "1" }, header: { "X-Requested-With": "XMLHttpRequest" } },
});
if (data !== undefined) expectType<string>()(data.id);
// @ts-expect-error there is no path of this name
await api.client.GET("/api/v1/nothing");

// An operation is a constant with the types of its request and result.
expectType<GetClientsResult | undefined>()(getClients.types?.result);

// Middleware of one operation has the types of its parameters.
createApi({
  baseUrl: "https://example.com",
  middleware: [
    onlyFor(showClient, {
      onRequest: ({ params, request }) => {
        expectType<string>()(params.path.id);
        expectType<undefined>()(params.cookie);
        return new Request(request, { headers: { "x-id": params.path.id } });
      },
      // @ts-expect-error a hook returns a response or nothing
      onResponse: () => 1,
    }),
    onlyFor(getClients, { onResponse: ({ params }) => void params.query?.per_page?.toFixed() }),
    onlyFor([showClient, getClients], {
      onRequest: ({ params }) => {
        expectType<string | undefined>()(params.path?.id);
        // @ts-expect-error one of the operations has no query
        void params.query.per_page;
      },
    }),
    // @ts-expect-error there is no parameter of this name
    onlyFor(getClients, { onResponse: ({ params }) => void params.query?.per_pages }),
  ],
});
