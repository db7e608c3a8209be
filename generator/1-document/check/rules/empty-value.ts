import type { JsonObject } from "../../json.ts";
import type { Rule, UserContext } from "../../rule.ts";
import { eachSerialised, partsOf, type Serialised, typesIn } from "../helpers/serialized-values.ts";

/** RFC 6570 §2.3: a list or an object of nothing is undefined, and leaves no trace. */
export const emptyValue: Rule = {
  name: "empty-value",
  severity: "info",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Ask for one item at least, by `minItems: 1` or `minProperties: 1`, or do not require it.",
  explanation: {
    asks: "A required list or object that travels by a style is never empty.",
    why: "An empty one leaves no trace, and who asks for it takes it for missing; only what is optional may be empty.",
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
  visitor: () => eachSerialised(check),
};

function check({ what, style, isRequired, schema, location }: Serialised, context: UserContext): void {
  if (style === undefined || !isRequired) return;
  const parts = partsOf(schema, context);
  const types = typesIn(parts);
  const kind = types.has("array") ? "list" : "object";
  if (!types.has(kind === "list" ? "array" : kind) || parts.some(hasSomething)) return;
  context.report({ message: `An empty ${kind} of ${what} is taken for a missing one.`, location: location.key() });
}

function hasSomething({ minItems, minProperties, required }: JsonObject): boolean {
  return (
    [minItems, minProperties].some((least) => typeof least === "number" && least > 0) ||
    (Array.isArray(required) && required.length > 0)
  );
}
