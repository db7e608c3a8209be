/** Schemas of a document, and what stands behind their references. */
import { type Json, isObject } from "../../1-document/json.ts";
import type { Document, Referable, Schema, SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import { resolvePointer } from "../../1-document/pointer.ts";

/** All of them hold of a value. */
export type Conjunction = readonly Schema[];

/** What `schema` refers to; itself where it refers to nothing. What stands beside the `$ref` is for the caller. */
export function referred(document: Document, { $ref }: SchemaObject): Schema | undefined {
  if ($ref === undefined || !$ref.startsWith("#")) return undefined;
  const target = resolvePointer(document, $ref);
  return isSchema(target) ? target : undefined;
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === "boolean" || isObject(value);
}

/** The node that a reference leads to, through as many as there are; the loader has found that they end. */
export function dereference<T extends object>(document: Document, node: Referable<T>): T {
  let current: Referable<T> = node;
  for (let hops = 0; hops < 50 && "$ref" in current && typeof current.$ref === "string"; hops++) {
    current = resolvePointer(document, current.$ref) as Referable<T>; // of the kind that its place asks for
  }
  return current as T; // no reference any more
}

/** The schemas that always hold of the same value as `schema`, itself first: through `$ref` and `allOf`. */
export function conjoined(document: Document, schema: Schema): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const waiting: Schema[] = [schema];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (typeof next === "boolean" || found.has(next)) continue;
    found.add(next);
    waiting.push(...(next.allOf ?? []));
    const target = referred(document, next);
    if (target !== undefined) waiting.push(target);
  }
  return [...found];
}

/** Whether some alternative of `schema` has a member that `test` finds, itself included; `oneOf` and `anyOf` count. */
export function someAlternative(document: Document, schema: Schema, test: (schema: SchemaObject) => boolean): boolean {
  const seen = new Set<Schema>();
  const visit = (one: Schema): boolean => {
    if (seen.has(one)) return false;
    seen.add(one);
    const all = conjoined(document, one);
    return all.some(test) || all.some(({ oneOf = [], anyOf = [] }) => [...oneOf, ...anyOf].some(visit));
  };
  return visit(schema);
}

/** The types that `schema` names, or those that its other keywords are about; none where it may be anything. */
export function typesOf(schema: SchemaObject): readonly SchemaType[] {
  if (schema.type !== undefined) return [schema.type].flat() as readonly SchemaType[]; // a name or a list of names
  const values = schema.const !== undefined ? [schema.const] : schema.enum;
  if (values !== undefined) return [...new Set(values.map((value) => typeOf(value as Json)))]; // of a JSON document
  return [];
}

export function typeOf(value: Json): SchemaType {
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

/** A `pattern`: as JSON Schema asks, or without the flag, as the older escapes of many descriptions need. */
export function expressionOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return new RegExp(pattern);
  }
}
