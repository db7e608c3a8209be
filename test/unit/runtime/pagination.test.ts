/** Pagination: the requests for pages, their end, and errors. */
import { describe, expect, test } from "vitest";
import { type CallOptions, createSender } from "../../../templates/runtime/client/client.ts";
import { nextLink } from "../../../templates/runtime/client/link-header.ts";
import { negotiatedPagedMethod } from "../../../templates/runtime/client/negotiated-pages.ts";
import { itemsOf, pagedMethod, pagesOf } from "../../../templates/runtime/client/pagination.ts";
import { retries } from "../../../templates/runtime/client/retry.ts";
import type { PagedOperation, PaginationSpec, ParameterSpec } from "../../../templates/runtime/operation.ts";
import { ApiError, type Success } from "../../../templates/runtime/result.ts";

type Listing = Success<200, { readonly data: readonly number[] }>;
type List = PagedOperation<{ readonly query?: object }, Listing, readonly ["data"]>;

function listOf(pagination: Partial<PaginationSpec>, parameter: Partial<ParameterSpec> = {}): List {
  const name = pagination.parameter ?? "page";
  return {
    id: "list",
    method: "GET",
    path: "/v1/things",
    parameters: [
      { name, in: "query", ...parameter },
      { name: "size", in: "query", shape: "integer" },
    ],
    responses: { "200": { contents: [{ mediaType: "application/json", codec: "json" }] } },
    pagination: { style: "page", items: "/data", parameter: name, ...pagination },
  };
}

