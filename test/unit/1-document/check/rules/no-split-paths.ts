import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "identical paths without a common method",
      `paths:\n  "/{a}": { get: { parameters: [{ name: a, in: path, required: true, schema: {} }], ${OK} } }\n  "/{b}": { put: { parameters: [{ name: b, in: path, required: true, schema: {} }], ${OK} } }\n`,
      ["warning no-split-paths 5:3 The paths `/{a}` and `/{b}` differ only in the names of their parameters."],
    ],
  ],
};
