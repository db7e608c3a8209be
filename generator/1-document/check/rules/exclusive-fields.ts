import type { Rule, UserContext } from "../../rule.ts";

/** `[field, what may not stand beside it]`, complained of at the latter. */
type Exclusive = readonly [field: string, others: readonly string[]];

const EXAMPLES: Exclusive = ["examples", ["example"]];
const CONTENT: Exclusive = ["content", ["schema", "style", "explode", "allowReserved"]];
/** Of 3.2: what older versions said by the others. */
const NODE_TYPE: Exclusive = ["nodeType", ["attribute", "wrapped"]];
/** Below a media type; of that itself, Redocly says so. */
const ENCODING: Exclusive = ["encoding", ["prefixEncoding", "itemEncoding"]];

/** OpenAPI 3.2 §4.4, §4.12.2, §4.14, §4.15, §4.19, §4.21 and §4.26. */
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
} as const satisfies Readonly<Record<string, readonly Exclusive[]>>;

export const exclusiveFields: Rule = {
  name: "exclusive-fields",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy:
    "Keep one of them; until then `encoding` and `dataValue` count before what excludes them, and all examples do.",
  explanation: {
    asks: "Of fields that exclude each other, such as `example` and `examples`, an object has one.",
    why: "Tools choose differently between them, and what one reader believes another never sees.",
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
    Parameter: (parameter, context) => check(parameter, EXCLUSIVE.parameter, context),
    Header: (header, context) => check(header, EXCLUSIVE.header, context),
    MediaType: (mediaType, context) => check(mediaType, EXCLUSIVE.mediaType, context),
    Encoding: (encoding, context) => check(encoding, EXCLUSIVE.encoding, context),
    Example: (example, context) => check(example, EXCLUSIVE.example, context),
    Xml: (xml, context) => check(xml, EXCLUSIVE.xml, context),
    License: (license, context) => check(license, EXCLUSIVE.license, context),
  }),
};

/** OpenAPI 3.0.4 §4.7.12, 3.2 §4.12.2 and §4.21: by a schema and a style, or by the one media type of `content`. */
export const schemaOrContent: Rule = {
  name: "schema-or-content",
  severity: "error",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Keep `content`, or `schema` and its style.",
  lenient: "`content` counts",
  explanation: {
    asks: "A parameter or a header says once how its value is written: by `content`, or by `schema` and a style.",
    why: "They are different texts for one value: where a client believes the one and a server the other, neither understands its peer.",
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
    Parameter: (parameter, context) => check(parameter, [CONTENT], context),
    Header: (header, context) => check(header, [CONTENT], context),
  }),
};

function check(node: object, table: readonly Exclusive[], { report, location }: UserContext): void {
  for (const [field, others] of table) {
    if (!Object.hasOwn(node, field)) continue;
    for (const other of others.filter((name) => Object.hasOwn(node, name))) {
      const message = `\`${field}\` and \`${other}\` exclude each other.`;
      report({ message, location: location.child([other]).key() });
    }
  }
}
