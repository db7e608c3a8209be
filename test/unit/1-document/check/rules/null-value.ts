import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "parameters without a value",
      `paths:\n  /a:\n    get:\n      parameters:\n      ${OK}\n`,
      ["warning null-value 6:7 Expected type `ParameterList` (array) but got `null`."],
    ],
  ],
};
