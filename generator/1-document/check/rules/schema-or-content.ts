import { type ExclusiveFields, reportExclusiveFields } from "../helpers/exclusive-fields.ts";
import type { Rule } from "../../rule.ts";

const CONTENT: ExclusiveFields = ["content", ["schema", "style", "explode", "allowReserved"]];

/** OpenAPI 3.0.4 §4.7.12, 3.2 §4.12.2 and §4.21: a schema and a style, or one media type in `content`. */
export const schemaOrContent: Rule = {
  name: "schema-or-content",
  severity: "error",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Keep `content`, or `schema` and its style.",
  lenient: "`content` is used",
  explanation: {
    asks: "A parameter or a header describes its encoding once: by `content`, or by `schema` and a style.",
    why: "The two encodings differ. A client and a server that choose differently cannot understand each other.",
    breaks: `
      components:
        parameters:
          Filter: { name: filter, in: query, schema: {}, content: { application/json: {} } }`,
    keeps: `
      components:
        parameters:
          Filter: { name: filter, in: query, content: { application/json: {} } }`,
  },
  visitor: () => ({
    Parameter: (parameter, context) => reportExclusiveFields(parameter, [CONTENT], context),
    Header: (header, context) => reportExclusiveFields(header, [CONTENT], context),
  }),
};
