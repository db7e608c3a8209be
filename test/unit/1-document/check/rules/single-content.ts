import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "two media types of a parameter, and none of a header",
      `paths: { /a: { get: { parameters: [{ name: q, in: query, content: { text/plain: {}, application/json: {} } }], responses: { 200: { description: d, headers: { A: { content: {} } } } } } } }`,
      [
        "error single-content 3:58 `content` has 2 media types.",
        "error single-content 3:164 `content` has no media type.",
      ],
    ],
  ],
};
