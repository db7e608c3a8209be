import type { Rule } from "../../rule.ts";

/** The model knows the names, so `generator/renames.ts` reports under this name. */
export const nameChanged: Rule = {
  name: "name-changed",
  severity: "info",
  remedy: "Use that name, or give it another one in the description.",
  explanation: {
    asks: "A name of the description is free in generated code.",
    why: "Another thing has that name already, or it means something in every program; so generated code has a similar one.",
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
