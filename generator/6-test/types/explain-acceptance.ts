/** Explains why a type accepts an invalid value: TypeScript cannot express a keyword, or the type is wrong. */
import type { Json } from "../../1-document/json.ts";
import type { SchemaObject } from "../../1-document/openapi.ts";
import { resolvePointer } from "../../1-document/pointer.ts";
import type { SchemaViolation } from "../../5-oracle/judge/judge.ts";
import { isDocumented } from "./unchecked-keywords.ts";

/** Keywords with alternatives: a reason for one alternative explains the whole. */
const ALTERNATIVE_KEYWORDS = new Set(["anyOf", "oneOf", "if", "then", "else", "not", "contains", "dependentSchemas"]);

/** Keywords that forbid undeclared properties. TypeScript checks these in literals only, and loosely in unions. */
const CLOSING_KEYWORDS = new Set(["additionalProperties", "unevaluatedProperties"]);

/**
 * Returns the keyword that explains why the type accepts `value`, or undefined if the type should reject it.
 * `declarationOf` returns the source of the declaration that contains a schema.
 */
export function explainAcceptance(
  value: Json,
  complaints: readonly SchemaViolation[],
  declarationOf: (schema: SchemaObject | undefined) => string,
): string | undefined {
  const isAlternative = complaints.some(({ keywordPath }) =>
    keywordPath.some((step) => ALTERNATIVE_KEYWORDS.has(step)),
  );
  const reasons = complaints.map((complaint) => explainProblem(complaint, value, declarationOf(complaint.schema)));
  if (isAlternative) return reasons.find((reason) => reason !== undefined);
  return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
}

function explainProblem(
  { keyword, keywordPath, pointer, schema }: SchemaViolation,
  value: Json,
  declaration: string,
): string | undefined {
  if (CLOSING_KEYWORDS.has(keyword)) return keyword;
  const documented = [keyword, ...keywordPath].find((word) => isDocumented(word, declaration));
  if (documented !== undefined) return documented;
  const isInteger = keyword === "type" && [schema?.type].flat().includes("integer");
  const isNumber = typeof resolvePointer(value, `#${pointer}`) === "number";
  return isInteger && isNumber && /\binteger\b|Format: u?int/i.test(declaration) ? "integer" : undefined;
}
