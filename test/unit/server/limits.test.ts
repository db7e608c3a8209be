/** Tests each limit: a request at the limit is accepted, a request one beyond it is rejected. */
import { describe, expect, test } from "vitest";
import { conversionCodec } from "../../../templates/runtime/conversion/conversions.ts";
import type { OperationSpec } from "../../../templates/runtime/operation.ts";
import { createServerFrom } from "../../../templates/server/create-server.ts";
import { DEFAULT_LIMITS, type Limits } from "../../../templates/server/limits.ts";

const OPERATION: OperationSpec = {
  id: "respond",
  method: "POST",
  path: "/",
  parameters: [
    { name: "filter", in: "query", style: "deepObject", shape: "any" },
    { name: "where", in: "query", content: "json", shape: "any" },
  ],
  body: {
    contents: [
      { mediaType: "application/json", codec: "json" },
      { mediaType: "application/x-www-form-urlencoded", codec: "form", parts: { data: { codec: "json" } } },
      { mediaType: "multipart/form-data", codec: "multipart", parts: { data: { codec: "json" } } },
    ],
  },
  responses: { 204: {} },
};

async function ask(given: Given, limits: Partial<Limits>): Promise<readonly unknown[]> {
  const server = createServerFrom(
    { operations: [OPERATION], validation: {} },
    { respond: () => ({ status: 204 }) },
    { limits },
  );
  const { search = "", body, type = "application/json" } = given;
  const init = {
    method: "POST",
    ...(body !== undefined && { body, ...(body instanceof FormData ? {} : { headers: { "content-type": type } }) }),
  };
  const response = await server.fetch(new Request(`http://localhost/${search}`, init));
  if (response.status === 204) return [204];
  const { errors = [], detail } = await response.json();
  return [response.status, errors[0]?.message ?? detail];
}

interface Given {
  readonly search?: string;
  readonly body?: string | FormData;
  readonly type?: string;
}

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const list = (length: number) => JSON.stringify(Array.from({ length }, () => 1));
const form = (...parts: readonly (readonly [name: string, text: string])[]) => {
  const data = new FormData();
  for (const [name, text] of parts) data.append(name, text);
  return data;
};
const urlencoded = "application/x-www-form-urlencoded";

describe.each<[limit: keyof Limits | string, limits: Partial<Limits>, within: Given, beyond: Given, refusal: unknown]>([
  ["bodyBytes", { bodyBytes: 4 }, { body: "1234" }, { body: "12345" }, [413, "The body must have at most 4 bytes."]],
  ["jsonDepth", { jsonDepth: 3 }, { body: nested(3) }, { body: nested(4) }, [400, "is nested deeper than 3 levels"]],
  [
    "jsonDepth of a parameter",
    { jsonDepth: 3 },
    { search: `?where=${nested(3)}` },
    { search: `?where=${nested(4)}` },
    [400, "is nested deeper than 3 levels"],
  ],
  [
    "jsonDepth of a field",
    { jsonDepth: 4 },
    { body: `data=${nested(3)}`, type: urlencoded },
    { body: `data=${nested(4)}`, type: urlencoded },
    [400, "is nested deeper than 4 levels"],
  ],
  [
    "jsonDepth of a part",
    { jsonDepth: 4 },
    { body: form(["data", nested(3)]) },
    { body: form(["data", nested(4)]) },
    [400, "is nested deeper than 4 levels"],
  ],
  ["jsonNodes", { jsonNodes: 4 }, { body: "[1,2,3]" }, { body: "[1,2,3,4]" }, [400, "has more than 4 values"]],
  [
    "jsonNodes of a parameter",
    { jsonNodes: 4 },
    { search: "?where=[1,2,3]" },
    { search: "?where=[1,2,3,4]" },
    [400, "has more than 4 values"],
  ],
  [
    "jsonItems",
    { jsonItems: 3 },
    { body: '[[1,2,3],{"a":1,"b":2,"c":3,"d":4,"e":5}]' },
    { body: "[[],[1,2,3,4]]" },
    [400, "has an array of more than 3 items"],
  ],
  [
    "jsonItems of a parameter",
    { jsonItems: 3 },
    { search: `?where=${list(3)}` },
    { search: `?where=${list(4)}` },
    [400, "has an array of more than 3 items"],
  ],
  [
    "fields",
    { fields: 2 },
    { body: "a=1&b=2", type: urlencoded },
    { body: "a=1&b=2&c=3", type: urlencoded },
    [400, "has more than 2 pairs"],
  ],
  [
    "parts",
    { parts: 2 },
    { body: form(["a", "1"], ["b", "2"]) },
    { body: form(["a", "1"], ["b", "2"], ["c", "3"]) },
    [400, "has more than 2 parts"],
  ],
  [
    "query.length",
    { query: { ...DEFAULT_LIMITS.query, length: 5 } },
    { search: "?a=123" },
    { search: "?a=1234" },
    [400, "is longer than 5 characters"],
  ],
  [
    "query.pairs",
    { query: { ...DEFAULT_LIMITS.query, pairs: 2 } },
    { search: "?a=1&b=2" },
    { search: "?a=1&b=2&c=3" },
    [400, "has more than 2 pairs"],
  ],
  [
    "query.depth",
    { query: { ...DEFAULT_LIMITS.query, depth: 2 } },
    { search: "?filter[a][b]=1" },
    { search: "?filter[a][b][c]=1" },
    [400, "is nested deeper than 2 levels"],
  ],
])("%s", (_limit, limits, within, beyond, refusal) => {
  test("accepts a request at the limit", async () => {
    expect(await ask(within, limits)).toEqual([204]);
  });
  test("rejects a request beyond the limit", async () => {
    expect(await ask(beyond, limits)).toEqual(refusal);
  });
  test("has a default that accepts the request", async () => {
    expect(await ask(beyond, {})).toEqual([204]);
  });
});

