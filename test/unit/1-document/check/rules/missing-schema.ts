import { withParameters } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a parameter without a schema",
      withParameters("{ name: q, in: query }"),
      ["warning missing-schema 6:20 Must contain at least one of the following fields: schema, content."],
    ],
  ],
};
