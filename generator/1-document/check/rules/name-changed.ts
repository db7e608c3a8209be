import type { Rule } from "../../rule.ts";

/** Rule without a visitor: `generator/renames.ts` reports it, because only the model knows the generated names. */
export const nameChanged: Rule = {
  name: "name-changed",
  severity: "info",
  remedy: "Use the generated name, or choose another name in the description.",
  explanation: {
    asks: "Names of the description can be used unchanged in generated code.",
    why: "If two schemas or operations want one name, one of them gets a similar name. Exports of the client give way to both.",
    breaks: `
      components:
        schemas:
          pet: { type: string }
          Pet: { type: string }`,
    keeps: `
      components:
        schemas:
          PetName: { type: string }
          Pet: { type: string }`,
  },
};
