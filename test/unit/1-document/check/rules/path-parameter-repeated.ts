import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a path with a repeated expression",
      `paths:\n  "/{a}/{a}": { parameters: [{ name: a, in: path, required: true, schema: {} }] }\n`,
      ["warning path-parameter-repeated 4:3 The path `/{a}/{a}` uses the parameter `a` twice."],
    ],
  ],
};
