import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a path without a slash",
      `paths:\n  a: { get: { ${OK} } }\n`,
      ["warning path-slash 4:3 The path `a` does not begin with a slash."],
    ],
  ],
  accepts: [["names of webhooks", `webhooks: { "any name": { post: { ${OK} } } }`]],
};
