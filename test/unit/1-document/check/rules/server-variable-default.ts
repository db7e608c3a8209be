import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a default that is not in `enum`",
      `servers: [{ url: '/{v}', variables: { v: { enum: [a], default: b } } }]\n${withSchema("{}")}`,
      ["warning server-variable-default 3:64 The default of `v` is not in its `enum`."],
    ],
  ],
};
