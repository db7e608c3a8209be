import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

const properties = (...schemas: readonly string[]): string =>
  withSchema(`\n      properties:\n${schemas.map((schema, index) => `        p${index}: ${schema}\n`).join("")}`);

export const table: RuleTable = {
  messages: [
    [
      "types, limits and lists that exclude each other",
      properties(
        "{ allOf: [{ type: string }, { type: [integer, 'null'] }] }",
        "{ allOf: [{ type: integer, minimum: 5 }, { maximum: 5, exclusiveMaximum: 5 }] }",
        "{ type: [string, number], minLength: 3, allOf: [{ maxLength: 2, minimum: 1 }, { maximum: 0 }] }",
        "{ type: array, minItems: 2, allOf: [{ maxItems: 1 }] }",
        "{ allOf: [{ enum: [a, b] }, { enum: [c] }] }",
        "{ enum: [a, b], allOf: [{ minLength: 2 }] }",
        "{ enum: [] }",
      ),
      [
        "warning No value is valid: no value is of type string and of type integer or null at once.",
        "warning No value is valid: `minimum` 5 leaves nothing below `exclusiveMaximum` 5.",
        "warning No value is valid: `minimum` 1 leaves nothing below `maximum` 0.",
        "warning No value is valid: `minItems` 2 leaves nothing below `maxItems` 1.",
        'warning No value is valid: of the values in `enum` or `const`, "a" is not in `enum`.',
        'warning No value is valid: of the values in `enum` or `const`, "a" is shorter than 2.',
        "warning No value is valid: `enum` is empty.",
      ],
    ],
    [
      "required properties, items and alternatives",
      properties(
        "{ type: object, required: [a], properties: { a: false } }",
        "{ type: object, required: [a], additionalProperties: false }",
        "{ type: object, required: [a], allOf: [{ properties: { a: { type: string } } }, { properties: { a: { type: boolean } } }] }",
        "{ type: array, minItems: 1, items: false }",
        "{ type: string, oneOf: [{ type: integer }, { type: boolean }] }",
      ),
      [
        "warning No value is valid: `a` is required, but for it no value is allowed.",
        "warning No value is valid: `a` is required, but `additionalProperties: false` of the schema itself forbids it.",
        "warning No value is valid: `a` is required, but for it no value is of type string and of type boolean at once.",
        "warning No value is valid: `minItems` is 1, but for an item no value is allowed.",
        "warning No value is valid: each schema of `oneOf` contradicts the others. For the first, no value is of type string and of type integer at once.",
      ],
    ],
    [
      "a conflict once, where it is, and neither `false` nor what `min-max` and `enum-type` report",
      properties(
        "{ type: object, required: [a], properties: { a: { allOf: [{ type: string }, { type: integer }] } } }",
        "{ $ref: '#/components/schemas/A/properties/p0/properties/a' }",
        "{ not: {} }",
        "{ allOf: [false] }",
        "{ type: string, minLength: 2, maxLength: 1 }",
        "{ type: integer, enum: ['1'] }",
      ),
      ["warning No value is valid: no value is of type string and of type integer at once."],
    ],
  ],
  accepts: [
    [
      "schemas that seem to contradict each other",
      properties(
        "{ properties: { a: false } }",
        "{ minLength: 3, allOf: [{ maxLength: 2 }] }",
        "{ required: [a], type: [object, string], allOf: [{ properties: { a: { allOf: [{ type: string }, {}] } } }] }",
        "{ type: integer, allOf: [{ type: number }, { enum: [1, 2.5] }] }",
        "{ type: array, items: { $ref: '#/components/schemas/A' } }",
        "{ required: [n], properties: { n: { $ref: '#/components/schemas/A' } } }",
        "{ oneOf: [{ type: integer }, { type: string }], type: string }",
      ),
    ],
    [
      "null of 3.0",
      "openapi: 3.0.4\ninfo: { title: T, version: '1' }\npaths: {}\ncomponents: { schemas: { A: { type: string, nullable: true, allOf: [{ type: integer, nullable: true }] } } }",
    ],
  ],
};
