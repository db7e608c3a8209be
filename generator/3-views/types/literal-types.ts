/** Types of `const` and `enum`. */
import type { SchemaObject } from "../../1-document/openapi.ts";
import type { Json } from "../../1-document/json.ts";
import { literal } from "../code.ts";
import { NO_DOCS } from "../docs.ts";
import { atomicType, NEVER, objectOf, STRING, tupleOf, type Type, union } from "./type-syntax.ts";

/**
 * Returns the values that `const` and `enum` list. Returns undefined without both. A value that is not of the `type` is
 * kept: the rule `enum-type` reports it, and a type without it would say less than the description.
 */
export function allowedValues(schema: SchemaObject): readonly Json[] | undefined {
  const { const: only, enum: listed } = schema as { readonly const?: Json; readonly enum?: readonly Json[] }; // the description is JSON
  if (only === undefined) return listed;
  return listed === undefined || listed.some((value) => isJsonEqual(value, only)) ? [only] : [];
}

/** Returns true if two values are equal in JSON Schema, regardless of property order (2020-12 Core §4.2.2). */
function isJsonEqual(one: Json, other: Json): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const members = new Map(Object.entries(other));
  const entries = Object.entries(one);
  return (
    entries.length === members.size &&
    entries.every(([name, value]) => {
      const counterpart = members.get(name);
      return counterpart !== undefined && isJsonEqual(value, counterpart);
    })
  );
}

/** Returns the type whose only value is `value`. */
function literalType(value: Json): Type {
  if (Array.isArray(value)) {
    return tupleOf(
      value.map((item) => ({ optional: false, type: literalType(item) })),
      undefined,
    );
  }
  if (typeof value !== "object" || value === null) return atomicType(literal(value));
  const members = Object.entries(value).map(([name, entry]) => ({
    name,
    optional: false,
    type: literalType(entry),
    docs: NO_DOCS,
  }));
  return objectOf(members, members.length === 0 ? [{ names: STRING, type: NEVER }] : []);
}

export function literalUnion(values: readonly Json[]): Type {
  return union(values.map(literalType));
}
