import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a path with a fragment",
      `paths:\n  "/a#b": { get: { ${OK} } }\n`,
      ["warning path-fragment 4:3 The fragment of `/a#b` is never sent."],
    ],
  ],
};
