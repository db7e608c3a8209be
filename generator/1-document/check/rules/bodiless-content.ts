import { isBodilessResponse } from "../../bodiless.ts";
import type { Rule } from "../../rule.ts";

export const bodilessContent: Rule = {
  name: "bodiless-content",
  severity: "warning",
  remedy: "Take `content` out, or describe it under another status.",
  explanation: {
    asks: "An answer that HTTP gives no body has no `content`: 204, 205, 304, and every answer to HEAD.",
    why: "Nobody can send that body. Generated code goes without it.",
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
        const answer = method === "head" ? "An answer to HEAD" : `An answer of status ${status}`;
        report({ message: `${answer} has no body.`, location: location.child(["responses", status]).key() });
      }
    },
  }),
};
