import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a tag that is declared twice",
      `tags: [{ name: a }, { name: a }]\n${withSchema("{}")}`,
      ["warning no-duplicated-tag-names 3:21 Duplicate tag name found: 'a'."],
    ],
  ],
};
