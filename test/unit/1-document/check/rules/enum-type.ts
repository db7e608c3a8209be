import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "values of `enum` and of `const`, and both at once",
      withSchema(
        "{ properties: { a: { type: string, enum: [1.0, a] }, b: { type: integer, const: '1' }, c: { type: [boolean, 'null'], enum: [yes, true, null], const: yes } } }",
      ),
      [
        "warning enum-type 5:50 The value 1 of `enum` is not of type string.",
        'warning enum-type 5:88 The value "1" of `const` is not of type integer.',
        'warning enum-type 5:132 The value "yes" of `enum` is not of type boolean or null.',
        'warning enum-type 5:157 The value "yes" of `const` is not of type boolean or null.',
      ],
    ],
  ],
};
