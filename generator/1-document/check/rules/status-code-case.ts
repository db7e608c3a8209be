import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.10.1: a range has an uppercase `X`. */
export const statusCodeCase: Rule = {
  name: "status-code-case",
  severity: "warning",
  remedy: "Write the range in upper case. Until then, it is read so.",
  explanation: {
    asks: "A range of statuses is written in upper case, such as `4XX`.",
    why: "Other tools take `4xx` for an unknown status.",
    breaks: `
      paths:
        /pets:
          get:
            responses: { "200": { description: ok }, 4xx: { description: bad } }`,
    keeps: `
      paths:
        /pets:
          get:
            responses: { "200": { description: ok }, 4XX: { description: bad } }`,
  },
  visitor: () => ({
    Responses(responses, { report, location }) {
      for (const status of Object.keys(responses)) {
        if (!isLowerCaseRange(status)) continue;
        const message = `\`${status}\` is not in upper case: write \`${status.toUpperCase()}\`.`;
        report({ message, location: location.child([status]).key() });
      }
    },
  }),
};

function isLowerCaseRange(status: string): boolean {
  return /^[1-5]xx$/i.test(status) && !status.endsWith("XX");
}
