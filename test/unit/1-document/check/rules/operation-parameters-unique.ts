import { withParameters } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a header parameter that is declared twice in different case",
      withParameters("{ name: X-A, in: header, schema: {} }, { name: x-a, in: header, schema: {} }"),
      ["warning operation-parameters-unique 6:59 The header parameter `x-a` is declared twice."],
    ],
    [
      "a parameter that is declared twice by references",
      `${withParameters("{ $ref: '#/components/parameters/A' }, { $ref: '#/components/parameters/B' }")}components: { parameters: { A: { name: q, in: query, schema: {} }, B: { name: q, in: query, schema: {} } } }\n`,
      ["warning operation-parameters-unique 6:59 The query parameter `q` is declared twice."],
    ],
    [
      "a parameter that is declared twice",
      withParameters("{ name: q, in: query, schema: {} }, { name: q, in: query, schema: {} }"),
      ["warning operation-parameters-unique 6:56 The query parameter `q` is declared twice."],
    ],
  ],
  leavesOut: [
    [
      "the second of two equal parameters",
      withParameters("{ name: q, in: query, schema: {} }, { name: q, in: query, schema: { type: string } }"),
      "paths./a.get.parameters",
      [{ name: "q", in: "query", schema: {} }],
    ],
  ],
};
