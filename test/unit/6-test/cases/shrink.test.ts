/** What requests cannot carry is in no input, and nothing is made smaller to it. */
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../../generator/1-document/json.ts";
import { isEncodableInput } from "../../../../generator/6-test/cases/encodable-input.ts";
import type { DescribedOperation } from "../../../../generator/5-oracle/description/described-operation.ts";
import { createJudge } from "../../../../generator/5-oracle/judge/judge.ts";
import { comparableBody } from "../../../../generator/6-test/loop/comparable-values.ts";
import { readOperations } from "../../../../generator/5-oracle/description/read-operations.ts";
import { shrinkInput } from "../../../../generator/6-test/cases/shrink.ts";
import type { OperationInput } from "../../../../generator/5-oracle/wire/encode-request.ts";
import { documentOf } from "../document.ts";

const TEXT = { type: "string" };
const OBJECT = { type: "object", properties: { foo: TEXT } };
const FORM = { type: "object", properties: { text: TEXT, list: { type: "array", items: TEXT }, object: OBJECT } };

const document = documentOf({
  paths: {
    "/x": {
      post: {
        parameters: [
          { name: "list", in: "query", schema: { type: "array", items: TEXT } },
          { name: "spread", in: "query", schema: OBJECT },
          { name: "foo", in: "query", schema: TEXT },
        ],
        requestBody: {
          content: {
            "multipart/form-data": {
              schema: FORM,
              encoding: { list: { style: "pipeDelimited", explode: false }, object: { style: "form" } },
            },
            "application/x-www-form-urlencoded": { schema: FORM },
            "application/x-ndjson": { itemSchema: {} },
            "application/json": {},
            "text/plain": {},
          },
        },
        responses: {},
      },
    },
  } as JsonObject,
});
const [operation] = readOperations(document) as [DescribedOperation];

function inputOf(parameters: Readonly<Record<string, Json>>, kind?: string, value: Json = null): OperationInput {
  const content = operation.body?.contents.find((one) => one.kind === kind);
  return {
    parameters: new Map(
      operation.parameters.flatMap((one) => {
        const found = parameters[one.name];
        return found === undefined ? [] : [[one, found] as const];
      }),
    ),
    body: content && { content, value },
  };
}

const INPUTS: readonly [name: string, input: OperationInput, isCarried: boolean][] = [
  ["nothing at all", inputOf({}), true],
  ["a list", inputOf({ list: ["a"] }), true],
  ["an empty list", inputOf({ list: [] }), false],
  ["an object whose members are called as no parameter is", inputOf({ list: ["a"], spread: { a: "b" } }), true],
  ["one whose member is called as a parameter is", inputOf({ foo: "a", spread: { foo: "b" } }), false],
  ["a form", inputOf({}, "multipart", { text: "a", object: { foo: "b" } }), true],
  ["a form of nothing", inputOf({}, "multipart", {}), false],
  ["a form with an empty list", inputOf({}, "form", { text: "a", list: [] }), false],
  ["a part of an empty object that has a style", inputOf({}, "multipart", { text: "a", object: {} }), false],
  ["a part with its separator in an item", inputOf({}, "multipart", { list: ["a|b"] }), false],
  ["lines", inputOf({}, "lines", [1]), true],
  ["no line", inputOf({}, "lines", []), false],
  ["a text", inputOf({}, "text", "a"), true],
  ["an empty text", inputOf({}, "text", ""), false],
  ["an empty text as JSON", inputOf({}, "json", ""), true],
];

test.each(INPUTS)("%s", async (_, input, isCarried) => {
  expect(await isEncodableInput(operation, input)).toBe(isCarried);
});

describe("what fails is made smaller", () => {
  test.each([
    ["a form", "multipart", { text: "long", list: ["a", "b"], object: { foo: "b" } }, { object: { foo: "a" } }],
    ["another", "form", { list: ["long", "er"] }, { list: ["a"] }],
    ["lines", "lines", [{ a: 1 }, 2], [0]],
  ])("%s", async (_, kind, value, want) => {
    const input = inputOf({}, kind, value);
    const smallest = await shrinkInput(operation, input, createJudge(document), async () => true);
    expect(smallest.body?.value).toEqual(want);
  });
});

test("line ends of texts in a multipart form are all the same, at any depth", async () => {
  const [content] = operation.body?.contents ?? [];
  if (content === undefined) throw new Error("the operation has a form");
  const [lf, crlf, cr] = await Promise.all(
    ["\n", "\r\n", "\r"].map(async (end) => comparableBody(content, { text: `a${end}`, object: { foo: [`${end}b`] } })),
  );
  expect([crlf, cr]).toEqual([lf, lf]);
});
