import { type ExclusiveFields, reportExclusiveFields } from "../helpers/exclusive-fields.ts";
import type { Rule } from "../../rule.ts";

const EXAMPLES: ExclusiveFields = ["examples", ["example"]];
/** New in 3.2. Older versions have the other two fields. */
const NODE_TYPE: ExclusiveFields = ["nodeType", ["attribute", "wrapped"]];
/** Within an Encoding Object. Redocly's rule checks the same fields of a Media Type Object. */
const ENCODING: ExclusiveFields = ["encoding", ["prefixEncoding", "itemEncoding"]];

/** Exclusive fields by object: OpenAPI 3.2 §4.4, §4.12.2, §4.14, §4.15, §4.19, §4.21 and §4.26. */
const EXCLUSIVE = {
  parameter: [EXAMPLES],
  header: [EXAMPLES],
  mediaType: [EXAMPLES],
  encoding: [ENCODING],
  example: [
    ["value", ["dataValue", "serializedValue", "externalValue"]],
    ["serializedValue", ["externalValue"]],
  ],
  xml: [NODE_TYPE],
  license: [["identifier", ["url"]]],
} as const satisfies Readonly<Record<string, readonly ExclusiveFields[]>>;

export const exclusiveFields: Rule = {
  name: "exclusive-fields",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy:
    "Keep one of them. Until then, `encoding` and `dataValue` take precedence over the fields that they exclude, and all examples are used.",
  explanation: {
    asks: "An object has only one of several fields that exclude each other, such as `example` and `examples`.",
    why: "Tools differ in the field that they read.",
    breaks: `
      components:
        parameters:
          Filter:
            { name: filter, in: query, schema: {}, example: a, examples: { b: { value: b } } }`,
    keeps: `
      components:
        parameters:
          Filter: { name: filter, in: query, schema: {}, examples: { b: { value: b } } }`,
  },
  visitor: () => ({
    Parameter: (parameter, context) => reportExclusiveFields(parameter, EXCLUSIVE.parameter, context),
    Header: (header, context) => reportExclusiveFields(header, EXCLUSIVE.header, context),
    MediaType: (mediaType, context) => reportExclusiveFields(mediaType, EXCLUSIVE.mediaType, context),
    Encoding: (encoding, context) => reportExclusiveFields(encoding, EXCLUSIVE.encoding, context),
    Example: (example, context) => reportExclusiveFields(example, EXCLUSIVE.example, context),
    Xml: (xml, context) => reportExclusiveFields(xml, EXCLUSIVE.xml, context),
    License: (license, context) => reportExclusiveFields(license, EXCLUSIVE.license, context),
  }),
};
