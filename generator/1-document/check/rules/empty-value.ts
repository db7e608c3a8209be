import type { JsonObject } from "../../json.ts";
import type { Rule, UserContext } from "../../rule.ts";
import {
  serializedValuesVisitor,
  applicableSchemasOf,
  type SerializedValue,
  typesOfSchemas,
} from "../helpers/serialized-values.ts";

/** RFC 6570 §2.3: an empty array or object counts as undefined and is not written. */
export const emptyValue: Rule = {
  name: "empty-value",
  severity: "info",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Require at least one item with `minItems: 1` or `minProperties: 1`, or make the value optional.",
  explanation: {
    asks: "A required array or object that is serialized by a style is never empty.",
    why: "An empty one is not sent at all, so the receiver reports it as missing. Only an optional value can be empty.",
    breaks: `
      paths:
        /pets:
          get:
            parameters:
              - { name: ids, in: query, required: true, schema: { type: array, items: {} } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters:
              - name: ids
                in: query
                required: true
                schema: { type: array, items: {}, minItems: 1 }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => serializedValuesVisitor(check),
};

function check({ label, style, isRequired, schema, location }: SerializedValue, context: UserContext): void {
  if (style === undefined || !isRequired) return;
  const parts = applicableSchemasOf(schema, context);
  const types = typesOfSchemas(parts);
  const kind = types.has("array") ? "array" : "object";
  if (!types.has(kind) || parts.some(isNeverEmpty)) return;
  context.report({ message: `An empty ${kind} as ${label} is read as a missing value.`, location: location.key() });
}

function isNeverEmpty({ minItems, minProperties, required }: JsonObject): boolean {
  return (
    [minItems, minProperties].some((minimum) => typeof minimum === "number" && minimum > 0) ||
    (Array.isArray(required) && required.length > 0)
  );
}
