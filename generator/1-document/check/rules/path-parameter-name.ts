import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.2: a template expression is a name between braces. The name itself has no braces. */
export const pathParameterName: Rule = {
  name: "path-parameter-name",
  severity: "error",
  lenient: "it is never sent",
  remedy: "Write the name without braces.",
  explanation: {
    asks: "The name of a path parameter has no braces.",
    why: "A path writes the name between braces, so such a name cannot appear in a path.",
    breaks: `
      components:
        parameters:
          Id: { name: "{id}", in: path, required: true, schema: { type: string } }`,
    keeps: `
      components:
        parameters:
          Id: { name: id, in: path, required: true, schema: { type: string } }`,
  },
  visitor: () => ({
    Parameter({ in: where, name }, { report, location }) {
      if (where !== "path" || typeof name !== "string" || !/[{}]/.test(name)) return;
      report({
        message: `The name \`${name}\` of a path parameter must not contain braces.`,
        location: location.child(["name"]),
      });
    },
  }),
};
