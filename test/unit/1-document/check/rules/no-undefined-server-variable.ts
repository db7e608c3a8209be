import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "an undeclared variable",
      `servers: [{ url: 'https://{h}/' }]\n${withSchema("{}")}`,
      ["warning no-undefined-server-variable 3:18 The variable `h` is not declared."],
    ],
  ],
  leavesOut: [
    [
      "a server with an undeclared variable",
      "servers: [{ url: 'https://{h}/' }, { url: / }]\npaths: {}",
      "servers",
      [{ url: "/" }],
    ],
  ],
};
