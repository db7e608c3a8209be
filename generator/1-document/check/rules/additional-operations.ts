import { METHODS } from "../../openapi.ts";
import { omitNode, type Rule, HTTP_TOKEN } from "../../rule.ts";

/** OpenAPI 3.2 §4.9: `additionalOperations` is for methods without a field of their own in the path item. */
export const additionalOperations: Rule = {
  name: "additional-operations",
  severity: "error",
  lenient: "the operation is left out",
  remedy:
    "Write the method as it is sent, such as `COPY`, and move methods such as `GET` to their own field of the path item.",
  explanation: {
    asks: "Each key of `additionalOperations` is an HTTP method that has no field of its own, such as `COPY`.",
    why: "Method names are case-sensitive, and two operations with one method would be ambiguous.",
    breaks: `
      openapi: 3.2.0
      info: { title: T, version: "1" }
      paths:
        /pets:
          additionalOperations: { GET: { responses: { "200": { description: ok } } } }`,
    keeps: `
      openapi: 3.2.0
      info: { title: T, version: "1" }
      paths:
        /pets:
          get: { responses: { "200": { description: ok } } }
          additionalOperations: { COPY: { responses: { "200": { description: ok } } } }`,
  },
  omits: omitNode,
  visitor: () => ({
    PathItem(pathItem, { report, location }) {
      const { additionalOperations: others } = pathItem as { readonly additionalOperations?: object }; // exists in 3.2 only
      for (const method of Object.keys(others ?? {})) {
        const isFixed = METHODS.some((fixed) => fixed.toUpperCase() === method);
        if (HTTP_TOKEN.test(method) && !isFixed) continue;
        const place = location.child(["additionalOperations", method]).key();
        report({ message: `${JSON.stringify(method)} cannot be a key of \`additionalOperations\`.`, location: place });
      }
    },
  }),
};
