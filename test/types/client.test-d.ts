/** What calls of the client compile, what do not, and what their results narrow to. */
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

// Inputs: what is optional may be left out, all the way up.
await api.getClients();
await api.getClients({});
await api.getClients({ query: { per_page: 50, balance: "gt:1000" } });
// @ts-expect-error a name that no parameter has
await api.getClients({ query: { per_pages: 50 } });
// @ts-expect-error a number is no text
await api.getClients({ query: { per_page: "50" } });
// @ts-expect-error the path is required
await api.showClient({});
// @ts-expect-error an id is text
await api.showClient({ path: { id: 1 } });
// @ts-expect-error a constant travels unasked
await api.showClient({ path: { id: "1" }, headers: { "X-Requested-With": "XMLHttpRequest" } });

// Bodies.
await api.storeClient({ body: { contacts: [], country_id: 4 } });
// @ts-expect-error `country_id` is required by a branch of the composition
await api.storeClient({ body: { contacts: [] } });
await api.bulkClients({ body: { action: "archive", ids: ["a"] } });
// @ts-expect-error a bulk update has a column
await api.bulkClients({ body: { action: "bulk_update", ids: ["a"] } });
// @ts-expect-error no such action
await api.bulkClients({ body: { action: "explode", ids: ["a"] } });
// @ts-expect-error what has one value is required all the same
await api.uploadClient({ path: { id: "1" }, body: { "documents[]": [] } });
await api.uploadClient({
  path: { id: "1" },
  body: { _method: "POST", "documents[]": [new File(["x"], "x.txt"), new Blob()] },
});
// @ts-expect-error files are no text
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
// @ts-expect-error there may be no data
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
// @ts-expect-error a name that no parameter has
api.getClients.items({ query: { per_pages: 100 } });
// @ts-expect-error a client is no list
void api.showClient.items;

const client = await unwrap(api.showClient({ path: { id: "1" } }));
expectType<Client>()(client);
const period = { start_date: "2025-01-01", end_date: "2025-03-31", client_id: "1" };
expectType<Blob>()(await unwrap(api.clientStatement({ body: period })));

// openapi-fetch's own facade.
const { data } = await api.client.GET("/api/v1/clients/{id}", {
  params: { path: { id: "1" }, header: { "X-Requested-With": "XMLHttpRequest" } },
});
if (data !== undefined) expectType<string>()(data.id);
// @ts-expect-error no such path
await api.client.GET("/api/v1/nothing");

// An operation is data, and typed by what it takes and gives.
expectType<GetClientsResult | undefined>()(getClients.types?.result);

// Middleware: one operation's has the types of its parameters.
createApi({
  baseUrl: "https://example.com",
  middleware: [
    onlyFor(showClient, {
      onRequest: ({ params, request }) => {
        expectType<string>()(params.path.id);
        expectType<undefined>()(params.cookie);
        return new Request(request, { headers: { "x-id": params.path.id } });
      },
      // @ts-expect-error a hook gives an answer, or nothing
      onResponse: () => 1,
    }),
    onlyFor(getClients, { onResponse: ({ params }) => void params.query?.per_page?.toFixed() }),
    onlyFor([showClient, getClients], {
      onRequest: ({ params }) => {
        expectType<string | undefined>()(params.path?.id);
        // @ts-expect-error one of them has no query
        void params.query.per_page;
      },
    }),
    // @ts-expect-error a name that no parameter has
    onlyFor(getClients, { onResponse: ({ params }) => void params.query?.per_pages }),
  ],
});
