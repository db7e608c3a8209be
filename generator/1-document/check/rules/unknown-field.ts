import type { Rule } from "../../rule.ts";

export const unknownField: Rule = {
  name: "unknown-field",
  severity: "warning",
  remedy: "Correct the name, remove the field, or begin its name with `x-`. Until then, it is ignored.",
  explanation: {
    asks: "An object has only fields that OpenAPI defines, and extensions that begin with `x-`.",
    why: "The field is probably misspelled, and has no effect.",
    breaks: `
      servers: [{ url: /api, descripton: Production }]
      paths: {}`,
    keeps: `
      servers: [{ url: /api, description: Production }]
      paths: {}`,
  },
};
