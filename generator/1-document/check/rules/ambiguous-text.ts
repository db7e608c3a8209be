import type { Rule, UserContext } from "../../rule.ts";
import {
  serializedValuesVisitor,
  applicableSchemasOf,
  type SerializedValue,
  typesOfSchemas,
} from "../helpers/serialized-values.ts";

/** OpenAPI 3.2 Appendix B: a serialized value does not carry its type. */
export const ambiguousText: Rule = {
  name: "ambiguous-text",
  severity: "info",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Allow only one of the types, or describe the value by `content` with `application/json`.",
  explanation: {
    asks: "The serialized form of a value shows which of the types in its schema it has.",
    why: "A string that looks like a number or a boolean is decoded as one. A single value is decoded as an array of one item.",
    breaks: `
      paths:
        /pets:
          get:
            parameters:
              - { name: owner, in: query, schema: { type: [string, integer] } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters:
              - { name: owner, in: query, schema: { type: string } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => serializedValuesVisitor(check),
};

const LOOKALIKES = ["boolean", "integer", "number"];

function check({ label, mediaType, schema, location }: SerializedValue, context: UserContext): void {
  if (mediaType !== undefined && !/^text\//i.test(mediaType)) return;
  const types = typesOfSchemas(applicableSchemasOf(schema, context).filter((part) => part["enum"] === undefined));
  const tell = (message: string): void => context.report({ message, location: location.key() });
  const lookalike = LOOKALIKES.find((type) => types.has(type));
  if (types.has("string") && lookalike !== undefined) {
    tell(`A value of ${label} that looks like type ${lookalike} is decoded as that type, even if a string is meant.`);
  } else if (types.has("array") && (types.has("string") || lookalike !== undefined)) {
    tell(`A single value of ${label} is decoded as an array of one item.`);
  }
}
