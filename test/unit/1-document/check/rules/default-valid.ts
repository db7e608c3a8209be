import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a default of a parameter in 2.0",
      `swagger: "2.0"\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    get:\n      parameters: [{ name: a, in: query, type: integer, default: x }]\n      responses: { "200": { description: d } }\n`,
      ["warning default-valid 6:66 The default is not of type integer."],
    ],
    [
      "a default beside an exclusive limit of 3.0",
      `openapi: 3.0.3\ninfo: { title: T, version: "1" }\npaths: {}\n${withSchema("{ type: integer, nullable: true, minimum: 0, exclusiveMinimum: true, default: 0 }")}`,
      ["warning default-valid 6:86 The default is not more than 0."],
    ],
  ],
  messages: [
    [
      "a default beside a type",
      withSchema("{ type: integer, default: 1.5 }"),
      ["warning The default is not of type integer."],
    ],
    [
      "a default beside several types",
      withSchema('{ type: [integer, "null"], default: a }'),
      ["warning The default is not of type integer or null."],
    ],
    [
      "a default beside an `enum`",
      withSchema("{ enum: [a, b], default: c }"),
      ["warning The default is not in `enum`."],
    ],
    ["a default beside a `const`", withSchema("{ const: 1, default: 2 }"), ["warning The default is not the `const`."]],
    ["a default beside a minimum", withSchema("{ minimum: 1, default: 0 }"), ["warning The default is less than 1."]],
    ["a default beside a maximum", withSchema("{ maximum: 1, default: 2 }"), ["warning The default is more than 1."]],
    [
      "a default beside an exclusive limit",
      withSchema("{ exclusiveMaximum: 1, default: 1 }"),
      ["warning The default is not less than 1."],
    ],
    [
      "a default beside a minimum length",
      withSchema("{ type: string, minLength: 1, default: '' }"),
      ["warning The default is shorter than 1."],
    ],
    [
      "a default beside a format",
      withSchema("{ type: string, format: date, default: '' }"),
      ["warning The default is not of format date."],
    ],
    [
      "a default beside a maximum number of items",
      withSchema("{ type: array, maxItems: 1, default: [1, 2] }"),
      ["warning The default is longer than 1."],
    ],
    [
      "a default beside the schema of the items",
      withSchema("{ type: array, items: { type: string }, default: [a, 1] }"),
      ["warning The default has a value at `/1` that is not of type string."],
    ],
    [
      "a default beside the schema of a property",
      withSchema("{ properties: { a: { type: string } }, default: { a: 1 } }"),
      ["warning The default has a value at `/a` that is not of type string."],
    ],
    [
      "a default beside a part of `allOf`",
      withSchema("{ allOf: [{ minimum: 1 }], default: 0 }"),
      ["warning The default is less than 1."],
    ],
    [
      "a default beside malformed keywords: no message",
      withSchema("{ type: __proto__, enum: 1, allOf: 2, items: [], minimum: a, default: 0 }"),
      [],
    ],
  ],
  accepts: [
    ["{ type: integer, default: 3 }", withSchema("{ type: integer, default: 3 }")],
    [
      "{ type: number, exclusiveMinimum: 1, maximum: 2, default: 2 }",
      withSchema("{ type: number, exclusiveMinimum: 1, maximum: 2, default: 2 }"),
    ],
    [
      '{ type: [string, "null"], enum: [a, null], default: null }',
      withSchema('{ type: [string, "null"], enum: [a, null], default: null }'),
    ],
    ["{ enum: [{ a: 1 }], default: { a: 1 } }", withSchema("{ enum: [{ a: 1 }], default: { a: 1 } }")],
    ["{ anyOf: [{ type: string }, {}], default: 1 }", withSchema("{ anyOf: [{ type: string }, {}], default: 1 }")],
    ["{ type: string, maxLength: 1, default: 😀 }", withSchema("{ type: string, maxLength: 1, default: 😀 }")],
    [
      "null beside `nullable` and an exclusive limit of 3.0",
      `openapi: 3.0.3\ninfo: { title: T, version: "1" }\npaths: {}\n${withSchema("{ type: integer, nullable: true, minimum: 0, exclusiveMinimum: true, default: null }")}`,
    ],
  ],
};
