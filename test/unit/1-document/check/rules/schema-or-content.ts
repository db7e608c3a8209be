import { withParameters } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "`content` beside `schema` and `explode`",
      withParameters("{ name: q, in: query, schema: {}, explode: true, content: { text/plain: {} } }"),
      [
        "error schema-or-content 6:42 `content` and `schema` exclude each other.",
        "error schema-or-content 6:54 `content` and `explode` exclude each other.",
      ],
    ],
  ],
};
