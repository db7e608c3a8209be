/** Why a type takes a value that its schema forbids: because of a keyword that TypeScript cannot say, or by mistake. */
import type { Json } from "../../1-document/json.ts";
import type { SchemaObject } from "../../1-document/openapi.ts";
import { resolvePointer } from "../../1-document/pointer.ts";
import type { Complaint } from "../../5-oracle/judge/judge.ts";
import { isTold } from "./unchecked-keywords.ts";

/** Where one of several schemas has to hold, one reason is enough for all of them. */
const ALTERNATIVES = new Set(["anyOf", "oneOf", "if", "then", "else", "not", "contains", "dependentSchemas"]);

/** TypeScript looks for undeclared properties in literals only, and in unions not closely. */
const CLOSING = new Set(["additionalProperties", "unevaluatedProperties"]);

/**
 * The keyword that explains why `value` is taken; undefined where the type should have refused it. `declarationOf`
 * gives the source of the declaration that a schema stands in.
 */
export function reasonOf(
  value: Json,
  complaints: readonly Complaint[],
  declarationOf: (schema: SchemaObject | undefined) => string,
): string | undefined {
  const isAlternative = complaints.some(({ way }) => way.some((step) => ALTERNATIVES.has(step)));
  const reasons = complaints.map((complaint) => reasonFor(complaint, value, declarationOf(complaint.schema)));
  if (isAlternative) return reasons.find((reason) => reason !== undefined);
  return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
}

function reasonFor({ keyword, way, pointer, schema }: Complaint, value: Json, declaration: string): string | undefined {
  if (CLOSING.has(keyword)) return keyword;
  const told = [keyword, ...way].find((word) => isTold(word, declaration));
  if (told !== undefined) return told;
  const isInteger = keyword === "type" && [schema?.type].flat().includes("integer");
  const isNumber = typeof resolvePointer(value, `#${pointer}`) === "number";
  return isInteger && isNumber && /\binteger\b|Format: u?int/i.test(declaration) ? "integer" : undefined;
}
