import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "an unknown keyword",
      withSchema("{ type: string, nullable: true }"),
      ["warning unknown-keyword 5:24 Property `nullable` is not expected here."],
    ],
  ],
};
