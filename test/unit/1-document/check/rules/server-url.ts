import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "URLs with a query, a fragment, or a repeated variable, but not a variable whose name contains `?`",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\nservers:\n  - { url: 'https://a.example/?a' }\n  - { url: '/b#c' }\n  - { url: 'https://{a}/{a}', variables: { a: { default: b } } }\n  - { url: 'https://{a?b}/', variables: { 'a?b': { default: b } } }\npaths: {}`,
      [
        "warning server-url 4:12 The URL has a query.",
        "warning server-url 5:12 The URL has a fragment.",
        "warning server-url 6:12 The URL uses the variable `a` twice.",
      ],
    ],
  ],
};
