/** Which keywords of a schema its type cannot say, so that only the validator checks them. */
import type { Schema, SchemaObject } from "../1-document/openapi.ts";

/** Keywords that narrow a value in a way that TypeScript has no types for; simple constraints are in the docs anyway. */
const UNSAYABLE = [
  "not",
  "contains",
  "dependentRequired",
  "dependentSchemas",
  "patternProperties",
  "unevaluatedProperties",
  "unevaluatedItems",
] as const satisfies readonly (keyof SchemaObject)[];

/** A remark for the comment of whatever has this schema; none where the type says it all. */
export function notesOf(schema: Schema): readonly string[] {
  const keywords = unsayable(schema);
  return keywords.length === 0 ? [] : [`Checked by the validator only: ${[...new Set(keywords)].join(", ")}.`];
}

/** Of the schema and all below it that have no comment of their own: whatever is neither named nor a property. */
function unsayable(schema: Schema): readonly string[] {
  if (typeof schema === "boolean") return [];
  const found: string[] = UNSAYABLE.filter((keyword) => schema[keyword] !== undefined);
  if (schema.if !== undefined && (schema.then ?? schema.else) !== undefined) found.push("if");
  const {
    allOf,
    oneOf,
    anyOf,
    prefixItems,
    patternProperties,
    items,
    additionalProperties,
    then,
    else: otherwise,
  } = schema;
  for (const list of [allOf, oneOf, anyOf, prefixItems]) list?.forEach((below) => found.push(...unsayable(below)));
  for (const below of [items, additionalProperties, then, otherwise, ...Object.values(patternProperties ?? {})]) {
    if (below !== undefined) found.push(...unsayable(below));
  }
  return found;
}
