import { omitNode, type Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.10.1: `default`, an HTTP status code, or a range with an uppercase `X`. */
const STATUS = /^(?:default|[1-5](?:\d\d|XX))$/;

/** Ranges in lower case, such as `4xx`. Later stages read them as `4XX`. */
const LOWERCASE_RANGE = /^[1-5]xx$/i;

export const statusCode: Rule = {
  name: "status-code",
  severity: "error",
  lenient: "`4xx` is read as `4XX`, and other invalid statuses are left out",
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
  omits: (steps) => (LOWERCASE_RANGE.test(steps.at(-1) ?? "") ? undefined : omitNode(steps)),
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
