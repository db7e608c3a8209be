import { isObject } from "../../json.ts";
import { schemaViolation } from "../helpers/schema-violation.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** OpenAPI 2.0 and 3.0 §4.7.24: a default conforms to its schema. JSON Schema 2020-12 §9.2 recommends it. */
export const defaultValid: Rule = {
  name: "default-valid",
  severity: "warning",
  remedy: "Write a valid default. Until then, handlers receive it unchanged, although a client cannot send it.",
  explanation: {
    asks: "A `default` is valid against its own schema.",
    why: "The server fills in a value that it would reject from a client.",
    breaks: `
      components:
        parameters:
          Size: { name: size, in: query, schema: { type: integer, minimum: 1, default: 0 } }`,
    keeps: `
      components:
        parameters:
          Size: { name: size, in: query, schema: { type: integer, minimum: 1, default: 20 } }`,
  },
  visitor: () => ({
    Schema: check,
    // in 2.0, these objects have keywords of schemas
    Parameter: check,
    Header: check,
    ParameterItems: check,
  }),
};

function check(node: object, { report, location }: UserContext): void {
  if (!isObject(node) || node["default"] === undefined) return;
  const violation = schemaViolation(node["default"], node);
  if (violation !== undefined) report({ message: `The default ${violation}.`, location: location.child(["default"]) });
}
