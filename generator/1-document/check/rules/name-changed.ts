import type { Rule } from "../../rule.ts";

/** Rule without a visitor: `generator/renames.ts` reports it, because only the model knows the generated names. */
export const nameChanged: Rule = {
  name: "name-changed",
  severity: "info",
  remedy: "Use the generated name, or choose another name in the description.",
  explanation: {
    asks: "Names of the description can be used unchanged in generated code.",
    why: "Generated code uses a similar name if the original one is already taken or has a fixed meaning in TypeScript.",
    breaks: `
      components:
        schemas:
          Promise: { type: string }`,
    keeps: `
      components:
        schemas:
          Vow: { type: string }`,
  },
};
