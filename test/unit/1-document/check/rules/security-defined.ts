import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "an unknown security scheme",
      `security: [{ Key: [] }]\n${withSchema("{}")}`,
      ["warning security-defined 3:14 There is no security scheme `Key`."],
    ],
  ],
};
