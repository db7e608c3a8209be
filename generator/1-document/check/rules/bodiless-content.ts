import { isBodilessResponse } from "../../bodiless.ts";
import type { Rule } from "../../rule.ts";

export const bodilessContent: Rule = {
  name: "bodiless-content",
  severity: "warning",
  remedy: "Remove `content`, or describe it under another status.",
  explanation: {
    asks: "A response without a body has no `content`: 204, 205, 304, and every response to HEAD.",
    why: "HTTP allows no body in such a response, so generated code ignores the content.",
    breaks: `
      paths:
        /pets/{id}:
          delete:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "204": { description: gone, content: { text/plain: {} } } }`,
    keeps: `
      paths:
        /pets/{id}:
          delete:
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
            responses: { "204": { description: gone } }`,
  },
  visitor: () => ({
    Operation({ responses = {} }, { key: method, report, location, resolve }) {
      for (const [status, written] of Object.entries(responses)) {
        if (!isBodilessResponse(String(method), status)) continue;
        const response = resolve<{ readonly content?: object }>(written).node;
        if (Object.keys(response?.content ?? {}).length === 0) continue;
        const subject = method === "head" ? "A response to HEAD" : `A response with status ${status}`;
        report({ message: `${subject} has no body.`, location: location.child(["responses", status]).key() });
      }
    },
  }),
};
