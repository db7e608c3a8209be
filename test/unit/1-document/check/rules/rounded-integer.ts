import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "rounded integers in values, but not in limits",
      withSchema(
        "{ anyOf: [{ enum: [1, 9007199254740993] }, { default: 9223372036854775807, examples: [{ a: [1.0e+21] }] }, { maximum: 9223372036854775807 }] }",
      ),
      [
        "warning rounded-integer 5:30 An integer is beyond 2^53-1 and is rounded to 9007199254740992.",
        "warning rounded-integer 5:62 An integer is beyond 2^53-1 and is rounded to 9223372036854775808.",
        "warning rounded-integer 5:100 An integer is beyond 2^53-1 and is rounded to 1000000000000000000000.",
      ],
    ],
    ["integers that are exact", withSchema("{ enum: [9007199254740991, -9007199254740991, 1.5] }"), []],
  ],
};
