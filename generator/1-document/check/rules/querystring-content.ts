import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.12.2: this parameter is the whole query, and only `content` can describe it. */
export const querystringContent: Rule = {
  name: "querystring-content",
  severity: "error",
  versions: ["3.2"],
  remedy:
    "Describe the query by `content`, such as `application/x-www-form-urlencoded`, or use one `query` parameter per value.",
  explanation: {
    asks: "A `querystring` parameter has `content`.",
    why: "The parameter is the whole query, but a style describes only one value in it.",
    breaks: `
      openapi: 3.2.0
      info: { title: Pets, version: "1" }
      paths:
        /pets:
          get:
            parameters: [{ name: filter, in: querystring, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      openapi: 3.2.0
      info: { title: Pets, version: "1" }
      paths:
        /pets:
          get:
            parameters:
              - { name: filter, in: querystring, content: { application/x-www-form-urlencoded: {} } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Parameter(parameter: { readonly in?: unknown; readonly content?: unknown }, { report, location }) {
      if (parameter.in !== "querystring" || parameter.content !== undefined) return;
      report({ message: "The `querystring` parameter has no `content`.", location: location.child(["in"]) });
    },
  }),
};
