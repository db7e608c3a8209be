import { IGNORED_HEADER_PARAMETERS } from "../../ignored-header-parameters.ts";
import type { Rule } from "../../rule.ts";

/** OpenAPI 3.2 §4.12.2.1 and §4.17: these parameters and headers SHALL be ignored. */
export const ignoredHeader: Rule = {
  name: "ignored-header",
  severity: "info",
  versions: ["3.0", "3.1", "3.2"],
  remedy:
    "Remove it. Describe media types by `content` of the request body and the responses, and credentials by `security`.",
  explanation: {
    asks: "`Accept`, `Content-Type` and `Authorization` are not header parameters, and `Content-Type` is not a response header.",
    why: "The specification requires tools to ignore them, because media types and security schemes describe the same.",
    breaks: `
      paths:
        /pets:
          get:
            parameters: [{ name: Accept, in: header, schema: { type: string } }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            responses: { "200": { description: ok, content: { text/csv: {}, application/json: {} } } }`,
  },
  visitor: () => ({
    Parameter({ name, in: place }, { report, location }) {
      if (place !== "header" || !IGNORED_HEADER_PARAMETERS.has(String(name).toLowerCase())) return;
      report({ message: `The header parameter \`${name}\` is ignored.`, location: location.child(["name"]) });
    },
    Response({ headers = {} }, { report, location }) {
      for (const name of Object.keys(headers)) {
        if (name.toLowerCase() !== "content-type") continue;
        report({ message: `The header \`${name}\` is ignored.`, location: location.child(["headers", name]).key() });
      }
    },
  }),
};
