import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "patterns of 2.0 outside of schemas",
      `swagger: "2.0"\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { parameters: [{ name: q, in: query, type: array, items: { type: string, pattern: '(' } }], responses: { 200: { description: d, headers: { X: { type: number, multipleOf: 0 } } } } } } }`,
      [
        "warning pattern-valid 3:103 `(` is not a valid regular expression.",
        "warning schema-keyword 3:191 `multipleOf` must be greater than 0.",
      ],
    ],
    [
      "an invalid pattern",
      withSchema("{ type: string, pattern: '(a' }"),
      ["warning pattern-valid 5:33 `(a` is not a valid regular expression."],
    ],
    [
      "an invalid key of `patternProperties`",
      withSchema("{ patternProperties: { '[': {} } }"),
      ["warning pattern-valid 5:31 `[` is not a valid regular expression."],
    ],
  ],
  accepts: [["escapes that only the legacy syntax allows", withSchema("{ pattern: '^[\\w-\\.]+$' }")]],
};
