import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a path parameter that is not declared",
      `paths:\n  "/{a}":\n    get: { ${OK} }\n`,
      ["warning path-parameters-defined 5:5 GET `/{a}` does not declare its path parameter `a`."],
    ],
  ],
  accepts: [
    [
      "a parameter of the path item, by reference",
      `paths:\n  "/{a}":\n    parameters: [{ $ref: '#/components/parameters/A' }]\n    get: { ${OK} }\ncomponents: { parameters: { A: { name: a, in: path, required: true, schema: {} } } }\n`,
    ],
  ],
};
