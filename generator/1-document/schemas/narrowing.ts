/**
 * Internal keywords that keep what a discriminator adds to types out of validation. A discriminator changes no outcome
 * of validation (OpenAPI 3.2 §4.25): it narrows types, and it selects the messages of validators.
 */
import type { Schema, SchemaObject } from "../openapi.ts";

/** Holds the schema that validation uses in place of a schema that only narrows types. */
export const VALIDATED_AS = "x-specwright-validated-as";

/** Holds the property values that select the alternatives of a union. */
export const TAGS = "x-specwright-tags";

/** Returns the schema that validates values of `schema`: `schema` itself, unless it only narrows types. */
export function validatedSchema(schema: Schema): Schema {
  return typeof schema === "object" ? (schema[VALIDATED_AS] ?? schema) : schema;
}

/** Returns true if a discriminator makes the type of the schema narrower than its validation. */
export function isNarrowed(schema: Schema): boolean {
  if (typeof schema === "boolean") return false;
  return schema[VALIDATED_AS] !== undefined || [schema, ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].some(hasTag);
}

function hasTag(schema: Schema): boolean {
  const { allOf = [] }: SchemaObject = typeof schema === "object" ? schema : {};
  return allOf.some((part) => validatedSchema(part) !== part);
}
