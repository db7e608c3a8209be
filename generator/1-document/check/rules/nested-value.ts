import type { Rule, UserContext } from "../../rule.ts";
import {
  serializedValuesVisitor,
  nestedTypesOf,
  applicableSchemasOf,
  type SerializedValue,
  typesOfSchemas,
} from "../helpers/serialized-values.ts";

/** OpenAPI 3.2 §4.12.3: styles arrange single values. Only `deepObject` allows one more level. */
export const nestedValue: Rule = {
  name: "nested-value",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy:
    "Describe the value by `content` with `application/json`, or use the style `deepObject`. Until then, clients and servers reject such a value.",
  explanation: {
    asks: "A style, or `text/plain`, can encode every value that the schema allows.",
    why: "Styles arrange single values: they cannot encode an array within an array, or an object within an object.",
    breaks: `
      paths:
        /pets:
          get:
            parameters:
              - { name: sizes, in: query, schema: { type: array, items: { type: array, items: {} } } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters:
              - name: sizes
                in: query
                content:
                  application/json: { schema: { type: array, items: { type: array, items: {} } } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => serializedValuesVisitor(check),
};

function check(value: SerializedValue, context: UserContext): void {
  const { label, style, mediaType, schema, location } = value;
  const parts = applicableSchemasOf(schema, context);
  const tell = (message: string): void => {
    context.report({ message, location: location.key() });
  };
  if (mediaType !== undefined) {
    const types = typesOfSchemas(parts);
    const type = ["array", "object"].find((one) => types.has(one));
    if (type === undefined || !isPlainText(mediaType)) return;
    tell(`\`${mediaType}\` cannot encode ${label}, which is an ${type}.`);
  } else if (style !== "deepObject") {
    const [nested] = nestedTypesOf(parts, context);
    if (nested === undefined) return;
    const [inner, type] = nested;
    const holds = inner.startsWith("`") ? `it is an ${type}` : `they are ${type}s`;
    tell(`The style \`${style}\` cannot encode ${inner} of ${label}: ${holds}.`);
  }
}

/** Returns true if a media type cannot encode arrays and objects: it is neither JSON nor a URL-encoded form. */
function isPlainText(mediaType: string): boolean {
  return !/^[^;]*[/+]json\s*(?:;|$)/i.test(mediaType) && !/^application\/x-www-form-urlencoded\b/i.test(mediaType);
}
