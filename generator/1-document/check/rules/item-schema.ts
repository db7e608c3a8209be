import { mediaKindOf } from "../../media-kinds.ts";
import type { Rule } from "../../rule.ts";
import { applicableSchemasOf, typesOfSchemas } from "../helpers/serialized-values.ts";

/** OpenAPI 3.2 §4.14.3: `schema` describes a whole sequence, `itemSchema` describes one item. */
export const itemSchema: Rule = {
  name: "item-schema",
  severity: "info",
  versions: ["3.0", "3.1", "3.2"],
  remedy:
    "Describe the item with `itemSchema` in 3.2, or the whole sequence with an array whose `items` is this schema.",
  explanation: {
    asks: "The schema of JSON lines is an array of items.",
    why: "A `schema` describes the whole body, which is a sequence. One of another type can only describe an item, and is read as that.",
    breaks: `
      paths:
        /logs:
          get:
            responses:
              "200":
                description: ok
                content: { application/jsonl: { schema: { type: object } } }`,
    keeps: `
      paths:
        /logs:
          get:
            responses:
              "200":
                description: ok
                content: { application/jsonl: { schema: { type: array, items: { type: object } } } }`,
  },
  visitor: () => ({
    MediaType({ schema, itemSchema: item }, context) {
      if (mediaKindOf(String(context.key)) !== "json-lines" || schema === undefined || item !== undefined) return;
      const types = typesOfSchemas(applicableSchemasOf(schema, context));
      if (types.size === 0 || types.has("array")) return;
      context.report({
        message: `The schema of a sequence is no array, so it describes one item of ${String(context.key)}.`,
        location: context.location.child(["schema"]),
      });
    },
  }),
};
