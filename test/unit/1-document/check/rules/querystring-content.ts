import { withParameters } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a `querystring` parameter with a schema",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\n${withParameters("{ name: q, in: querystring, schema: {} }")}`,
      ["error querystring-content 6:35 The `querystring` parameter has no `content`."],
    ],
  ],
};
