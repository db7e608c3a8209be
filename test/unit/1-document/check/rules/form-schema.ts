import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "a form whose schema is a string",
      `paths: { /a: { post: { requestBody: { content: { multipart/form-data: { schema: { type: string } } } }, ${OK} } } }`,
      ["warning form-schema 3:73 A form cannot be of type `string`."],
    ],
  ],
};
