import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "identical paths with a common method",
      `paths:\n  "/{a}": { get: { parameters: [{ name: a, in: path, required: true, schema: {} }], ${OK} } }\n  "/{b}": { get: { parameters: [{ name: b, in: path, required: true, schema: {} }], ${OK} } }\n`,
      ["warning no-identical-paths 5:3 The paths `/{a}` and `/{b}` differ only in the names of their parameters."],
    ],
  ],
};