test("accepts jsonDepth up to its maximum, and throws at start beyond it", async () => {
  const conversions = { codec: conversionCodec, body: { "application/json": { items: "Date" } } } as const;
  const serverWith = (jsonDepth: number) =>
    createServerFrom(
      { operations: [{ ...OPERATION, conversions }], validation: {} },
      { respond: () => ({ status: 204 }) },
      { limits: { jsonDepth } },
    );
  const server = serverWith(1_000);
  const headers = { "content-type": "application/json" };
  for (const [search, body] of [
    ["", nested(1_000)],
    [`?where=${nested(1_000)}`, "0"],
  ]) {
    const response = await server.fetch(
      new Request(`http://localhost/${search}`, { method: "POST", headers, body: body ?? "" }),
    );
    expect(response.status).toBe(204);
  }
  for (const depth of [1_001, Infinity, NaN]) {
    expect(() => serverWith(depth)).toThrow('jsonDepth of operation "respond" must be at most 1000');
  }
});

test.each<[name: string, longestList: number, limits: Partial<Limits>, body: string, want: number]>([
  ["as long as the description says", 20_000, {}, list(20_000), 204],
  ["longer", 20_000, {}, list(20_001), 400],
  ["of ten values for each item", 20_000, {}, `[${"[1,1,1,1,1,1,1,1],".repeat(19_999)}[]]`, 204],
  ["longer than the server is told to take", 20_000, { jsonItems: 19_999 }, list(20_000), 400],
  ["as long as any may be, where the description says less", 5, {}, list(10_000), 204],
])("an array %s", async (_name, longestList, limits, body, want) => {
  const contents = [{ mediaType: "application/json", codec: "json" }] as const;
  const operation = { ...OPERATION, body: { contents, longestList } };
  const server = createServerFrom(
    { operations: [operation], validation: {} },
    { respond: () => ({ status: 204 }) },
    { limits },
  );
  const init = { method: "POST", body, headers: { "content-type": "application/json" } };
  expect((await server.fetch(new Request("http://localhost/", init))).status).toBe(want);
});

test.each<[name: string, mostValues: number, longestList: number, limits: Partial<Limits>, body: string, want: number]>(
  [
    ["as many as can be checked in time", 50, 0, {}, list(49), 204],
    ["more", 50, 0, {}, list(50), 400],
    ["more, as the server is told to take", 50, 0, { jsonNodes: 51 }, list(50), 204],
    ["more, as the description says of a list", 50, 20_000, {}, list(20_000), 204],
  ],
)("values %s", async (_name, mostValues, longestList, limits, body, want) => {
  const contents = [{ mediaType: "application/json", codec: "json" }] as const;
  const operation = { ...OPERATION, body: { contents, longestList, mostValues } };
  const server = createServerFrom(
    { operations: [operation], validation: {} },
    { respond: () => ({ status: 204 }) },
    { limits },
  );
  const init = { method: "POST", body, headers: { "content-type": "application/json" } };
  expect((await server.fetch(new Request("http://localhost/", init))).status).toBe(want);
});

describe("__proto__", () => {
  test.each<[name: string, given: Given]>([
    ["in a body", { body: '{"__proto__":{}}' }],
    ["in a parameter of JSON", { search: '?where=[{"__proto__":1}]' }],
    ["in a field of JSON", { body: 'data={"__proto__":1}', type: urlencoded }],
    ["in a part of JSON", { body: form(["data", '{"a":{"__proto__":1}}']) }],
  ])("%s is rejected", async (_name, given) => {
    expect(await ask(given, {})).toEqual([400, "has a property named __proto__"]);
  });

  test("in brackets is an ordinary name", async () => {
    expect(await ask({ search: "?filter[__proto__][x]=1&filter[constructor]=2" }, {})).toEqual([204]);
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  });

  test.each([
    ["a part", { body: form(["data", nested(100_000)]) }],
    ["a field", { body: `data=${nested(100_000)}`, type: urlencoded }],
  ])("is not searched beyond the limits, in %s", async (_name, given) => {
    expect(await ask(given, {})).toEqual([400, "is nested deeper than 64 levels"]);
  });
});
