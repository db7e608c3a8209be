import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a type that does not exist",
      withSchema("{ type: float }"),
      [
        'error schema-type 5:16 `type` can be one of the following only: "object", "array", "string", "number", "integer", "boolean", "null".',
      ],
    ],
    [
      "an array of types in 3.0",
      "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n" + withSchema("{ type: [string, 'null'] }"),
      [
        'warning schema-type-array 6:10 `type` can be one of the following only: "object", "array", "string", "number", "integer", "boolean".',
      ],
    ],
  ],
};
