import { isBodilessRequest } from "../../bodiless.ts";
import type { Rule } from "../../rule.ts";

export const bodilessRequest: Rule = {
  name: "bodiless-request",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Describe parameters instead, or use a method that has a body, such as POST or `query` of 3.2.",
  explanation: {
    asks: "A GET or HEAD request has no body.",
    why: "HTTP gives such a body no meaning, and `fetch` rejects it, so generated code does not send it.",
    breaks: `
      paths:
        /pets:
          get:
            requestBody: { content: { application/json: {} } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          post:
            requestBody: { content: { application/json: {} } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Operation({ requestBody }, { key: method, report, location }) {
      if (requestBody === undefined || !isBodilessRequest(String(method))) return;
      const message = `A ${String(method).toUpperCase()} request has no body.`;
      report({ message, location: location.child(["requestBody"]).key() });
    },
  }),
};
