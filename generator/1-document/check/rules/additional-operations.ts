import { METHODS } from "../../openapi.ts";
import { omitNode, type Rule, HTTP_TOKEN } from "../../rule.ts";

/** OpenAPI 3.2 §4.9: `additionalOperations` is for methods that have no member of their own. */
export const additionalOperations: Rule = {
  name: "additional-operations",
  severity: "error",
  lenient: "the operation is left out",
  remedy: "Name a method as it is sent (`COPY`), and put `get` and its like directly into the path item.",
  explanation: {
    asks: "`additionalOperations` has methods as they are sent, without those that have a field of their own.",
    why: "Methods are told apart by case, and two operations of one method would be ambiguous.",
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
      const { additionalOperations: others } = pathItem as { readonly additionalOperations?: object }; // of 3.2
      for (const method of Object.keys(others ?? {})) {
        const isFixed = METHODS.some((fixed) => fixed.toUpperCase() === method);
        if (HTTP_TOKEN.test(method) && !isFixed) continue;
        const place = location.child(["additionalOperations", method]).key();
        report({ message: `${JSON.stringify(method)} is no method for \`additionalOperations\`.`, location: place });
      }
    },
  }),
};
