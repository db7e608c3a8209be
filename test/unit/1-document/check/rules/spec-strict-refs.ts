import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a `$ref` in the place of an operation",
      `paths:\n  /a:\n    get: { $ref: '#/paths/~1b/get' }\n  /b:\n    get: { responses: { default: { description: a } } }\n`,
      ["error spec-strict-refs 5:12 A `$ref` is not allowed here."],
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
      "a `$ref` in the place of an operation",
      `paths: { /a: { get: { $ref: '#/paths/~1b/get' } }, /b: { get: { responses: { default: { description: a } } } } }`,
      "paths./a.get",
      {},
    ],
  ],
};
