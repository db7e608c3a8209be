/** Runtime expressions of links: their values in a call and its response, and places that they never reach. */
import { expect, test } from "vitest";
import { type LinkSpec, linkedRequest } from "../../../templates/runtime/client/linked.ts";
import type { Json, OperationSpec } from "../../../templates/runtime/operation.ts";

const operation: OperationSpec = {
  id: "ask",
  method: "POST",
  path: "/{id}",
  parameters: [{ name: "X-Client", in: "header", constant: "us" }],
  responses: { "201": {}, "4XX": {}, default: {} },
};
const input = {
  path: { id: 5 },
  query: { "a b": "c", list: [1, 2], none: null },
  headers: { "X-Reason": "why" },
  body: { "a/b": { "~": [{ at: new Date(0) }] }, big: 10n },
};
const headers = { "X-Id": 7 };
const response = Response.json({}, { status: 201, headers: { "X-Other": "other" } });
const answer = { ok: true, status: 201, data: { id: "x", none: null }, headers, contentType: undefined, response };
const always: Omit<LinkSpec, "parameters" | "body"> = { operation, statuses: ["201"] };

/** Returns the body of the target's input for `value`. */
function bodyOf(value: Json, result: typeof answer = answer): unknown {
  return linkedRequest<{ body?: unknown }>({ ...always, body: { value } }, input, result)?.body;
}

test.each<[string, Json, unknown]>([
  ["a constant", "text", "text"],
  ["a constant that is no text", { a: ["$method"] }, { a: ["$method"] }],
  ["$url where nobody knows it", "$url", undefined],
  ["$method", "$method", "POST"],
  ["$statusCode", "$statusCode", 201],
  ["$request.path", "$request.path.id", 5],
  ["$request.query", "$request.query.a b", "c"],
  ["$request.query, a list", "$request.query.list", [1, 2]],
  ["$request.header, in any case", "$request.header.x-reason", "why"],
  ["$request.header, a constant", "$request.header.x-client", "us"],
  ["$request.body", "$request.body#/a~1b/~0/0/at", new Date(0)],
  ["$request.body as a whole", "$request.body", input.body],
  ["$response.body", "$response.body#/id", "x"],
  ["$response.body, null", "$response.body#/none", null],
  ["$response.body, nowhere", "$response.body#/id/0", undefined],
  ["$response.header, described", "$response.header.x-id", 7],
  ["$response.header, not described", "$response.header.X-Other", "other"],
  ["$response.path, which there is not", "$response.path.id", undefined],
  ["expressions in a text", "{$method} {$request.path.id}: {$request.body#/big}, {id}", "POST 5: 10, {id}"],
  ["a date in a text", "at {$request.body#/a~1b/~0/0/at}", "at 1970-01-01T00:00:00.000Z"],
  ["an object in a text", "a {$request.body}", undefined],
  ["nothing in a text", "a {$request.query.b}", undefined],
  ["what an expression is not, in a text", "a {$request}", undefined],
  ["a member of the prototype", "$request.body#/constructor/name", undefined],
  ["a name of the prototype", "$request.query.__proto__", undefined],
  ["the length of a list", "$request.query.length", undefined],
])("%s", (_, value, want) => {
  expect(bodyOf(value)).toEqual(want);
});

test.each<[string, readonly string[], number, boolean]>([
  ["its status", ["201"], 201, true],
  ["another status", ["201"], 200, false],
  ["a range", ["4XX"], 404, true],
  ["the others", ["default"], 500, true],
  ["none of the others", ["default"], 404, false],
  ["no answer as described", ["default"], 0, false],
])("answers that have the link: %s", (_, statuses, status, has) => {
  expect(linkedRequest({ ...always, statuses }, input, { ...answer, status })).toEqual(has ? {} : undefined);
});

const value = "$response.body#/next";
const here = { name: "id", in: "path", required: true, value: "$request.path.id" } as const;

test.each<[string, Omit<LinkSpec, "operation" | "statuses">, object | undefined]>([
  [
    "of every place",
    { parameters: [here, { ...here, in: "query" }, { ...here, in: "header" }, { ...here, in: "cookie" }] },
    { path: { id: 5 }, query: { id: 5 }, headers: { id: 5 }, cookies: { id: 5 } },
  ],
  ["the whole query", { parameters: [{ ...here, in: "querystring" }] }, { querystring: 5 }],
  ["one that is not there", { parameters: [here, { name: "next", in: "query", value }] }, { path: { id: 5 } }],
  ["one that is null", { parameters: [{ name: "next", in: "query", value: "$request.query.none" }] }, {}],
  ["one that is required and not there", { parameters: [here, { ...here, value }] }, undefined],
  ["a body that is required and not there", { body: { required: true, value } }, undefined],
  [
    "by a name of the prototype",
    { parameters: [{ ...here, name: "__proto__" }] },
    { path: JSON.parse('{ "__proto__": 5 }') },
  ],
])("what is filled in: %s", (_, link, want) => {
  expect(linkedRequest({ ...always, ...link }, input, answer)).toStrictEqual(want);
});

test("reads the body of a failure from its error", () => {
  const failure = { ...answer, ok: false, data: undefined, error: { id: "wrong" } };
  expect(linkedRequest({ ...always, body: { value: "$response.body#/id" } }, undefined, failure)).toEqual({
    body: "wrong",
  });
});
