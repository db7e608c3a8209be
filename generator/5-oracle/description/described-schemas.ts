/** The oracle's own resolution of references, conjunctions and alternatives in schemas. JSON Schema 2020-12 §10.2 */
import { type Json, isObject } from "../../1-document/json.ts";
import type { Document, Referable, Schema, SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import { resolvePointer } from "../../1-document/pointer.ts";

/** Schemas that all apply to one instance. */
export type Conjunction = readonly Schema[];

/** Returns the target of `$ref`, or undefined if there is no local reference. Keywords next to `$ref` are ignored. */
export function referencedSchema(document: Document, { $ref }: SchemaObject): Schema | undefined {
  if ($ref === undefined || !$ref.startsWith("#")) return undefined;
  const target = resolvePointer(document, $ref);
  return isSchema(target) ? target : undefined;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "boolean" || isObject(value);
}

/** Follows references until a node that is not a reference. The loader has rejected circular references before. */
export function dereference<T extends object>(document: Document, node: Referable<T>): T {
  let current: Referable<T> = node;
  for (let hops = 0; hops < 50 && "$ref" in current && typeof current.$ref === "string"; hops++) {
    current = resolvePointer(document, current.$ref) as Referable<T>; // a Reference Object has a target of the expected type
  }
  return current as T; // the loop has ended at a node without `$ref`
}

/** Returns all schemas that apply to every instance of `schema`: itself first, then targets of `$ref` and `allOf`. */
export function conjoinedSchemas(document: Document, schema: Schema): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const waiting: Schema[] = [schema];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (typeof next === "boolean" || found.has(next)) continue;
    found.add(next);
    waiting.push(...(next.allOf ?? []));
    const target = referencedSchema(document, next);
    if (target !== undefined) waiting.push(target);
  }
  return [...found];
}

/** Returns true if `test` is true for `schema`, a conjoined schema, or an alternative in `oneOf` or `anyOf`. */
export function someAlternative(document: Document, schema: Schema, test: (schema: SchemaObject) => boolean): boolean {
  const seen = new Set<Schema>();
  const visit = (one: Schema): boolean => {
    if (seen.has(one)) return false;
    seen.add(one);
    const all = conjoinedSchemas(document, one);
    return all.some(test) || all.some(({ oneOf = [], anyOf = [] }) => [...oneOf, ...anyOf].some(visit));
  };
  return visit(schema);
}

/** Returns the types that `type`, `const` or `enum` name. Empty if the instance can have any type. */
export function declaredTypes(schema: SchemaObject): readonly SchemaType[] {
  if (schema.type !== undefined) return [schema.type].flat() as readonly SchemaType[]; // `type` is a string or an array of strings
  const values = schema.const !== undefined ? [schema.const] : schema.enum;
  if (values !== undefined) return [...new Set(values.map((value) => jsonTypeOf(value as Json)))]; // values of a JSON document
  return [];
}

export function jsonTypeOf(value: Json): SchemaType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "boolean";
    case "number":
      return Number.isInteger(value) ? "integer" : "number";
    default:
      return "object";
  }
}
