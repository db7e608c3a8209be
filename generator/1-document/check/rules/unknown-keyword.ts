import type { Rule } from "../../rule.ts";

export const unknownKeyword: Rule = {
  name: "unknown-keyword",
  severity: "warning",
  remedy:
    "Correct the keyword, remove it, or begin it with `x-`. Keywords of JSON Schema have their meaning in any case.",
  explanation: {
    asks: "A schema has only keywords of its version of OpenAPI.",
    why: "An unknown keyword has no effect. For example, `nullable` exists only in 3.0.",
    breaks: `
      components:
        schemas:
          Name: { type: string, nullable: true }`,
    keeps: `
      components:
        schemas:
          Name: { type: [string, "null"] }`,
  },
};
