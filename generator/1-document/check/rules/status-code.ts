import { omitNode, type Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.10.1: `default`, a status code of HTTP, or a range of them with an uppercase `X`. */
const STATUS = /^(?:default|[1-5](?:\d\d|XX))$/;

/** `4xx`, in lower case: what later stages take for `4XX`. */
const LOWER = /^[1-5]xx$/i;

export const statusCode: Rule = {
  name: "status-code",
  severity: "error",
  lenient: "`4xx` is read as `4XX`, and what is no status is left out",
  remedy: "Write a status from 100 to 599, a range such as `4XX`, or `default`.",
  explanation: {
    asks: "The key of a response is a status code of HTTP, a range such as `4XX`, or `default`.",
    why: "No server could answer with another one, and no client would look for it.",
    breaks: `
      paths:
        /pets:
          get:
            responses: { "200": { description: ok }, "600": { description: worse } }`,
    keeps: `
      paths:
        /pets:
          get:
            responses: { "200": { description: ok }, 5XX: { description: worse } }`,
  },
  omits: (steps) => (LOWER.test(steps.at(-1) ?? "") ? undefined : omitNode(steps)),
  visitor: () => ({
    Responses(responses, { report, location }) {
      for (const status of Object.keys(responses)) {
        if (STATUS.test(status) || status.startsWith("x-")) continue;
        const message = `${JSON.stringify(status)} is no status of an answer.`;
        report({ message, location: location.child([status]).key() });
      }
    },
  }),
};
