/** Schemas that apply to the same value as the one that holds them: `$ref`, `allOf`, `oneOf`, `anyOf`, `then` and `else`. */
import type { Alternative } from "../1-document/discriminator.ts";
import type { SchemaObject } from "../1-document/openapi.ts";
import { canonicalPointer } from "../1-document/pointer.ts";
import { kindsOf } from "./kinds.ts";
import { literalUnion } from "./literal-type.ts";
import type { Place, Types } from "./type-context.ts";
import { closed, intersection, objectOf, type Type, union, UNKNOWN } from "./type-syntax.ts";

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
  const alternatively = { ...place, composed, inherits: false };
  if (oneOf) found.push(unionType(types.discriminators.alternatives(schema, "oneOf"), types, alternatively));
  if (anyOf) found.push(unionType(types.discriminators.alternatives(schema, "anyOf"), types, alternatively));
  if (condition !== undefined && then !== undefined && otherwise !== undefined) {
    found.push(union([types.typeOf(then, alternatively), types.typeOf(otherwise, alternatively)]));
  }
  return found;
}

/** A union whose members can be told by their tags, where a discriminator gives them any. */
export function unionType(alternatives: readonly Alternative[], types: Types, place: Place): Type {
  return union(
    alternatives.map(({ schema, tag, isBase = false }) => {
      const type = types.typeOf(schema, isBase ? { ...place, inherits: true } : place);
      if (tag === undefined) return type;
      const member = { name: tag.property, optional: false, type: literalUnion(tag.values), docs: { lines: [] } };
      return intersection([type, objectOf([member], undefined)]);
    }),
  );
}

function referenceType($ref: string, types: Types, place: Place): Type {
  const target = types.declarations.named($ref);
  if (target === undefined) return UNKNOWN;
  const pointer = canonicalPointer($ref);
  const to = { pointer, base: place.inherits && types.discriminators.descendants(pointer) !== undefined };
  if (place.overrides.size > 0 && !types.declarations.isCircular(to, to)) return types.typeOf(target.schema, place);
  // A schema that applies itself to its own value says nothing by that (JSON Schema Core §9.4.1 forbids it).
  if (place.declares !== undefined && types.declarations.isCircular(place.declares, to)) return UNKNOWN;
  return closed(types.declarations.nameOf(target, types.form, to.base));
}

function compositions({ $ref, allOf = [], oneOf, anyOf, then, else: otherwise }: SchemaObject): number {
  const alternatives = [oneOf, anyOf, then && otherwise].filter((branch) => branch !== undefined);
  return ($ref === undefined ? 0 : 1) + allOf.length + alternatives.length;
}
