import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a `$ref` in the place of `responses`",
      `paths:\n  /a:\n    get:\n      responses: { $ref: '#/components/responses' }\ncomponents: { responses: {} }\n`,
      ["error spec-strict-refs 6:20 A `$ref` is not allowed here."],
    ],
  ],
  accepts: [
    [
      "objects with `$ref` in examples, extensions and enums",
      withSchema(
        "{ example: { $ref: x }, examples: [{ $ref: x }], enum: [{ $ref: x }], const: { $ref: x }, default: { $ref: x }, x-a: { $ref: x } }",
      ),
    ],
  ],
  leavesOut: [
    [
      "a `$ref` in the place of `responses`",
      `paths: { /a: { get: { responses: { $ref: '#/components/responses' } } } }\ncomponents: { responses: {} }`,
      "paths./a.get",
      { responses: {} },
    ],
  ],
};
