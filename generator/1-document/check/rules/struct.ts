import { omitNode, type Rule } from "../../rule.ts";

export const struct: Rule = {
  name: "struct",
  severity: "error",
  lenient: "invalid parts are left out",
  remedy: "Correct it according to this version of the OpenAPI specification.",
  explanation: {
    asks: "Every object has the fields that OpenAPI requires, with values of the right type.",
    why: "The meaning would be unclear, for example of a parameter without `in`, or of a limit that is not a number.",
    breaks: `
      components:
        schemas:
          Pet: { type: string, minLength: two }`,
    keeps: `
      components:
        schemas:
          Pet: { type: string, minLength: 2 }`,
  },
  omits: omitNode,
};
