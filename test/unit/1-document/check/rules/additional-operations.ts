import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a method that is not a token, and one that has a field",
      `openapi: 3.2.0\ninfo: { title: T, version: '1' }\npaths: { /a: { additionalOperations: { "A B": { ${OK} }, GET: { ${OK} } } } }`,
      [
        'error additional-operations 3:40 "A B" cannot be a key of `additionalOperations`.',
        'error additional-operations 3:91 "GET" cannot be a key of `additionalOperations`.',
      ],
    ],
  ],
};
