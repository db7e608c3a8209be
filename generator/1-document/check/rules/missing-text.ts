import type { Rule } from "../../rule.ts";

export const missingText: Rule = {
  name: "missing-text",
  severity: "warning",
  remedy: "Add the text for readers. Generated code does not need it.",
  explanation: {
    asks: "A text that OpenAPI requires, such as the description of a response, is present.",
    why: "Readers need it. Generated code only lacks a comment.",
    breaks: `
      paths:
        /pets:
          get:
            responses: { "200": {} }`,
    keeps: `
      paths:
        /pets:
          get:
            responses: { "200": { description: All pets } }`,
  },
};
