import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.2: a template expression is the name between braces, which has none itself. */
export const pathParameterName: Rule = {
  name: "path-parameter-name",
  severity: "error",
  lenient: "it is never sent",
  remedy: "Write the name as the path has it, without the braces around it.",
  explanation: {
    asks: "The name of a path parameter has no braces.",
    why: "In the path it stands between braces, so that no path can have a place for such a name.",
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
      report({ message: `No path has a place for \`${name}\`.`, location: location.child(["name"]) });
    },
  }),
};
