import { describe, expect, it } from "vitest";
import type { Schema } from "../../../generator/1-document/openapi.ts";
import type { Docs } from "../../../generator/2-model/api.ts";
import { docsView, schemaDocsView } from "../../../generator/3-views/docs.ts";

const NOTHING: Docs = { summary: undefined, description: undefined, deprecated: false, externalDocs: undefined };

const DOCS: readonly [name: string, given: Partial<Docs>, want: readonly string[]][] = [
  ["nothing to say", {}, []],
  ["blank text", { description: " \n " }, []],
  ["one line", { summary: "A client" }, ["/** A client */"]],
  ["a summary said twice", { summary: "A client", description: "A client" }, ["/** A client */"]],
  [
    "paragraphs and tags",
    { summary: "A client", description: "Pays.\n\nOr not.\n", deprecated: true, externalDocs: "https://example.com" },
    [
      "/**",
      " * A client",
      " *",
      " * Pays.",
      " *",
      " * Or not.",
      " *",
      " * @deprecated",
      " * @see https://example.com",
      " */",
    ],
  ],
  ["the end of a comment", { summary: "a */ b" }, ["/** a *\\/ b */"]],
  [
    "a tag that is text",
    { description: "@internal\n  @deprecated" },
    ["/**", " * \\@internal", " *   \\@deprecated", " */"],
  ],
];

const SCHEMAS: readonly [name: string, given: Schema, want: readonly string[]][] = [
  ["a boolean schema", true, []],
  ["a type alone", { type: "string" }, []],
  ["a format", { format: "date" }, ["/** Format: date */"]],
  [
    "bounds",
    { minimum: 0, exclusiveMaximum: 1, multipleOf: 0.01 },
    ["/** Minimum: 0. Less than 1. Multiple of 0.01 */"],
  ],
  ["lengths", { minLength: 1, maxLength: 20, pattern: "^a*/$" }, ["/** 1 to 20 characters. Pattern: ^a*\\/$ */"]],
  ["items", { minItems: 2, maxItems: 2, uniqueItems: true }, ["/** 2 items. Unique items */"]],
  ["properties", { minProperties: 1 }, ["/** At least 1 property */"]],
  ["many properties", { maxProperties: 3 }, ["/** At most 3 properties */"]],
  [
    "default and examples",
    { default: null, example: 1, examples: ["*/"] },
    ["/**", " * @default null", " * @example 1", ' * @example "*\\/"', " */"],
  ],
  ["a default and a title", { title: "Size", default: 5 }, ["/**", " * Size", " *", " * @default 5", " */"]],
  ["a long example", { example: "x".repeat(200) }, []],
];

describe("docsView", () => {
  it.each(DOCS)("%s", (_name, given, want) => {
    expect(docsView({ ...NOTHING, ...given }).lines).toEqual(want);
  });

  it("prints remarks after summary and description", () => {
    expect(schemaDocsView({ description: "Text" }, ["Remark"]).lines).toEqual([
      "/**",
      " * Text",
      " *",
      " * Remark",
      " */",
    ]);
  });
});

describe("schemaDocsView", () => {
  it.each(SCHEMAS)("%s", (_name, given, want) => {
    expect(schemaDocsView(given).lines).toEqual(want);
  });
});
