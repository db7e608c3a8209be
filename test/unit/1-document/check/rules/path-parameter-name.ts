import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a path parameter with braces in its name",
      "components: { parameters: { P: { name: '{id}', in: path, required: true, schema: {} } } }\n",
      ["error path-parameter-name 3:40 The name `{id}` of a path parameter must not contain braces."],
    ],
  ],
};
