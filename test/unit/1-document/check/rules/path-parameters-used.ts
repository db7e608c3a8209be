import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a path parameter that the path does not use",
      `paths:\n  /a:\n    parameters: [{ name: x, in: path, required: true, schema: {} }]\n    get: { ${OK} }\n    put: { ${OK} }\n`,
      ["warning path-parameters-used 5:26 The path `/a` has no template expression for its parameter `x`."],
    ],
  ],
};
