/** The types of JSON Schema. */
const SCHEMA_TYPES: ReadonlySet<unknown> = new Set([
  "null",
  "boolean",
  "object",
  "array",
  "number",
  "string",
  "integer",
]);

/** Returns true for the name of a type of JSON Schema. */
export function isSchemaType(type: unknown): boolean {
  return SCHEMA_TYPES.has(type);
}
