import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "invalid statuses",
      `paths: { /a: { get: { responses: { 4xx: { description: d }, "600": { description: d }, "20X": { description: d }, "200200200200": { description: d }, Default: { description: d } } } } }`,
      [
        'error status-code 3:61 "600" is not a response status.',
        'error status-code 3:88 "20X" is not a response status.',
        'error status-code 3:115 "200200200200" is not a response status.',
        'error status-code 3:151 "Default" is not a response status.',
        "warning status-code-case 3:36 `4xx` is not in upper case: write `4XX`.",
      ],
    ],
  ],
  leavesOut: [
    [
      "an invalid status, but not a range in lower case",
      `paths: { /a: { get: { responses: { 4xx: { description: d }, 600: { description: d } } } } }`,
      "paths./a.get.responses",
      { "4xx": { description: "d" } },
    ],
  ],
};
