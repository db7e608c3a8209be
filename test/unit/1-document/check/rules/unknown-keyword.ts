import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "an unknown keyword",
      withSchema("{ type: string, nullabel: true }"),
      ["warning unknown-keyword 5:24 Property `nullabel` is not expected here."],
    ],
  ],
};
