/** Schemas that apply to the same value as the one that holds them: `$ref`, `allOf`, `oneOf`, `anyOf`, `then` and `else`. */
import type { Schema, SchemaObject } from "../1-document/openapi.ts";
import { kindsOf } from "./kinds.ts";
import type { Place, Types } from "./type-context.ts";
import { closed, type Type, union, UNKNOWN } from "./type-syntax.ts";

/** Whether other types apply to the value as well. */
export function isComposed(schema: SchemaObject): boolean {
  return compositions(schema) > 0;
}

/** One type for each schema that always applies, and one for each set of alternatives: all of them hold at once. */
export function branchTypes(schema: SchemaObject, types: Types, place: Place): readonly Type[] {
  if (!isComposed(schema)) return [];
  const { $ref, allOf = [], oneOf, anyOf, if: condition, then, else: otherwise } = schema;
  const speaksItself = kindsOf(schema).length > 0;
  const composed = place.composed || compositions(schema) > 1 || speaksItself;
  const found: Type[] = $ref === undefined ? [] : [referenceType($ref, types, { ...place, composed })];
  for (const branch of allOf) found.push(types.typeOf(branch, { ...place, composed }));
  const unionOf = (branches: readonly Schema[]) =>
    union(branches.map((branch) => types.typeOf(branch, { ...place, composed })));
  if (oneOf) found.push(unionOf(oneOf));
  if (anyOf) found.push(unionOf(anyOf));
  if (condition !== undefined && then !== undefined && otherwise !== undefined) found.push(unionOf([then, otherwise]));
  return found;
}

function referenceType($ref: string, types: Types, place: Place): Type {
  const { named, nameOf, isCircular } = types.declarations;
  const target = named($ref);
  if (target === undefined) return UNKNOWN;
  if (place.overrides.size > 0 && !isCircular(target, target)) return types.typeOf(target.schema, place);
  // A schema that applies itself to its own value says nothing by that (JSON Schema Core §9.4.1 forbids it).
  if (place.declares !== undefined && isCircular(place.declares, target)) return UNKNOWN;
  return closed(nameOf(target, types.form));
}

function compositions({ $ref, allOf = [], oneOf, anyOf, then, else: otherwise }: SchemaObject): number {
  const alternatives = [oneOf, anyOf, then && otherwise].filter((branch) => branch !== undefined);
  return ($ref === undefined ? 0 : 1) + allOf.length + alternatives.length;
}
