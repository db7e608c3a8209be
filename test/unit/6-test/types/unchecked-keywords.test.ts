import { describe, expect, it } from "vitest";
import type { Document, Schema } from "../../../../generator/1-document/openapi.ts";
import { schemaFormsOf } from "../../../../generator/1-document/rewrite/schema-forms.ts";
import { uncheckedKeywordsOf, isDocumented } from "../../../../generator/6-test/types/unchecked-keywords.ts";

const NOTE = "/** Checked by the validator only: not, items.pattern. */ export type A = unknown;";

const TOLD: readonly (readonly [keyword: string, declaration: string, want: boolean])[] = [
  ["not", NOTE, true],
  ["pattern", NOTE, true],
  ["items", NOTE, false],
  ["contains", NOTE, false],
  ["minLength", "/** 1 to 3 characters */", true],
  ["maxLength", "/** At most 1 character. Pattern: ^a */", true],
  ["pattern", "/** At most 1 character. Pattern: ^a */", true],
  ["minProperties", "/** At least 2 properties */", true],
  ["minItems", "/** At least 2 properties */", false],
  ["format", "export type A = string;", false],
];

const FIDELITY: readonly (readonly [name: string, given: Schema, documented: string[], undocumented: string[]])[] = [
  ["what the type says", { type: "object", properties: { a: { enum: [1] } }, required: ["a"] }, [], []],
  ["what the comment says", { not: { type: "null" } }, ["not"], []],
  ["what nobody says", { items: { minLength: 1 }, contains: {} }, [], ["contains", "minLength"]],
  ["questions", { not: { minLength: 1 } }, ["not"], []],
  ["nothing is not", { not: {} }, [], []],
  ["a condition without consequence", { if: { minLength: 1 } }, [], []],
  [
    "what does not travel",
    { properties: { a: { writeOnly: true, minLength: 1 }, b: { format: "x" } } },
    [],
    ["format"],
  ],
  ["what does not ask", { uniqueItems: false, $defs: { a: { format: "x" } } }, [], []],
];

describe("isTold", () => {
  it.each(TOLD)("%s: %s", (keyword, declaration, want) => expect(isDocumented(keyword, declaration)).toBe(want));
});

describe("fidelityOf", () => {
  it.each(FIDELITY)("%s", (_name, given, documented, undocumented) => {
    const document: Document = {
      openapi: "3.2.0",
      info: { title: "t", version: "1" },
      components: { schemas: { A: given } },
    };
    expect(uncheckedKeywordsOf(given, NOTE, { variants: schemaFormsOf(document), form: "response" })).toEqual({
      documented,
      undocumented,
    });
  });
});
