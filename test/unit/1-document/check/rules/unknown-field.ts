import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "an unknown field",
      "servers: [{ url: /, wrong: 1 }]\n" + withSchema("{}"),
      ["warning unknown-field 3:21 Property `wrong` is not expected here."],
    ],
    [
      "a misspelled field, with a suggestion",
      "servres: []\npaths: {}\n",
      ["warning unknown-field 3:1 Property `servres` is not expected here. Did you mean `servers`?"],
    ],
  ],
  accepts: [
    [
      "extensions of any type",
      `x-tagGroups: 1\npaths: { x-a: 1, /a: { x-b: [1], get: { x-codeSamples: text, responses: { x-c: 1, 200: { description: d } } } } }`,
    ],
  ],
};
