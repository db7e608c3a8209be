import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "empty `responses`, with and without extensions",
      "paths: { /a: { get: { responses: {} }, put: { responses: { x-a: 1 } }, post: {} } }",
      [
        "warning empty-responses 3:23 No response is described.",
        "warning empty-responses 3:47 No response is described.",
      ],
    ],
  ],
};
