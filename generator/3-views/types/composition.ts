/** Schemas that apply to the same value as the one that holds them: by reference, `allOf`, `oneOf`, `anyOf`, `then` and `else`. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import type { NamedSchema } from "../../2-model/api.ts";
import { kindsOf } from "./kinds.ts";
import type { TypePosition, Types } from "./type-context.ts";
import { closed, NEVER, type Type, union, UNKNOWN } from "./type-syntax.ts";
import { missing } from "./value-kinds.ts";

/** Whether other types apply to the value as well. */
export function isComposed(schema: SchemaObject): boolean {
  return compositions(schema) > 0;
}

/** One type for each schema that always applies, and one for each set of alternatives: all of them hold at once. */
export function branchTypes(schema: SchemaObject, types: Types, place: TypePosition): readonly Type[] {
  if (!isComposed(schema)) return [];
  const { allOf = [], oneOf, anyOf, if: condition, then, else: otherwise } = schema;
  const speaksItself = kindsOf(schema).length > 0;
  const composed = place.composed || compositions(schema) > 1 || speaksItself;
  const here = { ...place, composed };
  const found: Type[] = types.declarations
    .targets(schema)
    .map((targets) =>
      targets.length === 0 ? UNKNOWN : union(targets.map((target) => referenceType(target, types, here))),
    );
  for (const branch of allOf) found.push(types.typeOf(branch, here));
  const unionOf = (branches: readonly Schema[]): Type => union(branches.map((branch) => types.typeOf(branch, here)));
  if (oneOf) found.push(unionOf(oneOf));
  if (anyOf) found.push(unionOf(anyOf));
  if (condition !== undefined && then !== undefined && otherwise !== undefined) found.push(unionOf([then, otherwise]));
  return found;
}

function referenceType(target: NamedSchema, types: Types, place: TypePosition): Type {
  const { nameOf, isCircular, kinds } = types.declarations;
  // what the others that apply make of the value may be something else than its own declaration says
  const own = types.leaves(target.schema, undefined);
  const differs = [...types.leaves(target.schema, place.converted)].join() !== [...own].join();
  if ((place.overrides.size > 0 || differs) && !isCircular(target, target)) return types.typeOf(target.schema, place);
  // A schema that applies itself to its own value says nothing by that (JSON Schema Core §9.4.1 forbids it).
  if (place.declares !== undefined && isCircular(place.declares, target)) return UNKNOWN;
  const { schema } = target;
  if (isForbidden(schema)) return NEVER;
  // Where it states no type, it says nothing of kinds that it does not speak of.
  const others = kinds.stated(schema) === undefined ? missing(place.kinds, kinds.meant(schema)) : [];
  return union([closed(nameOf(target, types.form)), ...types.anyOf(others)]);
}

/** `false`, or the same in the words of authors: nothing is not. */
export function isForbidden(schema: Schema): boolean {
  if (typeof schema === "boolean") return !schema;
  const { not } = schema;
  return not === true || (typeof not === "object" && Object.keys(not).length === 0);
}

/** Whether keywords that are no types say which parts are evaluated, so that the type cannot tell those that are not. */
export function evaluatesElsewhere({ if: condition, dependentSchemas, contains }: SchemaObject): boolean {
  return (condition ?? dependentSchemas ?? contains) !== undefined;
}

function compositions(schema: SchemaObject): number {
  const { $ref, $dynamicRef, allOf = [], oneOf, anyOf, then, else: otherwise } = schema;
  const alternatives = [$ref, $dynamicRef, oneOf, anyOf, then && otherwise].filter((branch) => branch !== undefined);
  return allOf.length + alternatives.length;
}
