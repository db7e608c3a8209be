import type { Rule } from "../../rule.ts";
import { schemaScope } from "../helpers/schema-scope.ts";
import { onWrittenSchemas } from "../helpers/schema-visitors.ts";
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

    return onWrittenSchemas((schema, context) => {
      if (Object.keys(schema).length === 1 && schema["$ref"] !== undefined) return; // the target is visited
      conflicts ??= new ValueConflicts(schemaScope(context, options));
      const conflict = conflicts.of(schema);
      if (conflict === undefined || conflict.isKnown) return;
      context.report({ message: `No value is valid: ${conflict.reason}.`, location: context.location.key() });
    });
  },
};
