import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "all limits of an integer",
      withSchema("{ type: [integer, 'null'], minimum: -9007199254740993, exclusiveMaximum: 9223372036854775807 }"),
      [
        "info rounded-limit 5:44 `minimum` is beyond 2^53-1 and is read as -9007199254740992.",
        "info rounded-limit 5:81 `exclusiveMaximum` is beyond 2^53-1 and is read as 9223372036854775808.",
      ],
    ],
  ],
  accepts: [
    [
      "limits of numbers, and integers that are exact",
      withSchema(
        "{ type: number, maximum: 1.7976931348623157e+308, allOf: [{ type: integer, maximum: 9007199254740991 }] }",
      ),
    ],
  ],
};
