/**
 * JSON Schema 2020-12 → a TypeScript type as text, in linear time.
 *
 * A value that the validator accepts has the type, and the type admits all that the schema allows; where TypeScript
 * cannot say it, the type is wider, and `notes.ts` says which keyword is left to the validator. Deliberate deviations:
 * - A schema without `type` that speaks of properties (or items) means objects (or arrays), though JSON Schema
 *   lets it accept anything else as well: that is what authors mean, and what readers can use.
 * - An object type admits undeclared properties as TypeScript does: a variable may have them, a literal may not.
 * - `oneOf` is a union: that no two alternatives hold is left to the validator.
 */
import type { Schema, SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import { BYTES_SCHEMA } from "../../1-document/rewrite/part-schemas.ts";
import { type SchemaForm, schemaFormsOf } from "../../1-document/rewrite/schema-forms.ts";
import type { Api } from "../../2-model/api.ts";
import type { ValueConversions } from "../../options.ts";
import { branchTypes, evaluatesElsewhere, isComposed, isForbidden } from "./composition.ts";
import { declarationsOf } from "./declarations.ts";
import { kindsOf } from "./kinds.ts";
import { leavesOf } from "./leaves.ts";
import { literalUnion, valuesOf } from "./literal-type.ts";
import { objectType } from "./object-type.ts";
import type { TypePosition, Types } from "./type-context.ts";
import {
  arrayOf,
  BIGINT,
  BLOB,
  BOOLEAN,
  DATE,
  intersection,
  NEVER,
  NULL,
  NUMBER,
  STRING,
  tupleOf,
  type Type,
  union,
  UNKNOWN,
} from "./type-syntax.ts";
import { common, missing } from "./value-kinds.ts";

/** On its own, and part of nothing. */
export const ALONE: TypePosition = {
  composed: false,
  kinds: undefined,
  declares: undefined,
  converted: undefined,
  overrides: new Map(),
};

/** The types of all schemas of `api`, in all forms. */
export function typesOf(api: Api, formats: ValueConversions = {}): Readonly<Record<SchemaForm, Types>> {
  const variants = schemaFormsOf(api.document);
  const declarations = declarationsOf(api);
  function of(form: SchemaForm): Types {
    const types: Types = {
      form,
      variants,
      declarations,
      leaves: leavesOf(declarations, formats),
      typeOf: (schema, place = ALONE) => typeOf(schema, types, place),
      anyOf: (kinds) => kinds.map((kind) => typeOfKind(kind, {}, types, ALONE)),
    };
    return types;
  }
  return { request: of("request"), response: of("response"), message: of("message") };
}

function typeOf(schema: Schema, types: Types, place: TypePosition): Type {
  if (isForbidden(schema)) return NEVER;
  if (schema === BYTES_SCHEMA) return BLOB;
  if (typeof schema === "boolean") return UNKNOWN;
  if (!isComposed(schema)) return ownType(schema, types, place);
  const here = {
    ...place,
    kinds: common(place.kinds, types.declarations.kinds.stated(schema)),
    converted: types.leaves(schema, place.converted),
  };
  const own = ownType(schema, types, { ...here, composed: true });
  const type = intersection([...branchTypes(schema, types, here), own]);
  // Where the branches say nothing of the value, the little that the schema itself says is not to be left out.
  return type === UNKNOWN ? ownType(schema, types, place) : type;
}

/** What `schema` says without the schemas that it refers to or is composed of. */
function ownType(schema: SchemaObject, types: Types, place: TypePosition): Type {
  const values = valuesOf(schema);
  if (values !== undefined) return literalUnion(values);
  const kinds = kindsOf(schema);
  if (kinds.length === 0) return UNKNOWN;
  if (schema.type !== undefined || place.kinds === undefined) return typeOfKinds(kinds);
  const here = kinds.filter((kind) => place.kinds?.has(kind));
  return union([typeOfKinds(here), ...types.anyOf(missing(place.kinds, new Set(kinds)))]);

  function typeOfKinds(some: readonly SchemaType[]): Type {
    return union(some.map((kind) => typeOfKind(kind, schema, types, place)));
  }
}

function typeOfKind(kind: SchemaType, schema: SchemaObject, types: Types, place: TypePosition): Type {
  switch (kind) {
    case "null":
      return NULL;
    case "boolean":
      return BOOLEAN;
    case "integer":
      return types.leaves(schema, place.converted).has("bigint") ? BIGINT : NUMBER;
    case "number":
      return NUMBER;
    case "string":
      return types.leaves(schema, place.converted).has("Date") ? DATE : STRING;
    case "array":
      return arrayType(schema, types, place);
    case "object":
      return objectType(schema, types, place);
    default:
      return kind satisfies never;
  }
}

/** Arrays of exactly so many items are tuples, if there are not more of them. */
const LONGEST_TUPLE = 6;

function arrayType(schema: SchemaObject, types: Types, { composed }: TypePosition): Type {
  const { prefixItems = [], minItems = 0, maxItems = Infinity } = schema;
  // `unevaluatedItems` of a composition is about what no other schema speaks of: only the validator can tell.
  const isLast = !composed && !evaluatesElsewhere(schema);
  const items = schema.items ?? (isLast ? schema.unevaluatedItems : undefined);
  const isExact = minItems === maxItems && maxItems <= LONGEST_TUPLE;
  if (prefixItems.length === 0 && !isExact && maxItems > 0) {
    if (items === undefined) return composed ? UNKNOWN : arrayOf(UNKNOWN);
    return arrayOf(types.typeOf(items));
  }
  const rest = types.typeOf(items ?? true);
  const length = isExact ? maxItems : Math.min(prefixItems.length, maxItems);
  const elements = Array.from({ length }, (_, index) => {
    const item = prefixItems[index];
    return { optional: index >= minItems, type: item === undefined ? rest : types.typeOf(item) };
  });
  return tupleOf(elements, rest === NEVER || maxItems <= length ? undefined : rest);
}
