/** Names of the values of enums: those of the description, and those that are made from the values. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { SchemaObject } from "../../../generator/1-document/openapi.ts";
import { enumMembers } from "../../../generator/3-views/types/enum-members.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { typesView } from "../../../generator/3-views/types.ts";
import { printPage } from "../../support/print-page.ts";
import { withSchemas } from "../2-model/documents.ts";

type Extended = SchemaObject & Readonly<Record<`x-${string}`, unknown>>;

const CASES: readonly (readonly [name: string, given: Extended, want: object, descriptions?: object])[] = [
  ["x-enumNames", { enum: [0, 1], "x-enumNames": ["Unknown", "ACTIVE"] }, { Unknown: 0, ACTIVE: 1 }],
  [
    "x-enum-varnames and x-enum-descriptions",
    { enum: ["&&", "||"], "x-enum-varnames": ["AND", "OR"], "x-enum-descriptions": ["both", "any"] },
    { AND: "&&", OR: "||" },
    { AND: "both", OR: "any" },
  ],
  ["values of another type beside values of the type", { type: "string", enum: ["a", 1, true] }, { A: "a" }],
  ["values of another type only", { type: "integer", enum: ["1", "2"] }, { Value1: "1", Value2: "2" }],
  [
    "descriptions by value",
    { enum: ["a", "b"], "x-enumDescriptions": { b: "second" } },
    { A: "a", B: "b" },
    { B: "second" },
  ],
  [
    "x-ms-enum, whose values have another order",
    {
      enum: ["a-b", "c", 3],
      "x-ms-enum": {
        name: "E",
        values: [
          { value: "3", name: "Three" },
          { value: "a-b", name: "AandB", description: "x" },
        ],
      },
    },
    { AandB: "a-b", C: "c", Three: 3 },
    { AandB: "x" },
  ],
  ["a list without a name for null", { enum: [null, 0, 1], "x-enumNames": ["No", "Yes"] }, { No: 0, Yes: 1 }],
  ["a list with a name for null", { enum: [null, 0], "x-enumNames": ["None", "No"] }, { No: 0 }],
  ["a list of another length has no effect", { enum: [0, 1], "x-enumNames": ["No"] }, { Value0: 0, Value1: 1 }],
  ["a name twice has no effect", { enum: [0, 1], "x-enumNames": ["No", "No"] }, { Value0: 0, Value1: 1 }],
  [
    "a given name is kept from other values",
    { enum: ["b", "x"], "x-ms-enum": { values: [{ value: "x", name: "B" }] } },
    { b: "b", B: "x" },
  ],
  [
    "signs",
    { enum: ["name", "-name", "+1", -1, 0] },
    { Name: "name", MinusName: "-name", Plus1: "+1", Minus1: -1, Value0: 0 },
  ],
  ["symbols", { enum: ["<", "<=", ""] }, { "<": "<", "<=": "<=", Empty: "" }],
  [
    "oneOf of constants with titles",
    { oneOf: [{ const: 1, title: "Very low", description: "d" }, { const: 2, title: "High" }, { const: 3 }] },
    { VeryLow: 1, High: 2, Value3: 3 },
    { VeryLow: "d" },
  ],
  ["an open enum", { anyOf: [{ type: "string" }, { type: "string", enum: ["a"] }] }, { A: "a" }],
  ["an open enum with references is none", { anyOf: [{ type: "string" }, { $ref: "#/x" }] }, {}],
  ["other values", { enum: [true, "a"] }, {}],
  ["other alternatives", { oneOf: [{ const: 1 }, { type: "string" }] }, {}],
];

const COMPLETE = CASES.map(([name, given, want, descriptions = {}]) => [name, given, want, descriptions] as const);

test.each(COMPLETE)("%s", (_name, given, want, descriptions) => {
  const members = enumMembers(given);
  expect(Object.fromEntries(members.map(({ name, value }) => [name, value]))).toEqual(want);
  const described = members.filter(({ description }) => description !== undefined);
  expect(Object.fromEntries(described.map(({ name, description }) => [name, description]))).toEqual(descriptions);
});

test("a value that is added at the end renames no other value", () => {
  const value = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "B", "-", "_", "1", "."), maxLength: 4 }),
    fc.integer({ min: -12, max: 12 }),
  );
  fc.assert(
    fc.property(fc.uniqueArray(value, { minLength: 1 }), value, (values, added) => {
      const before = enumMembers({ enum: values });
      const after = enumMembers({ enum: [...values, added] });
      expect(after.slice(0, before.length)).toEqual(before);
      expect(new Set(after.map(({ name }) => name)).size).toBe(after.length);
    }),
    { numRuns: 2000 },
  );
});

test("descriptions of values are doc comments", () => {
  const schema: Extended = { enum: [0, 1], "x-enumNames": ["No", "Yes"], "x-enum-descriptions": ["*/ bad", "good"] };
  const text = printPage("types.ts", "types.ts", typesView(buildApi(withSchemas({ Answer: schema }))));
  expect(text).toContain("export const Answer = {\n  /** *\\/ bad */\n  No: 0,\n  /** good */\n  Yes: 1,\n} as const;");
});

test("the literals of an open enum stay proposals of editors", () => {
  const open = { anyOf: [{ type: "string" }, { type: "string", enum: ["a", "b"] }] } as const;
  const color = { type: "string", enum: ["red"] } as const;
  const api = buildApi(
    withSchemas({
      Open: open,
      Color: color,
      ByReference: { oneOf: [{ $ref: "#/components/schemas/Color" }, { type: "string" }, { type: "null" }] },
      Numbers: { anyOf: [{ type: "integer" }, { enum: [1, 2] }] },
      Mixed: { anyOf: [{ type: "string" }, { enum: [1] }] },
    }),
  );
  const text = printPage("types.ts", "types.ts", typesView(api));
  const types = Object.fromEntries(
    [...text.matchAll(/^export type (\w+) = (.*);$/gm)].map(([, name, type]) => [name, type]),
  );
  expect(types).toEqual({
    Open: '(string & {}) | "a" | "b"',
    Color: '"red"',
    ByReference: "Color | (string & {}) | null",
    Numbers: "(number & {}) | 1 | 2",
    Mixed: "string | 1",
  });
});
