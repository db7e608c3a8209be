import type { Rule } from "../../rule.ts";

export const unknownKeyword: Rule = {
  name: "unknown-keyword",
  severity: "warning",
  remedy:
    "Correct the keyword, remove it, or begin it with `x-`. Keywords of JSON Schema have their meaning in any case.",
  explanation: {
    asks: "A schema has only keywords of its version of OpenAPI.",
    why: "An unknown keyword has no effect. It is often a misspelling.",
    breaks: `
      components:
        schemas:
          Name: { type: string, maxLenght: 80 }`,
    keeps: `
      components:
        schemas:
          Name: { type: string, maxLength: 80 }`,
  },
};
