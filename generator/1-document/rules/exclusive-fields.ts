import type { Rule, UserContext } from "./rule.ts";

/** `[field, what may not stand beside it]`, complained of at the latter. */
type Exclusive = readonly [field: string, others: readonly string[]];

const EXAMPLES: Exclusive = ["examples", ["example"]];
const CONTENT: Exclusive = ["content", ["schema", "style", "explode", "allowReserved"]];
/** Below a media type; of that itself, Redocly says so. */
const ENCODING: Exclusive = ["encoding", ["prefixEncoding", "itemEncoding"]];

/** OpenAPI 3.2 §4.12.2, §4.14, §4.15, §4.19 and §4.21. */
const EXCLUSIVE = {
  parameter: [EXAMPLES, CONTENT],
  header: [EXAMPLES, CONTENT],
  mediaType: [EXAMPLES],
  encoding: [ENCODING],
  example: [
    ["value", ["dataValue", "serializedValue", "externalValue"]],
    ["serializedValue", ["externalValue"]],
  ],
} as const satisfies Readonly<Record<string, readonly Exclusive[]>>;

export const exclusiveFields: Rule = {
  name: "exclusive-fields",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy:
    "Keep one of them; until then `content`, `encoding` and `dataValue` count before what excludes them, and all examples do.",
  explanation: {
    asks: "Of fields that exclude each other, such as `example` and `examples`, or `content` and `style`, an object has one.",
    why: "Tools choose differently between them, and what one reader believes another never sees.",
    breaks: `
      components:
        parameters:
          Filter:
            { name: filter, in: query, style: form, content: { application/json: {} } }`,
    keeps: `
      components:
        parameters:
          Filter: { name: filter, in: query, content: { application/json: {} } }`,
  },
  visitor: () => ({
    Parameter: (parameter, context) => check(parameter, EXCLUSIVE.parameter, context),
    Header: (header, context) => check(header, EXCLUSIVE.header, context),
    MediaType: (mediaType, context) => check(mediaType, EXCLUSIVE.mediaType, context),
    Encoding: (encoding, context) => check(encoding, EXCLUSIVE.encoding, context),
    Example: (example, context) => check(example, EXCLUSIVE.example, context),
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
