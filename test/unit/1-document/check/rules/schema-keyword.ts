import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "empty arrays, repeated types, and a negative `multipleOf`",
      withSchema("{ oneOf: [], allOf: [{ multipleOf: -1 }], type: [string, string] }"),
      [
        "warning schema-keyword 5:10 `oneOf` must not be an empty array.",
        "warning schema-keyword 5:50 `type` must name each type once.",
        "warning schema-keyword 5:43 `multipleOf` must be greater than 0.",
      ],
    ],
  ],
  leavesOut: [
    ["a `multipleOf` of 0", withSchema("{ type: number, multipleOf: 0 }"), "components.schemas.A", { type: "number" }],
  ],
};
