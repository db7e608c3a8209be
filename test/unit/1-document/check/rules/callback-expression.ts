import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  accepts: [
    [
      "a runtime expression in braces",
      `paths: { /a: { post: { callbacks: { c: { '{$request.body#/url}': { post: { ${OK} } } } }, ${OK} } } }`,
    ],
  ],
};
