import type { Rule } from "../../rule.ts";

export const missingSchema: Rule = {
  name: "missing-schema",
  severity: "warning",
  remedy: "Describe the value by `schema` or `content`. Until then, any value is allowed.",
  explanation: {
    asks: "A parameter or a header has `schema` or `content`.",
    why: "Without it, a client cannot encode the value and a server cannot check it.",
    breaks: `
      paths:
        /pets:
          get:
            parameters: [{ name: limit, in: query }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters: [{ name: limit, in: query, schema: { type: integer } }]
            responses: { "200": { description: ok } }`,
  },
};
