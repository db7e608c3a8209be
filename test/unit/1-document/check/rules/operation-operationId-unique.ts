import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "an `operationId` that is used twice",
      `paths:\n  /a: { get: { operationId: x, ${OK} } }\n  /b: { get: { operationId: x, ${OK} } }\n`,
      ["warning operation-operationId-unique 5:29 The operationId `x` is already used at `#/paths/~1a/get`."],
    ],
  ],
};