/** Returns a sender with responses in order, and the requested URLs. */
function server(responses: readonly (object | Response)[]) {
  const asked: string[] = [];
  const fetch = async ({ url }: Request) => {
    asked.push(url.replace("https://api.example", ""));
    const response = responses[asked.length - 1];
    if (response === undefined) throw new Error("asked for more than there is");
    return response instanceof Response ? response : Response.json(response);
  };
  const send = createSender({ baseUrl: "https://api.example", fetch });
  return { asked, send };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const linked = (data: unknown, link?: string) => Response.json(data, link === undefined ? {} : { headers: { link } });
const next = (url: string) => `<${url}>; rel="next"`;

describe("the request for the next page", () => {
  test.each<[string, List, input: object, answers: readonly (object | Response)[], asked: readonly string[]]>([
    ["by number, until a page has no items", listOf({}), {}, [{ data: [1] }, { data: [] }], ["", "?page=2"]],
    [
      "by number, as far as there are pages",
      listOf({ pages: "/meta/last" }),
      {},
      [
        { data: [1], meta: { last: 2 } },
        { data: [2], meta: { last: 2 } },
      ],
      ["", "?page=2"],
    ],
    [
      "from the page that the caller names",
      listOf({}),
      { page: 7, size: 1 },
      [{ data: [1] }, { data: [] }],
      ["?page=7&size=1", "?page=8&size=1"],
    ],
    [
      "from zero, where that is the default",
      listOf({ pages: "/last" }, { default: 0 }),
      {},
      [
        { data: [1], last: 2 },
        { data: [2], last: 2 },
      ],
      ["", "?page=1"],
    ],
    [
      "by number, while there is more",
      listOf({ more: "/more" }),
      {},
      [
        { data: [1], more: true },
        { data: [2], more: false },
      ],
      ["", "?page=2"],
    ],
    [
      "by offset, with what has come and not with what was asked for",
      listOf({ style: "offset", parameter: "from", total: "/total" }),
      { size: 10 },
      [
        { data: [1, 2], total: 5 },
        { data: [3, 4, 5], total: 5 },
      ],
      ["?size=10", "?from=2&size=10"],
    ],
    [
      "by a cursor in the body",
      listOf({ style: "cursor", parameter: "after", next: "/a~1b" }),
      {},
      [
        { data: [1], "a/b": "x y" },
        { data: [2], "a/b": "z" },
        { data: [3], "a/b": null },
      ],
      ["", "?after=x%20y", "?after=z"],
    ],
    [
      "by a cursor in the last item",
      listOf({ style: "cursor", parameter: "after", lastItem: "/id" }),
      {},
      [{ data: [{ id: 1 }, { id: 2 }] }, { data: [] }],
      ["", "?after=2"],
    ],
    [
      "by link, wherever that leads at home, with what stands in it only",
      listOf({ style: "link" }),
      { size: 1 },
      [
        linked({ data: [1] }, next("/v2/things?cursor=a")),
        linked({ data: [2] }, next("?cursor=b")),
        linked({ data: [3] }),
      ],
      ["?size=1", "/v2/things?cursor=a", "/v2/things?cursor=b"],
    ],
  ])("%s", async (_, operation, query, responses, want) => {
    const { asked, send } = server(responses);
    await collect(pagesOf(send, operation, { query }));
    expect(asked).toEqual(want.map((url) => (url.startsWith("/") ? url : `/v1/things${url}`)));
  });

  test("requests a page only if the loop needs it", async () => {
    const { asked, send } = server([{ data: [1, 2] }]);
    for await (const item of itemsOf(send, listOf({}))) if (item === 2) break;
    expect(asked.length).toBe(1);
  });
});

describe("the results", () => {
  const responses = [{ data: [1, 2] }, { data: [3] }, { data: [] }];

  test("are items, or whole pages, or one page of a plain call", async () => {
    const list = pagedMethod(server(responses).send, listOf({}));
    const items: readonly number[] = await collect(list.items());
    expect(items).toEqual([1, 2, 3]);
    const pages = await collect(pagedMethod(server(responses).send, listOf({})).pages());
    expect(pages.map(({ status, data }) => [status, data.data.length])).toEqual([
      [200, 2],
      [200, 1],
      [200, 0],
    ]);
    expect(await pagedMethod(server(responses).send, listOf({}))({ query: { page: 1 } })).toMatchObject({
      status: 200,
    });
  });

  test("are items of a body that is an array", async () => {
    const { send } = server([[1], []]);
    expect(await collect(itemsOf(send, listOf({ items: "" })))).toEqual([1]);
  });

  test("use the options for every page", async () => {
    const { send } = server(responses);
    const seen: (string | null)[] = [];
    const options: CallOptions = {
      headers: { "X-Mine": "1" },
      middleware: [{ onRequest: ({ request }) => void seen.push(request.headers.get("x-mine")) }],
    };
    await collect(pagesOf(send, listOf({}), {}, options));
    expect(seen).toEqual(["1", "1", "1"]);
  });

  test("continue after a retried page", async () => {
    const busy = new Response(null, { status: 503 });
    const { asked, send } = server([linked({ data: [1] }, next("?p=2")), busy, linked({ data: [2] })]);
    const retry = retries({ clock: { sleep: () => Promise.resolve() } });
    expect(await collect(itemsOf(send, listOf({ style: "link" }), {}, { retry }))).toEqual([1, 2]);
    expect(asked).toEqual(["/v1/things", "/v1/things?p=2", "/v1/things?p=2"]);
  });
});

describe("links and credentials in the query", () => {
  const key = { scheme: { key: "key", type: "apiKey", in: "query", name: "api key" } as const };
  test.each([
    ["repeated by the link", "?p=2&api+key=old&q=a%20b", "/v1/things?p=2&q=a%20b&api%20key=s2"],
    ["masked by the link", "?api%20key=***&p=2", "/v1/things?p=2&api%20key=s2"],
    ["missing in the link", "?p=2", "/v1/things?p=2&api%20key=s2"],
  ])("sends the current credential once: %s", async (_, link, want) => {
    const { asked, send } = server([linked({ data: [1] }, next(link)), { data: [2] }]);
    let count = 0;
    const operation = { ...listOf({ style: "link" }), security: [[key]] };
    const auth = { key: () => `s${++count}` };
    expect(await collect(itemsOf(send, operation, {}, { auth }))).toEqual([1, 2]);
    expect(asked).toEqual(["/v1/things?api%20key=s1", want]);
  });

  test("detects a repeated page despite another credential", async () => {
    const { send } = server([linked({ data: [1] }, next("/v1/things?api%20key=other"))]);
    const pages = itemsOf(send, { ...listOf({ style: "link" }), security: [[key]] }, {}, { auth: { key: "s" } });
    await expect(collect(pages)).rejects.toThrow("leads to the same page");
  });
});

describe("throws for", () => {
  test.each<[string, List, answers: readonly (object | Response)[], want: unknown]>([
    ["a page that failed", listOf({}), [{ data: [1] }, new Response(null, { status: 500 })], ApiError],
    ["a page without its list", listOf({}), [{ items: [1] }], "the response of list has no array at /data"],
    [
      "a cursor that leads to itself",
      listOf({ style: "cursor", next: "/next" }),
      [
        { data: [1], next: "a" },
        { data: [1], next: "a" },
      ],
      "the response of list repeats the cursor of its request",
    ],
    [
      "a link to another origin",
      listOf({ style: "link" }),
      [linked({ data: [1] }, next("https://evil.example/"))],
      "leads to another origin",
    ],
    [
      "a link to itself",
      listOf({ style: "link" }),
      [linked({ data: [1] }, next("/v1/things"))],
      "leads to the same page",
    ],
  ])("%s", async (_, operation, responses, want) => {
    const { asked, send } = server(responses);
    await expect(collect(itemsOf(send, operation))).rejects.toThrow(want as string);
    expect(asked.length).toBe(responses.length);
  });
});

test("permits media types that contain the array only", async () => {
  type Data = Success<200, { readonly data: readonly number[] }, unknown, "application/json">;
  type More = Success<200, { readonly data: readonly string[] }, unknown, "application/vnd.more+json">;
  type Feed = Data | More | Success<200, string, unknown, "text/csv">;
  const json = { mediaType: "application/json", codec: "json" } as const;
  const feed: PagedOperation<{ readonly query?: object }, Feed, readonly ["data"]> = {
    ...listOf({ style: "link" }),
    types: undefined as never,
    responses: { "200": { contents: [json, { mediaType: "text/csv", codec: "text" }] } },
  };
  const accepts: (string | null)[] = [];
  const fetch = async ({ headers }: Request) => {
    accepts.push(headers.get("accept"));
    return headers.get("accept") === "text/csv"
      ? new Response("a", { headers: { "content-type": "text/csv" } })
      : linked({ data: [1] }, accepts.length < 2 ? next("/v1/more") : undefined);
  };
  const list = negotiatedPagedMethod(createSender({ baseUrl: "https://api.example", fetch }), feed);
  expect(await collect(list.items({}, { accept: "application/json" }))).toEqual([1, 1]);
  expect((await collect(list.pages())).length).toBe(1);
  const narrowed = (): readonly unknown[] => {
    const numbers: AsyncGenerator<number> = list.items({}, { accept: "application/json" });
    const pages: AsyncGenerator<Data> = list.pages({}, { accept: ["application/json"] });
    // @ts-expect-error unless it is said which, an item may be a text
    const items: AsyncGenerator<number> = list.items({});
    return [numbers, pages, items];
  };
  expect(narrowed).toBeTypeOf("function");
  expect((await list({}, { accept: "text/csv" })).data).toBe("a");
  // @ts-expect-error there is no list in it
  await expect(collect(list.items({}, { accept: "text/csv" }))).rejects.toThrow("has no array");
  expect(accepts).toEqual([
    "application/json",
    "application/json",
    "application/json, text/csv",
    "text/csv",
    "text/csv",
  ]);
});

test.each([
  ["", undefined],
  ['<https://a.example/?a=1,2>; rel="next"', "https://a.example/?a=1,2"],
  ['</first>; rel=first, </second> ; title="x, y"; rel=next', "/second"],
  ['</both>; rel="last next"', "/both"],
  ['</other>; rel="nextish"; title="rel=next"', undefined],
])("the next link of %j", (header, want) => {
  expect(nextLink(header)).toBe(want);
});
