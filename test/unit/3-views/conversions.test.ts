import { describe, expect, test } from "vitest";
import type { Schema } from "../../../generator/1-document/openapi.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { ANY_SCOPE, conversionsOf, conversionsView, importingScope } from "../../../generator/3-views/conversions.ts";
import { Imports } from "../../../generator/3-views/import-lines.ts";
import { onOneLine } from "../../../generator/3-views/layout.ts";
import { typesByForm } from "../../../generator/3-views/types/schema-to-type.ts";
import { documentOf } from "../2-model/documents.ts";

const schemas: Record<string, Schema> = {
  Time: { type: "string", format: "date-time" },
  Id: { type: "integer", format: "int64" },
  Short: { type: "string", maxLength: 5 },
  Tree: {
    type: "object",
    properties: {
      at: { $ref: "#/components/schemas/Time" },
      parts: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
    },
  },
  Selfish: { oneOf: [{ $ref: "#/components/schemas/Time" }, { $ref: "#/components/schemas/Selfish" }] },
};
const api = buildApi(documentOf({ components: { schemas } }));
const formats = { "date-time": "Date", int64: "bigint" } as const;
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const time: Schema = { type: "string", format: "date-time" };
const id: Schema = { type: "integer", format: "int64" };

describe("the type of a schema and the data of its conversion agree", () => {
  test.each<[string, Schema, string, string]>([
    ["date-time", time, "Date", '"Date"'],
    ["int64", id, "bigint", '"bigint"'],
    ["int32", { type: "integer", format: "int32" }, "number", ""],
    ["a fraction stays a number", { type: "number", format: "int64" }, "number", ""],
    ["nullable", { type: ["string", "null"], format: "date-time" }, "Date | null", '"Date"'],
    ["a list of values stays what it is", { ...id, enum: [1, 2] }, "1 | 2", ""],
    ["by whichever schema lists them", { allOf: [ref("Id"), { const: 1 }] }, "number & 1", ""],
    ["a list", { type: "array", items: id }, "bigint[]", '{ items: "bigint" }'],
    ["a map", { type: "object", additionalProperties: time }, "{ [key: string]: Date }", '{ rest: "Date" }'],
    ["a reference", ref("Time"), "Time", "() => conversions.Time"],
    ["beside what asks for more", { allOf: [time, { type: "string", minLength: 9 }] }, "Date", '"Date"'],
    ["beside a named text", { allOf: [time, ref("Short")] }, "Date", '"Date"'],
    [
      "alternatives",
      { oneOf: [time, { type: "integer" }] },
      "Date | number",
      '{ anyOf: [{ types: ["string"], as: "Date" }, { types: ["integer"] }] }',
    ],
    ["nothing to convert", ref("Short"), "Short", ""],
  ])("%s", (_, schema, type, data) => {
    expect(typesByForm(api, formats).response.typeOf(schema).text).toBe(type);
    expect(onOneLine(conversionsOf(api, formats).of(schema, importingScope(new Imports())) ?? [])).toBe(
      data === "" ? "[]" : data,
    );
  });

  test("converts one format without the other", () => {
    const some = { int64: "bigint" } as const;
    expect(typesByForm(api, some).request.typeOf({ oneOf: [time, id] }).text).toBe("string | bigint");
    expect(conversionsOf(api, some).of(time, ANY_SCOPE)).toBeUndefined();
  });

  test("converts nothing by default", () => {
    expect(typesByForm(api).response.typeOf({ oneOf: [time, id] }).text).toBe("string | number");
    expect(conversionsOf(api).of(time, ANY_SCOPE)).toBeUndefined();
    expect(conversionsOf(api).named).toEqual([]);
  });

  test("named schemas refer to others, and to themselves only for parts of a value", () => {
    const { conversions } = conversionsView(conversionsOf(api, formats));
    expect(conversions.map(({ name, data }) => ({ name, data }))).toEqual([
      { name: "Time", data: '"Date"' },
      { name: "Id", data: '"bigint"' },
      { name: "Tree", data: "{ properties: { at: () => Time, parts: { items: () => Tree } } }" },
      { name: "Selfish", data: expect.stringContaining("as: () => Time") },
    ]);
    expect(conversions.at(-1)?.data).not.toContain("Selfish");
  });
});
