import type { Rule } from "../../rule.ts";

export const infoText: Rule = {
  name: "info-text",
  severity: "warning",
  remedy:
    "Put it in quotes: without them, YAML reads a version such as `1.0` as a number. Until then, the parsed value is converted to a string.",
  explanation: {
    asks: "`title` and `version` of the description are strings.",
    why: "YAML reads `1.10` as a number, which is 1.1.",
    breaks: `
      openapi: 3.1.0
      info: { title: Pets, version: 1.10 }
      paths: {}`,
    keeps: `
      openapi: 3.1.0
      info: { title: Pets, version: "1.10" }
      paths: {}`,
  },
};
