import type { JsonObject } from "../../json.ts";
import { onSchemaKeywords } from "../helpers/schema-visitors.ts";
import { typeViolation } from "../helpers/schema-violation.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** JSON Schema 2020-12 validation §6.1.2: a value must satisfy `enum`, `const` and `type`, so other values never occur. */
export const enumType: Rule = {
  name: "enum-type",
  severity: "warning",
  remedy:
    "Write the value as the type has it, or change `type`. YAML reads `1.0`, `yes` and `null` as strings only in quotes. Until then, types have the value, and validators reject it.",
  explanation: {
    asks: "Each value of `enum`, and the value of `const`, is of the type of its schema.",
    why: "A value must satisfy both `enum` or `const` and `type`, so a value of another type is never valid.",
    breaks: `
      components:
        schemas:
          Size: { type: integer, enum: [1, 2, "3"] }`,
    keeps: `
      components:
        schemas:
          Size: { type: integer, enum: [1, 2, 3] }`,
  },
  visitor: () => onSchemaKeywords(check),
};

function check(schema: JsonObject, { report, location }: UserContext): void {
  if (schema["type"] === undefined) return;
  const { enum: listed, const: only } = schema;
  const written = Array.isArray(listed)
    ? listed.map((value, index) => ({ value, steps: ["enum", index] as const }))
    : [];
  for (const { value, steps } of [
    ...written,
    ...(only === undefined ? [] : [{ value: only, steps: ["const"] as const }]),
  ]) {
    const violation = typeViolation(value, schema);
    if (violation === undefined) continue;
    report({
      message: `The value ${JSON.stringify(value)} of \`${steps[0]}\` ${violation}.`,
      location: location.child([...steps]),
    });
  }
}
