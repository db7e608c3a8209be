import { omitNode, type Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.10.1: `default`, an HTTP status code or a range. The rule `status-code-case` checks the case. */
const STATUS = /^(?:default|[1-5](?:\d\d|[xX]{2}))$/;

export const statusCode: Rule = {
  name: "status-code",
  severity: "error",
  lenient: "the response is left out",
  remedy: "Write a status from 100 to 599, a range such as `4XX`, or `default`.",
  explanation: {
    asks: "Each key of `responses` is an HTTP status code, a range such as `4XX`, or `default`.",
    why: "A server cannot send any other status.",
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
  omits: omitNode,
  visitor: () => ({
    Responses(responses, { report, location }) {
      for (const status of Object.keys(responses)) {
        if (STATUS.test(status) || status.startsWith("x-")) continue;
        const message = `${JSON.stringify(status)} is not a response status.`;
        report({ message, location: location.child([status]).key() });
      }
    },
  }),
};
