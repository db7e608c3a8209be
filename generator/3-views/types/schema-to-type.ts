/**
 * Turns a JSON Schema 2020-12 into a TypeScript type, in linear time.
 *
 * Every value that the validator accepts has the type. If TypeScript cannot express a keyword, the type is wider and
 * `validator-only-keywords.ts` names the keyword in a doc comment. Deliberate deviations from JSON Schema:
 * - A schema without `type` and with keywords for objects (or arrays) has the type of objects (or arrays) only. In JSON
 *   Schema it accepts all other values as well, but authors rarely mean that.
 * - An object type allows undeclared properties as TypeScript does: in variables, but not in literals.
 * - `oneOf` is a union. Only the validator checks that a single alternative matches.
 */
import type { Schema, SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import { BYTES_SCHEMA } from "../../1-document/rewrite/part-schemas.ts";
import { type SchemaForm, schemaFormsOf } from "../../1-document/rewrite/schema-forms.ts";
import type { Api } from "../../2-model/api.ts";
import type { ValueConversions } from "../../options.ts";
import { branchTypes, evaluatesElsewhere, isComposed, isForbidden } from "./composition-types.ts";
import { namedTypesOf } from "./named-types.ts";
import { blobType } from "./bytes-types.ts";
import { typeScopeOf } from "./type-scope.ts";
import { kindsInSchema } from "./value-kinds.ts";
import { type ConvertedTypes, convertedTypesFinder } from "./converted-types.ts";
import { literalUnion, allowedValues } from "./literal-types.ts";
import { objectType } from "./object-types.ts";
import type { TypePosition, FormTypes } from "./form-types.ts";
import {
  arrayOf,
  atomicType,
  BIGINT,
  BOOLEAN,
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
import { commonKinds, missingKinds } from "./effective-kinds.ts";

/** Position of a schema that is no part of a composition. */
export const STANDALONE: TypePosition = {
  composed: false,
  kinds: undefined,
  declares: undefined,
  converted: undefined,
  overrides: new Map(),
};

/** Returns the types of all schemas of `api` in each form. */
export function typesByForm(api: Api, formats: ValueConversions = {}): Readonly<Record<SchemaForm, FormTypes>> {
  const variants = schemaFormsOf(api.document);
  const namedTypes = namedTypesOf(api);
  const scope = typeScopeOf(api, formats);
  function typesOfForm(form: SchemaForm): FormTypes {
    const types: FormTypes = {
      form,
      variants,
      namedTypes,
      scope,
      convertedTypes: convertedTypesFinder(namedTypes, formats),
      typeOf: (schema, place = STANDALONE) => typeOf(schema, types, place),
      typesOfKinds: (kinds) => kinds.map((kind) => typeOfKind(kind, {}, types, STANDALONE)),
    };
    return types;
  }
  return { request: typesOfForm("request"), response: typesOfForm("response"), message: typesOfForm("message") };
}

function typeOf(schema: Schema, types: FormTypes, place: TypePosition): Type {
  if (isForbidden(schema)) return NEVER;
  if (schema === BYTES_SCHEMA) return blobType(types);
  if (typeof schema === "boolean") return UNKNOWN;
  if (!isComposed(schema)) return ownType(schema, types, place);
  const here = {
    ...place,
    kinds: commonKinds(place.kinds, types.namedTypes.kinds.stated(schema)),
    converted: types.convertedTypes(schema, place.converted),
  };
  const own = ownType(schema, types, { ...here, composed: true });
  const type = intersection([...branchTypes(schema, types, here), own]);
  // if the branches say nothing about the value, the own keywords of the schema still count
  return type === UNKNOWN ? ownType(schema, types, place) : type;
}

/** Returns the type by the own keywords of a schema, without references and compositions. */
function ownType(schema: SchemaObject, types: FormTypes, place: TypePosition): Type {
  const values = allowedValues(schema);
  if (values !== undefined) return literalUnion(values);
  const kinds = kindsInSchema(schema);
  if (kinds.length === 0) return UNKNOWN;
  if (schema.type !== undefined || place.kinds === undefined) return typeOfKinds(kinds);
  const here = kinds.filter((kind) => place.kinds?.has(kind));
  return union([typeOfKinds(here), ...types.typesOfKinds(missingKinds(place.kinds, new Set(kinds)))]);

  function typeOfKinds(some: readonly SchemaType[]): Type {
    return union(some.map((kind) => typeOfKind(kind, schema, types, place)));
  }
}

function typeOfKind(kind: SchemaType, schema: SchemaObject, types: FormTypes, place: TypePosition): Type {
  switch (kind) {
    case "null":
      return NULL;
    case "boolean":
      return BOOLEAN;
    case "integer":
      return types.convertedTypes(schema, place.converted).has("bigint") ? BIGINT : NUMBER;
    case "number":
      return NUMBER;
    case "string":
      return stringType(types.convertedTypes(schema, place.converted), types);
    case "array":
      return arrayType(schema, types, place);
    case "object":
      return objectType(schema, types, place);
    default:
      return kind satisfies never;
  }
}

function stringType(converted: ConvertedTypes, { scope }: FormTypes): Type {
  if (converted.has("Date")) return atomicType(scope.global("Date"));
  const leaf = [...converted].find((each) => each.startsWith("format "));
  return leaf === undefined ? STRING : atomicType(scope.decoded(leaf.slice("format ".length)));
}

/** Maximum length of an array with a fixed number of items that becomes a tuple. */
const LONGEST_TUPLE = 6;

function arrayType(schema: SchemaObject, types: FormTypes, { composed }: TypePosition): Type {
  const { prefixItems = [], minItems = 0, maxItems = Infinity } = schema;
  // in a composition, `unevaluatedItems` depends on the other schemas: only the validator can check it
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
