import { templateExpressionsOf } from "../helpers/template-expressions.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.2: a template expression appears once in a path. Older versions do not say so. */
export const pathParameterRepeated: Rule = {
  name: "path-parameter-repeated",
  severity: "warning",
  remedy:
    "Rename the second one. Until then, clients put one value in both places, and servers match only paths with equal values.",
  explanation: {
    asks: "A template expression appears only once in a path.",
    why: "A request can have a different value in each place, but the parameter has one value.",
    breaks: `
      paths:
        "/{id}/next/{id}":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        "/{id}/next":
          get:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Paths(paths, { report, location }) {
      for (const path of Object.keys(paths)) {
        const names = templateExpressionsOf(path);
        const twice = names.find((name, index) => names.indexOf(name) !== index);
        if (twice === undefined) continue;
        const message = `The path \`${path}\` uses the parameter \`${twice}\` twice.`;
        report({ message, location: location.child([path]).key() });
      }
    },
  }),
};
