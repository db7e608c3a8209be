import type { Rule } from "../../rule.ts";

export const xml: Rule = {
  name: "xml",
  severity: "warning",
  remedy: "Correct it according to the specification. Generated code does not read it.",
  explanation: {
    asks: "An XML Object follows the specification.",
    why: "Other tools read it, although generated code does not.",
    breaks: `
      components:
        schemas:
          Pet: { type: string, xml: { name: 5 } }`,
    keeps: `
      components:
        schemas:
          Pet: { type: string, xml: { name: pet } }`,
  },
};
