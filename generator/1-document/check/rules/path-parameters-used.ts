import { operationsOf } from "../helpers/path-items.ts";
import { isPathParameter, templateExpressionsOf } from "../helpers/template-expressions.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.12.2.1: the name of a path parameter matches a template expression of the path. */
export const pathParametersUsed: Rule = {
  name: "path-parameters-used",
  severity: "warning",
  remedy: "Remove the parameter, or add its template expression to the path. Until then, the parameter is ignored.",
  explanation: {
    asks: "Each path parameter has a template expression in the path.",
    why: "A client could not put the value into the URL.",
    breaks: `
      paths:
        /pets:
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        "/pets/{id}":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
  },
  visitor: () => {
    const told = new Set<string>();
    return {
      Paths(paths, context) {
        for (const { path, parameters } of operationsOf(paths, context)) {
          for (const { node, location } of parameters.filter(isPathParameter)) {
            const key = `${path} ${location.pointer}`;
            if (templateExpressionsOf(path).includes(String(node["name"])) || told.has(key)) continue;
            told.add(key);
            const message = `The path \`${path}\` has no template expression for its parameter \`${String(node["name"])}\`.`;
            context.report({ message, location: location.child(["name"]) });
          }
        }
      },
    };
  },
};
