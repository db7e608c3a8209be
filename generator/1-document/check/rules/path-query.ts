import { pathTargetOf } from "../../path-target.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.8.2: a path has no query. Some descriptions use one to distinguish operations on one path. */
export const pathQuery: Rule = {
  name: "path-query",
  severity: "warning",
  remedy:
    "Describe the query by a parameter with `const`. Until then, clients send this query, and servers tell operations apart by it.",
  explanation: {
    asks: "A path has no query.",
    why: "Tools differ in what they do with it.",
    breaks: `
      paths:
        /pets?kind=cat: { get: { responses: { "200": { description: ok } } } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters: [{ name: kind, in: query, required: true, schema: { const: cat } }]
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Paths(paths, { report, location }) {
      for (const path of Object.keys(paths)) {
        const query = path.startsWith("/") ? pathTargetOf(path)?.query : undefined;
        if (query === undefined || query.includes("{")) continue;
        report({ message: `The path \`${path}\` contains a query.`, location: location.child([path]).key() });
      }
    },
  }),
};
