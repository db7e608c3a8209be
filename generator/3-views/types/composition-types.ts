/** Types of in-place applicators: references, `allOf`, `oneOf`, `anyOf`, `then` and `else`. */
import type { Json } from "../../1-document/json.ts";
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { code } from "../code.ts";
import type { NamedSchema } from "../../2-model/api.ts";
import { kindsInSchema } from "./value-kinds.ts";
import type { TypePosition, FormTypes } from "./form-types.ts";
import { allowedValues } from "./literal-types.ts";
import { alwaysAppliedSchemas } from "./named-types.ts";
import { atomicType, NEVER, NUMBER, STRING, type Type, union, UNKNOWN } from "./type-syntax.ts";
import { missingKinds } from "./effective-kinds.ts";

/** Returns true if the schema has keywords that apply other schemas to the same value. */
export function isComposed(schema: SchemaObject): boolean {
  return compositions(schema) > 0;
}

/** Returns the types to intersect: one per schema that always applies, and a union per set of alternatives. */
export function branchTypes(schema: SchemaObject, types: FormTypes, place: TypePosition): readonly Type[] {
  if (!isComposed(schema)) return [];
  const { allOf = [], oneOf, anyOf, if: condition, then, else: otherwise } = schema;
  const hasOwnType = kindsInSchema(schema).length > 0;
  const composed = place.composed || compositions(schema) > 1 || hasOwnType;
  const here = { ...place, composed };
  const found: Type[] = types.namedTypes
    .referenceTargets(schema)
    .map((targets) =>
      targets.length === 0 ? UNKNOWN : union(targets.map((target) => referenceType(target, types, here))),
    );
  for (const branch of allOf) found.push(types.typeOf(branch, here));
  const unionOf = (branches: readonly Schema[]): Type =>
    union(
      withOpenEnums(branches.map((branch) => ({ type: types.typeOf(branch, here), values: valuesOf(branch, types) }))),
    );
  if (oneOf) found.push(unionOf(oneOf));
  if (anyOf) found.push(unionOf(anyOf));
  if (condition !== undefined && then !== undefined && otherwise !== undefined) found.push(unionOf([then, otherwise]));
  return found;
}

/** Returns the values that a schema lists, by itself or through references. */
function valuesOf(schema: Schema, { namedTypes }: FormTypes): readonly Json[] {
  return alwaysAppliedSchemas(schema, namedTypes).flatMap((each) => allowedValues(each) ?? []);
}

/**
 * Returns the types of alternatives. Beside string literals, `string` becomes `(string & {})`: the union accepts the
 * same values, and editors still propose the literals. Numbers likewise.
 */
function withOpenEnums(
  branches: readonly { readonly type: Type; readonly values: readonly Json[] }[],
): readonly Type[] {
  const listed = new Set(branches.flatMap(({ values }) => values.map((value) => typeof value)));
  return branches.map(({ type, values }) => {
    if (values.length > 0) return type;
    const open = OPEN_TYPES.find(([closed]) => closed.text === type.text);
    return open !== undefined && listed.has(open[2]) ? open[1] : type;
  });
}

const OPEN_TYPES = [
  [STRING, atomicType(code`(string & {})`), "string"],
  [NUMBER, atomicType(code`(number & {})`), "number"],
] as const;

function referenceType(target: NamedSchema, types: FormTypes, place: TypePosition): Type {
  const { typeName: nameOf, isCircular, kinds } = types.namedTypes;
  // other schemas that apply can convert the value, so that the declared type of the target does not fit
  const own = types.convertedTypes(target.schema, undefined);
  const differs = [...types.convertedTypes(target.schema, place.converted)].join() !== [...own].join();
  if ((place.overrides.size > 0 || differs) && !isCircular(target, target)) return types.typeOf(target.schema, place);
  // a schema that applies itself to the same value adds nothing (JSON Schema Core §9.4.1 forbids it)
  if (place.declares !== undefined && isCircular(place.declares, target)) return UNKNOWN;
  const { schema } = target;
  if (isForbidden(schema)) return NEVER;
  // a target without `type` accepts all kinds of values that its keywords do not mention
  const others = kinds.stated(schema) === undefined ? missingKinds(place.kinds, kinds.implied(schema)) : [];
  return union([atomicType(nameOf(target, types.form)), ...types.typesOfKinds(others)]);
}

/** Returns true for schemas that accept nothing: `false`, `{ not: true }`, `{ not: {} }`. */
export function isForbidden(schema: Schema): boolean {
  if (typeof schema === "boolean") return !schema;
  const { not } = schema;
  return not === true || (typeof not === "object" && Object.keys(not).length === 0);
}

/** Returns true if keywords without a type evaluate parts of the value, so that its type cannot express `unevaluated…`. */
export function evaluatesElsewhere({ if: condition, dependentSchemas, contains }: SchemaObject): boolean {
  return (condition ?? dependentSchemas ?? contains) !== undefined;
}

/** Returns the number of sets of schemas that apply to the same value. */
function compositions(schema: SchemaObject): number {
  const { $ref, $dynamicRef, allOf = [], oneOf, anyOf, then, else: otherwise } = schema;
  const alternatives = [$ref, $dynamicRef, oneOf, anyOf, then && otherwise].filter((branch) => branch !== undefined);
  return allOf.length + alternatives.length;
}
