import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.16: at least one response code. */
export const emptyResponses: Rule = {
  name: "empty-responses",
  severity: "warning",
  remedy: "Describe an answer, or what all answers have in common as `default`.",
  explanation: {
    asks: "`responses` describes an answer.",
    why: "A client takes each answer for an unexpected one, and a handler of the server can give none.",
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
      report({ message: "No answer is described.", location: location.key() });
    },
  }),
};
