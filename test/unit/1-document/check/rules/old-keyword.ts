import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "`nullable` in 3.1",
      withSchema("{ type: string, nullable: true }"),
      ["warning old-keyword 5:24 Property `nullable` is not expected here."],
    ],
    [
      "a boolean limit in 3.1",
      withSchema("{ type: integer, minimum: 0, exclusiveMinimum: true }"),
      ["warning old-keyword 5:55 Expected type `number` but got `boolean`."],
    ],
  ],
};
