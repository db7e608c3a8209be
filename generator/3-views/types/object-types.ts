/** Types of objects: the keywords of a schema for objects become members and index signatures. */
import type { SchemaObject } from "../../1-document/openapi.ts";
import { code, startingWith } from "../code.ts";
import { NO_DOCS, schemaDocsView } from "../docs.ts";
import { evaluatesElsewhere, isComposed, isForbidden } from "./composition-types.ts";
import { validatorOnlyNotes } from "./validator-only-keywords.ts";
import { listsPropertyNames, patternPrefixes } from "./property-names.ts";
import type { TypePosition, FormTypes } from "./form-types.ts";
import {
  atomicType,
  type IndexSignature,
  propertyType,
  type TypeMember,
  NEVER,
  objectOf,
  STRING,
  type Type,
  union,
  UNKNOWN,
} from "./type-syntax.ts";

export interface ObjectParts {
  readonly members: readonly TypeMember[];
  /** Types of undeclared properties. Empty if the schema does not mention or does not allow them. */
  readonly index: readonly IndexSignature[];
}

/** Maximum number of types in the union of an index signature. Longer unions become `unknown`. */
const WIDEST_INDEX = 4;

const OBJECT = atomicType(code`object`);

/**
 * Returns the type of the objects that a schema describes by its own keywords. If other schemas apply to the same
 * object, parts that describe no property are omitted, so that interfaces stay assignable.
 */
export function objectType(schema: SchemaObject, types: FormTypes, place: TypePosition): Type {
  const { members, index } = objectParts(schema, types, place);
  if (members.length > 0) return objectOf(members, index);
  const isOpen = index.some(({ type }) => type !== NEVER);
  if (place.composed && !isOpen) return UNKNOWN;
  const isEmptied = index.length === 0 && Object.keys(schema.properties ?? {}).length > 0; // no property exists in this form, because all are readOnly or writeOnly
  if (isEmptied) return OBJECT;
  if (listsPropertyNames(schema, types.namedTypes)) return mappedType(schema, types, index);
  return objectOf([], index.length === 0 ? [{ names: STRING, type: UNKNOWN }] : index);
}

/** Returns the declared properties and the index signatures for all others. */
export function objectParts(schema: SchemaObject, types: FormTypes, place: TypePosition): ObjectParts {
  const properties = types.variants.properties(schema, types.form);
  const required = new Set(types.variants.required(schema, types.form));
  const others = otherProperties(schema, types);
  const declared = Object.entries(properties).map(([name, property]) => ({
    name,
    optional: !required.has(name),
    type: place.overrides.get(name) ?? types.typeOf(property),
    docs: schemaDocsView(property, validatorOnlyNotes(property, types.namedTypes)),
  }));
  // `required` can name properties that another schema declares, or that no schema declares
  const undeclared = [...required]
    .filter((name) => !Object.hasOwn(schema.properties ?? {}, name))
    .map((name) => ({
      name,
      optional: false,
      type: others === undefined || others === NEVER || schema.patternProperties ? UNKNOWN : others,
      docs: NO_DOCS,
    }));
  const members = [...declared, ...undeclared];
  const prefixed = (patternPrefixes(schema) ?? []).map(({ prefix, schema: value }) => {
    return { names: atomicType(startingWith(prefix)), type: types.typeOf(value) };
  });
  const all = members.length === 0 ? others : widenedForMembers(members, others);
  const isClosed = all === undefined || (all === NEVER && prefixed.length > 0);
  return { members, index: [...(isClosed ? [] : [{ names: STRING, type: all }]), ...prefixed] };
}

/** Returns the type of undeclared properties. It includes those with a prefix if others are allowed as well. */
function otherProperties(schema: SchemaObject, types: FormTypes): Type | undefined {
  const { additionalProperties, unevaluatedProperties, patternProperties = {} } = schema;
  const rest = additionalProperties ?? unevaluatedProperties;
  const patterns = Object.values(patternProperties).map((pattern) => types.typeOf(pattern));
  if (rest === undefined) return patterns.length === 0 ? undefined : UNKNOWN;
  // beside other schemas, `unevaluatedProperties` is about the properties that none of them has evaluated: only the
  // validator can check their values
  if (additionalProperties === undefined && (isComposed(schema) || evaluatesElsewhere(schema))) {
    return isForbidden(rest) ? undefined : UNKNOWN;
  }
  const type = types.typeOf(rest);
  return type === NEVER && patternPrefixes(schema) !== undefined ? NEVER : union([...patterns, type]);
}

/** Widens the type of an index signature: it must include the types of all members, and `undefined` for optional ones. */
function widenedForMembers(members: readonly TypeMember[], others: Type | undefined): Type | undefined {
  if (others === undefined || others === NEVER) return undefined;
  const admitted = union([
    others,
    ...members.map(propertyType),
    ...(members.some(({ optional }) => optional) ? [atomicType(code`undefined`)] : []),
  ]);
  return (admitted.members?.length ?? 1) > WIDEST_INDEX ? UNKNOWN : admitted;
}

/** Returns a mapped type with an optional property for each name that `propertyNames` lists. */
function mappedType({ propertyNames = true }: SchemaObject, types: FormTypes, index: readonly IndexSignature[]): Type {
  const value = index[0]?.type ?? UNKNOWN;
  return atomicType(code`{ [name in ${types.typeOf(propertyNames).text}]?: ${value.text} }`);
}
