import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "path parameters without `required: true`",
      `paths: { "/{a}/{b}": { get: { parameters: [{ name: a, in: path, schema: {} }, { name: b, in: path, required: false, schema: {} }], ${OK} } } }`,
      [
        "warning path-parameter-required 3:44 The path parameter `a` must have `required: true`.",
        "warning path-parameter-required 3:110 The path parameter `b` must have `required: true`.",
      ],
    ],
  ],
};
