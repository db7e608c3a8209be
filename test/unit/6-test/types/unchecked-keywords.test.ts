import { describe, expect, it } from "vitest";
import type { Document, Schema } from "../../../../generator/1-document/openapi.ts";
import { schemaFormsOf } from "../../../../generator/1-document/rewrite/schema-forms.ts";
import { uncheckedKeywordsOf, isDocumented } from "../../../../generator/6-test/types/unchecked-keywords.ts";

const NOTE = "/** Checked by the validator only: not, items.pattern. */ export type A = unknown;";

const DOCUMENTED: readonly (readonly [keyword: string, declaration: string, want: boolean])[] = [
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

const UNCHECKED: readonly (readonly [name: string, given: Schema, documented: string[], undocumented: string[]])[] = [
  [
    "a constraint that the type expresses",
    { type: "object", properties: { a: { enum: [1] } }, required: ["a"] },
    [],
    [],
  ],
  ["a keyword that the comment names", { not: { type: "null" } }, ["not"], []],
  ["keywords that neither expresses", { items: { minLength: 1 }, contains: {} }, [], ["contains", "minLength"]],
  ["a keyword in a tested schema", { not: { minLength: 1 } }, ["not"], []],
  ["an empty not", { not: {} }, [], []],
  ["an if without then or else", { if: { minLength: 1 } }, [], []],
  [
    "properties of another form",
    { properties: { a: { writeOnly: true, minLength: 1 }, b: { format: "x" } } },
    [],
    ["format"],
  ],
  ["keywords without effect", { uniqueItems: false, $defs: { a: { format: "x" } } }, [], []],
];

describe("isDocumented", () => {
  it.each(DOCUMENTED)("%s: %s", (keyword, declaration, want) => expect(isDocumented(keyword, declaration)).toBe(want));
});

describe("uncheckedKeywordsOf", () => {
  it.each(UNCHECKED)("%s", (_name, given, documented, undocumented) => {
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
