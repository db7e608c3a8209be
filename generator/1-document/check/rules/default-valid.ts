import type { SourceOptions } from "../../../options.ts";
import type { JsonObject } from "../../json.ts";
import { schemaScope } from "../helpers/schema-scope.ts";
import { onSchemaKeywords } from "../helpers/schema-visitors.ts";
import { schemaViolations, violationText } from "../helpers/schema-violation.ts";
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
  visitor: (options) => onSchemaKeywords((schema, context) => check(schema, context, options)),
};

function check(node: JsonObject, context: UserContext, options: SourceOptions): void {
  if (node["default"] === undefined) return;
  for (const violation of schemaViolations(node["default"], node, schemaScope(context, options))) {
    context.report({
      message: `The default ${violationText(violation)}.`,
      location: context.location.child(["default", ...violation.steps]),
    });
  }
}
