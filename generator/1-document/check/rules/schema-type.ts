import type { Rule } from "../../rule.ts";

export const schemaType: Rule = {
  name: "schema-type",
  severity: "error",
  lenient: "unknown types are ignored",
  remedy: "Write a type that this version of OpenAPI has.",
  explanation: {
    asks: "`type` names a type of this version of OpenAPI.",
    why: "Validators differ: for an unknown type, some accept no value and others every value.",
    breaks: `
      components:
        schemas:
          Price: { type: float }`,
    keeps: `
      components:
        schemas:
          Price: { type: number, format: float }`,
  },
};
