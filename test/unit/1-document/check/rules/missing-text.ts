import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a description that is null",
      withSchema("\n      description:\n      type: string"),
      ["warning missing-text 6:7 Expected type `string` but got `null`."],
    ],
    [
      "a response without a description",
      `paths: { /a: { get: { responses: { 200: {} } } } }`,
      ["warning missing-text 3:36 The field `description` must be present on this level."],
    ],
  ],
  accepts: [
    [
      "a response without a description in 3.2",
      "openapi: 3.2.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { responses: { 200: {} } } } }",
    ],
  ],
};
