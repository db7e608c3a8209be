import { isObject } from "../../json.ts";
import type { NodeLocation, Rule, UserContext } from "../../rule.ts";
import { schemaScope } from "../helpers/schema-scope.ts";
import { ValueConflicts } from "../helpers/value-conflicts.ts";

/** JSON Schema 2020-12 core §4.2.1: a value must satisfy all keywords, so contradicting keywords leave none. */
export const noValidValue: Rule = {
  name: "no-valid-value",
  severity: "warning",
  remedy: "Correct the keywords that contradict each other. Until then, validators reject every value.",
  explanation: {
    asks: "Some value satisfies each schema, unless the schema is `false`.",
    why: "The schema, its `$ref` and its `allOf` contradict each other. The client and the server reject every message with it.",
    breaks: `
      components:
        schemas:
          Name: { type: string, minLength: 5 }
          Short: { allOf: [{ $ref: "#/components/schemas/Name" }], maxLength: 3 }`,
    keeps: `
      components:
        schemas:
          Name: { type: string, minLength: 1 }
          Short: { allOf: [{ $ref: "#/components/schemas/Name" }], maxLength: 3 }`,
  },
  visitor: (options) => {
    let conflicts: ValueConflicts | undefined;

    function check(schema: unknown, location: NodeLocation, context: UserContext): void {
      if (!isObject(schema)) return;
      conflicts ??= new ValueConflicts(schemaScope(context, options));
      const conflict = conflicts.of(schema);
      if (conflict === undefined || conflict.isKnown) return;
      context.report({ message: `No value is valid: ${conflict.reason}.`, location: location.key() });
    }

    return {
      ref(node: unknown, context) {
        if (context.type.name === "Schema" && isObject(node) && Object.keys(node).length > 1) {
          check(node, context.location, context);
        }
      },
      Schema(schema: unknown, context) {
        check(schema, context.location, context);
      },
    };
  },
};
