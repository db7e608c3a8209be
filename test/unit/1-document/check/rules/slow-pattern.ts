import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  messages: [
    [
      "a back reference",
      withSchema(String.raw`{ type: string, pattern: '^(a+)\1$' }`),
      [
        String.raw`warning ${"`"}^(a+)\1$${"`"} needs too many steps on long strings. Validators reject strings of more than 22 characters.`,
      ],
    ],
    [
      "names of properties",
      withSchema("{ type: object, patternProperties: { '^(?=.*a.*b).*$': {} } }"),
      [
        "warning `^(?=.*a.*b).*$` needs too many steps on long strings. Validators reject names of more than 3162 characters.",
      ],
    ],
    ["a bounded string", withSchema(String.raw`{ type: string, maxLength: 20, pattern: '^(a+)\1$' }`), []],
    ["a pattern of the linear engine", withSchema("{ type: string, pattern: '^(a+)+$' }"), []],
  ],
};
