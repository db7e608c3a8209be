import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a mapping to an unknown schema",
      withSchema("{ discriminator: { propertyName: k, mapping: { a: B } } }"),
      ["warning discriminator-mapping 5:58 There is no schema `B`."],
    ],
  ],
  accepts: [
    [
      "a mapping by component name",
      "components:\n  schemas:\n    A: { oneOf: [{ $ref: '#/components/schemas/B' }], discriminator: { propertyName: k, mapping: { b: B } } }\n    B: { properties: { k: { type: string } }, required: [k] }\n",
    ],
  ],
};
