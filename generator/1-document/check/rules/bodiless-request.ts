import { isBodilessRequest } from "../../bodiless.ts";
import type { Rule } from "../../rule.ts";

export const bodilessRequest: Rule = {
  name: "bodiless-request",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Describe parameters instead, or use a method that has a body, such as POST or 3.2's `query`.",
  explanation: {
    asks: "A request by GET or HEAD has no body.",
    why: "HTTP gives it no meaning, and `fetch` refuses to send it. Generated code goes without it.",
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
      const message = `A request by ${String(method).toUpperCase()} has no body.`;
      report({ message, location: location.child(["requestBody"]).key() });
    },
  }),
};
