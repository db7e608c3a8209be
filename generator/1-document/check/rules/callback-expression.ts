import { invalidExpressions } from "../../links.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.18.1: runtime expressions say where a callback is sent. */
export const callbackExpression: Rule = {
  name: "callback-expression",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Write an expression such as `{$request.body#/callbackUrl}`, or a URL with expressions in braces.",
  explanation: {
    asks: "The key of a callback is a runtime expression, or a URL with runtime expressions in braces.",
    why: "Without a valid expression, the URL of the callback is unknown.",
    breaks: `
      paths:
        /hooks:
          post:
            callbacks:
              sent:
                "{$request.bdy#/url}": { post: { responses: { "200": { description: ok } } } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /hooks:
          post:
            callbacks:
              sent:
                "{$request.body#/url}": { post: { responses: { "200": { description: ok } } } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Callback(callback, { report, location }) {
      for (const key of Object.keys(callback)) {
        for (const text of key.startsWith("x-") ? [] : invalidExpressions(key)) {
          report({ message: `\`${text}\` is not a valid runtime expression.`, location: location.child([key]).key() });
        }
      }
    },
  }),
};
