/** Inputs that no request can carry are recognized, and shrinking does not produce them. */
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

const INPUTS: readonly [name: string, input: OperationInput, isEncodable: boolean][] = [
  ["an empty input", inputOf({}), true],
  ["a list", inputOf({ list: ["a"] }), true],
  ["an empty array", inputOf({ list: [] }), false],
  ["an object whose members are called as no parameter is", inputOf({ list: ["a"], spread: { a: "b" } }), true],
  ["an exploded object with the name of another parameter", inputOf({ foo: "a", spread: { foo: "b" } }), false],
  ["a form", inputOf({}, "multipart", { text: "a", object: { foo: "b" } }), true],
  ["an empty form", inputOf({}, "multipart", {}), false],
  ["a form with an empty array", inputOf({}, "form", { text: "a", list: [] }), false],
  ["a part with a style and an empty object", inputOf({}, "multipart", { text: "a", object: {} }), false],
  ["a part with its separator in an item", inputOf({}, "multipart", { list: ["a|b"] }), false],
  ["lines", inputOf({}, "lines", [1]), true],
  ["no line", inputOf({}, "lines", []), false],
  ["a string", inputOf({}, "text", "a"), true],
  ["an empty string", inputOf({}, "text", ""), false],
  ["an empty string as JSON", inputOf({}, "json", ""), true],
];

test.each(INPUTS)("decides whether a request can carry %s", async (_, input, isEncodable) => {
  expect(await isEncodableInput(operation, input)).toBe(isEncodable);
});

describe("shrinks failing inputs", () => {
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

test("treats all line breaks in multipart forms alike, at any depth", async () => {
  const [content] = operation.body?.contents ?? [];
  if (content === undefined) throw new Error("the operation has a form");
  const [lf, crlf, cr] = await Promise.all(
    ["\n", "\r\n", "\r"].map(async (end) => comparableBody(content, { text: `a${end}`, object: { foo: [`${end}b`] } })),
  );
  expect([crlf, cr]).toEqual([lf, lf]);
});
