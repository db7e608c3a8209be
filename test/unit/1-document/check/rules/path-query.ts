import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a path with a query",
      `paths:\n  /a?b=c: { get: { ${OK} } }\n`,
      ["warning path-query 4:3 The path `/a?b=c` contains a query."],
    ],
  ],
};
