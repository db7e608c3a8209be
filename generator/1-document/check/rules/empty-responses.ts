import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.16: at least one response code. */
export const emptyResponses: Rule = {
  name: "empty-responses",
  severity: "warning",
  remedy: "Describe a response, or use `default` for all responses.",
  explanation: {
    asks: "`responses` describes at least one response.",
    why: "The client reports every response as unexpected, and a handler of the server cannot return one.",
    breaks: `
      paths:
        /pets:
          get:
            responses: {}`,
    keeps: `
      paths:
        /pets:
          get:
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Responses(responses, { report, location }) {
      if (Object.keys(responses).some((status) => !status.startsWith("x-"))) return;
      report({ message: "No response is described.", location: location.key() });
    },
  }),
};
