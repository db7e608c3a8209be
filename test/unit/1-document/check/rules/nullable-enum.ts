import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  accepts: [
    [
      "`nullable: false`, and an `enum` that lists null",
      "openapi: 3.0.4\ninfo: { title: T, version: '1' }\npaths: {}\ncomponents: { schemas: { A: { type: string, nullable: false, enum: [a] }, B: { type: string, nullable: true, enum: [a, null] } } }",
    ],
  ],
};
