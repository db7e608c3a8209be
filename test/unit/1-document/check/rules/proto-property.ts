import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a property that is only required",
      withSchema("{ type: object, required: [a, __proto__], additionalProperties: true }"),
      ["warning proto-property 5:38 A required property is named `__proto__`."],
    ],
  ],
  accepts: [
    ["other names of members that objects inherit", withSchema("{ properties: { toString: {}, constructor: {} } }")],
  ],
};
