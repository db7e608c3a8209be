import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "`nullable` without `type` in 3.0",
      "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n" + withSchema("{ nullable: true }"),
      ["warning nullable-type-sibling 6:20 The `type` field must be defined when the `nullable` field is used."],
    ],
  ],
};
