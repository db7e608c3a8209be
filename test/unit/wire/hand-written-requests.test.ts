/** Parameters and forms as other clients write them, to a generated server: what the handler receives, or the status. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/1-document/json.ts";
import { generateInMemory } from "../../support/in-memory.ts";
import { programOfFiles } from "../../support/program.ts";

/** Sends a request to the operation with this number. Returns what its handler received, or the status. */
type Ask = (index: number, target: string, init?: RequestInit) => Promise<unknown>;

/** Creates a server of several operations: below `/0`, `/1` and so on. */
async function serverOf(operations: readonly (readonly [path: string, operation: JsonObject])[]): Promise<Ask> {
  const folder = await mkdtemp(join(tmpdir(), "specwright-"));
  try {
    const responses = { "204": { description: "none" } };
    const paths = operations.map(([path, operation], index) => {
      const method = "requestBody" in operation ? "post" : "get";
      return [`/${index}${path}`, { [method]: { operationId: `run${index}`, responses, ...operation } }];
    });
    const document = { openapi: "3.2.0", info: { title: "t", version: "1" }, paths: Object.fromEntries(paths) };
    const { files, diagnostics } = await generateInMemory(document, folder);
    if (!files) throw new Error(JSON.stringify(diagnostics));
    const { createServer } = await programOfFiles(files);
    let received: unknown;
    const handler = async (input: object) => {
      received = structuredClone({
        ...Reflect.get(input, "path"),
        ...Reflect.get(input, "query"),
        ...Reflect.get(input, "body"),
      });
      return { status: 204 };
    };
    const server = createServer(Object.fromEntries(operations.map((_, index) => [`run${index}`, handler])), {});
    return async (index, target, init = {}) => {
      received = undefined;
      const method = init.body === undefined ? "GET" : "POST";
      const request = new Request(`http://localhost/${index}${target}`, { method, ...init });
      const { status } = await server.fetch(request);
      return received ?? status;
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const formOf = (schema: JsonObject): JsonObject => ({
  requestBody: { required: true, content: { "application/x-www-form-urlencoded": { schema } } },
});
const queryOf = (parameter: JsonObject): JsonObject => ({ parameters: [{ name: "p", in: "query", ...parameter }] });

describe("an object in a path", async () => {
  const object = { type: "object", properties: { R: { type: "integer" } } };
  const closed = { ...object, additionalProperties: false };
  const rows: readonly [
    name: string,
    style: string,
    explode: boolean,
    schema: JsonObject,
    target: string,
    want: unknown,
  ][] = [
    ["a documented member", "matrix", true, closed, "/a/;R=1", { color: { R: 1 } }],
    ["an undocumented member of a closed object", "matrix", true, closed, "/a/;R=1;G=2", 400],
    ["an undocumented member of an open object", "matrix", true, object, "/a/;R=1;G=2", { color: { R: 1, G: "2" } }],
    ["the same in one piece", "matrix", false, closed, "/a/;color=R,1,G,2", 400],
    ["the style simple, exploded", "simple", true, closed, "/a/R=1,G=2", 400],
    ["the style simple", "simple", false, closed, "/a/R,1,G,2", 400],
    ["the style label, exploded", "label", true, closed, "/a/.R=1.G=2", 400],
  ];
  const ask = await serverOf(
    rows.map(([, style, explode, schema]) => {
      return ["/a/{color}", { parameters: [{ name: "color", in: "path", required: true, style, explode, schema }] }];
    }),
  );
  test.each(rows.map(([name, , , , target, want], index) => [name, index, target, want] as const))(
    "%s",
    async (_name, index, target, want) => {
      expect(await ask(index, target)).toEqual(want);
    },
  );
});

const INTEGER = { type: "integer" };
const DIGITS = { type: "string", pattern: "^[0-9]+$" };
const WORD = { type: "string", pattern: "^[a-z]+$" };

describe("a dictionary", async () => {
  const dictionaries: readonly [name: string, keywords: JsonObject][] = [
    ["additionalProperties", { additionalProperties: INTEGER }],
    ["unevaluatedProperties", { unevaluatedProperties: INTEGER }],
    ["patternProperties", { patternProperties: { "^.": INTEGER } }],
    ["allOf", { allOf: [{ additionalProperties: INTEGER }] }],
    ["allOf and unevaluatedProperties", { allOf: [{ properties: { z: DIGITS } }], unevaluatedProperties: INTEGER }],
  ];
  const places: readonly [name: string, target: string, operation: (keywords: JsonObject) => JsonObject][] = [
    [
      "in one piece",
      "/d?p=a,1,b,2",
      (keywords) => queryOf({ explode: false, schema: { type: "object", ...keywords } }),
    ],
    [
      "as deepObject",
      "/d?p[a]=1&p[b]=2",
      (keywords) => queryOf({ style: "deepObject", explode: true, schema: { type: "object", ...keywords } }),
    ],
    ["exploded", "/d?a=1&b=2", (keywords) => queryOf({ schema: { type: "object", ...keywords } })],
    ["without a type", "/d?p=a,1,b,2", (keywords) => queryOf({ explode: false, schema: keywords })],
  ];
  const rows = dictionaries.flatMap(([kind, keywords]) =>
    places.map(([place, target, operation]) => [`${kind}, ${place}`, target, operation(keywords)] as const),
  );
  const ask = await serverOf(rows.map(([, , operation]) => ["/d", operation] as const));
  test.each(rows.map(([name, target], index) => [name, index, target] as const))(
    "of %s, in a query",
    async (_name, index, target) => {
      expect(await ask(index, target)).toEqual({ p: { a: 1, b: 2 } });
      expect(await ask(index, target.replace("1", "x"))).toBe(400);
    },
  );

  const forms = await serverOf(
    dictionaries.map(([, keywords]) => ["/d", formOf({ type: "object", ...keywords })] as const),
  );
  test.each(dictionaries.map(([name], index) => [name, index] as const))("of %s, in a form", async (_name, index) => {
    expect(await forms(index, "/d", { body: new URLSearchParams({ a: "1", b: "2" }) })).toEqual({ a: 1, b: 2 });
    expect(await forms(index, "/d", { body: new URLSearchParams({ a: "x" }) })).toBe(400);
  });

  const patterns = { type: "object", patternProperties: { "^s": DIGITS, "^i": INTEGER }, additionalProperties: false };
  const list = { type: "array", unevaluatedItems: INTEGER };
  const others = await serverOf([patterns, list].map((schema) => ["/d", queryOf({ explode: false, schema })] as const));
  test("whose patterns have different types", async () => {
    expect(await others(0, "/d?p=s,5,i,5")).toEqual({ p: { s: "5", i: 5 } });
    expect(await others(0, "/d?p=s,5,i,x")).toBe(400);
  });
  test("items that only unevaluatedItems describes", async () => {
    expect(await others(1, "/d?p=1,2")).toEqual({ p: [1, 2] });
  });
});

describe("the alternative that fits", async () => {
  const listOfDigits = { type: "array", items: DIGITS };
  const small = { ...INTEGER, maximum: 9 };
  const rows: readonly [name: string, schema: JsonObject, query: string, want: unknown][] = [
    ["a string and not a list of digits", { oneOf: [{ type: "string", maxLength: 3 }, listOfDigits] }, "p=abc", "abc"],
    ["a list", { oneOf: [WORD, listOfDigits] }, "p=1&p=2", ["1", "2"]],
    ["a list of one", { oneOf: [WORD, listOfDigits] }, "p=1", ["1"]],
    ["neither", { oneOf: [WORD, listOfDigits] }, "p=A", 400],
    ["a number", { oneOf: [INTEGER, WORD] }, "p=5", 5],
    ["a string that looks like a number", { anyOf: [small, DIGITS] }, "p=10", "10"],
    ["a string that looks like a boolean", { oneOf: [{ const: false }, WORD] }, "p=true", "true"],
    ["strings among numbers", { type: "array", items: { anyOf: [small, DIGITS] } }, "p=5&p=10", [5, "10"]],
    [
      "a string and not a list of numbers",
      { oneOf: [{ type: "array", items: INTEGER }, { type: "string" }] },
      "p=1x",
      "1x",
    ],
  ];
  const queries = await serverOf(rows.map(([, schema]) => ["/d", queryOf({ schema })] as const));
  const forms = await serverOf(
    rows.map(([, schema]) => ["/d", formOf({ type: "object", properties: { p: schema } })] as const),
  );
  test.each(rows.map(([name, , query, want], index) => [name, index, query, want] as const))(
    "%s, in a query and in a form",
    async (_name, index, query, want) => {
      const wanted = want === 400 ? 400 : { p: want };
      expect(await queries(index, `/d?${query}`)).toEqual(wanted);
      expect(await forms(index, "/d", { body: new URLSearchParams(query) })).toEqual(wanted);
    },
  );

  const schema = { anyOf: [small, DIGITS] };
  const object = { type: "object", properties: { a: { type: "object", properties: { b: schema } } } };
  const parameters = [
    { name: "x", in: "path", required: true, schema },
    { name: "y", in: "query", style: "deepObject", schema: object },
  ];
  const nested = await serverOf([["/d/{x}", { parameters }]]);
  test("in a path and in a deep object", async () => {
    expect(await nested(0, "/d/10?y[a][b]=10")).toEqual({ x: "10", y: { a: { b: "10" } } });
    expect(await nested(0, "/d/9?y[a][b]=9")).toEqual({ x: 9, y: { a: { b: 9 } } });
    expect(await nested(0, "/d/9?y[a][b]=x")).toBe(400);
  });
});
