import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.12.2.1: `required` must be present and true. The upgrade adds it. */
export const pathParameterRequired: Rule = {
  name: "path-parameter-required",
  severity: "warning",
  remedy: "Write `required: true`. The parameter is required in any case.",
  explanation: {
    asks: "A path parameter has `required: true`.",
    why: "A path without the value is a different path.",
    breaks: `
      paths:
        "/pets/{id}":
          get:
            parameters: [{ name: id, in: path, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        "/pets/{id}":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Parameter(parameter, { report, location }) {
      if (parameter.in !== "path" || parameter.required === true) return;
      const place = parameter.required === undefined ? location : location.child(["required"]);
      report({
        message: `The path parameter \`${String(parameter.name)}\` must have \`required: true\`.`,
        location: place,
      });
    },
  }),
};
