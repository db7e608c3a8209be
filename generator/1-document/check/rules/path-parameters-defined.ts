import { operationsOf } from "../helpers/path-items.ts";
import { isPathParameter, templateExpressionsOf } from "../helpers/template-expressions.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.2: each template expression has a path parameter, on the operation or on its path item. */
export const pathParametersDefined: Rule = {
  name: "path-parameters-defined",
  severity: "warning",
  remedy: "Declare a parameter with that name and `in: path`. Until then, the parameter is a string.",
  explanation: {
    asks: "Each template expression of a path has a parameter with that name and `in: path`.",
    why: "The type of the value is unknown.",
    breaks: `
      paths:
        "/pets/{id}": { get: { responses: { "200": { description: ok } } } }`,
    keeps: `
      paths:
        "/pets/{id}":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
  },
  needs: "parameter",
  visitor: () => ({
    Paths(paths, context) {
      for (const { path, method, parameters, location } of operationsOf(paths, context)) {
        const names = new Set(parameters.filter(isPathParameter).map(({ node }) => node["name"]));
        for (const name of templateExpressionsOf(path)) {
          if (names.has(name)) continue;
          const message = `${method.toUpperCase()} \`${path}\` does not declare its path parameter \`${name}\`.`;
          context.report({ message, location: location.key() });
        }
      }
    },
  }),
};
