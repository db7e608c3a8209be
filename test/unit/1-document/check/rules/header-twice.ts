import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  leavesOut: [
    [
      "the second of two header names that differ in case",
      `paths: { /a: { get: { responses: { 200: { description: d, headers: { A: { schema: {} }, a: { schema: true } } } } } } }`,
      "paths./a.get.responses.200.headers",
      { A: { schema: {} } },
    ],
  ],
};
