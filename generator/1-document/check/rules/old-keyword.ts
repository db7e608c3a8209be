import type { Rule } from "../../rule.ts";

/** Keywords that a schema has in OpenAPI 3.0 only: `nullable`, and `exclusiveMinimum` and `exclusiveMaximum` as booleans. */
export const oldKeyword: Rule = {
  name: "old-keyword",
  severity: "warning",
  remedy: "Write the keyword as this version has it. Until then, it is read as in OpenAPI 3.0.",
  explanation: {
    asks: "A schema outside of OpenAPI 3.0 has neither `nullable` nor boolean values of `exclusiveMinimum` and `exclusiveMaximum`.",
    why: "Other tools ignore these keywords, or reject the schema.",
    breaks: `
      components:
        schemas:
          Age: { type: integer, minimum: 0, exclusiveMinimum: true, nullable: true }`,
    keeps: `
      components:
        schemas:
          Age: { type: [integer, "null"], exclusiveMinimum: 0 }`,
  },
};
