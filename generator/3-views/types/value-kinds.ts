/** Kinds of JSON values, and the kinds that a schema is about. */
import type { SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import type { Json } from "../../1-document/json.ts";

/** All kinds except `integer`, whose values are numbers. */
export const KINDS: readonly SchemaType[] = ["null", "boolean", "number", "string", "array", "object"];

/** Returns `type` as an array. Without `type`, returns the kinds that other keywords are about; empty means any kind. */
export function kindsInSchema(schema: SchemaObject): readonly SchemaType[] {
  const { type } = schema;
  if (type !== undefined) return typeof type === "string" ? [type] : type;
  const { properties = {}, patternProperties, required = [], prefixItems, items } = schema;
  const { additionalProperties, unevaluatedProperties = false } = schema;
  const kinds: SchemaType[] = [];
  const names = [...Object.keys(properties), ...required];
  const hasOthers = (additionalProperties ?? patternProperties) !== undefined || unevaluatedProperties !== false;
  if (names.length > 0 || hasOthers) kinds.push("object");
  if ((prefixItems ?? items) !== undefined) kinds.push("array");
  return kinds;
}

export function isOfKind(value: Json, kind: SchemaType): boolean {
  switch (kind) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === kind;
  }
}
