import type { JsonObject } from "../../json.ts";
import { onSchemaKeywords } from "../helpers/schema-visitors.ts";
import { omitNode, type Rule, type UserContext } from "../../rule.ts";

/** Requirements on the value of a keyword beyond its type (JSON Schema 2020-12 core §10.2.1, validation §6.1.1, §6.2.1). */
const REQUIREMENTS: readonly (readonly [keyword: string, violation: (value: unknown) => string | undefined])[] = [
  ["multipleOf", (value) => (typeof value === "number" && value <= 0 ? "must be greater than 0" : undefined)],
  ...["allOf", "anyOf", "oneOf", "prefixItems"].map((keyword) => [keyword, emptyArrayViolation] as const),
  ["type", (value) => emptyArrayViolation(value) ?? duplicateTypeViolation(value)],
];

export const schemaKeyword: Rule = {
  name: "schema-keyword",
  severity: "warning",
  remedy:
    "Correct the value, or remove the keyword. Until then, the keyword is ignored, and a type that is named twice counts once.",
  explanation: {
    asks: "`multipleOf` is greater than 0. `allOf`, `anyOf`, `oneOf`, `prefixItems` and an array of types are not empty.",
    why: "Validators differ in the values that such a schema allows.",
    breaks: `
      components:
        schemas:
          Price: { type: number, multipleOf: 0 }`,
    keeps: `
      components:
        schemas:
          Price: { type: number, multipleOf: 0.01 }`,
  },
  omits: (steps, _message, value) =>
    Array.isArray(value) && value.length > 0 ? { steps, replacement: [...new Set(value)] } : omitNode(steps),
  visitor: () => onSchemaKeywords(checkKeywords),
};

function checkKeywords(schema: JsonObject, { report, location }: UserContext): void {
  for (const [keyword, violationOf] of REQUIREMENTS) {
    const violation = violationOf(schema[keyword]);
    if (violation === undefined) continue;
    report({ message: `\`${keyword}\` ${violation}.`, location: location.child([keyword]) });
  }
}

function emptyArrayViolation(value: unknown): string | undefined {
  return Array.isArray(value) && value.length === 0 ? "must not be an empty array" : undefined;
}

function duplicateTypeViolation(value: unknown): string | undefined {
  return Array.isArray(value) && new Set(value).size < value.length ? "must name each type once" : undefined;
}
