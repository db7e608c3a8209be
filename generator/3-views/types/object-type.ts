/** The part of a schema that speaks of objects → members and an index signature. */
import type { SchemaObject } from "../../1-document/openapi.ts";
import { code, startingWith } from "../code.ts";
import { NO_DOCS, schemaDocsView } from "../docs.ts";
import { evaluatesElsewhere } from "./composition.ts";
import { notesOf } from "./notes.ts";
import { listsNames, prefixesOf } from "./property-names.ts";
import type { TypePosition, Types } from "./type-context.ts";
import {
  closed,
  type IndexSignature,
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
  /** The properties that are not declared; none where the schema says nothing of them, or excludes them. */
  readonly index: readonly IndexSignature[];
}

/** More types than these in an index signature tell nobody anything. */
const WIDEST_INDEX = 4;

const OBJECT = closed(code`object`);

/**
 * The type of the objects that `schema` describes by itself. Where other schemas apply to the same object, what says
 * nothing of any property is left out, so that interfaces stay assignable.
 */
export function objectType(schema: SchemaObject, types: Types, place: TypePosition): Type {
  const { members, index } = objectParts(schema, types, place);
  if (members.length > 0) return objectOf(members, index);
  const saying = index.filter(({ type }) => type !== UNKNOWN && type !== NEVER);
  if (place.composed && saying.length === 0) return UNKNOWN;
  const isEmptied = index.length === 0 && Object.keys(schema.properties ?? {}).length > 0; // nothing of it travels
  if (isEmptied) return OBJECT;
  if (listsNames(schema, types.declarations)) return namedProperties(schema, types, index);
  return objectOf([], index.length === 0 ? [{ names: STRING, type: UNKNOWN }] : index);
}

/** Declared properties, and what others may have. */
export function objectParts(schema: SchemaObject, types: Types, place: TypePosition): ObjectParts {
  const properties = types.variants.properties(schema, types.form);
  const required = new Set(types.variants.required(schema, types.form));
  const others = otherProperties(schema, types, place);
  const declared = Object.entries(properties).map(([name, property]) => ({
    name,
    optional: !required.has(name),
    type: place.overrides.get(name) ?? types.typeOf(property),
    docs: schemaDocsView(property, notesOf(property, types.declarations)),
  }));
  // A `required` may name what another schema of the composition declares, or nobody.
  const undeclared = [...required]
    .filter((name) => !Object.hasOwn(schema.properties ?? {}, name))
    .map((name) => ({
      name,
      optional: false,
      type: others === undefined || others === NEVER || schema.patternProperties ? UNKNOWN : others,
      docs: NO_DOCS,
    }));
  const members = [...declared, ...undeclared];
  const prefixed = (prefixesOf(schema) ?? []).map(({ prefix, schema: value }) => {
    return { names: closed(startingWith(prefix)), type: types.typeOf(value) };
  });
  const all = members.length === 0 ? others : admitting(members, others);
  const isClosed = all === undefined || (all === NEVER && prefixed.length > 0);
  return { members, index: [...(isClosed ? [] : [{ names: STRING, type: all }]), ...prefixed] };
}

/** The type of the properties that `properties` does not declare; those with a prefix among them, if there are others. */
function otherProperties(schema: SchemaObject, types: Types, { composed }: TypePosition): Type | undefined {
  const { additionalProperties, unevaluatedProperties, patternProperties = {} } = schema;
  // `unevaluatedProperties` of a composition is about what no other schema declares: only the validator can tell.
  const isLast = !composed && !evaluatesElsewhere(schema);
  const rest = additionalProperties ?? (isLast ? unevaluatedProperties : undefined);
  const patterns = Object.values(patternProperties).map((pattern) => types.typeOf(pattern));
  if (rest === undefined) return patterns.length === 0 ? undefined : UNKNOWN;
  const type = types.typeOf(rest);
  return type === NEVER && prefixesOf(schema) !== undefined ? NEVER : union([...patterns, type]);
}

/** An index signature has to admit the declared properties as well, and `undefined` where they may be missing. */
function admitting(members: readonly TypeMember[], others: Type | undefined): Type | undefined {
  if (others === undefined || others === NEVER) return undefined;
  const admitted = union([
    others,
    ...members.map(({ type }) => type),
    ...(members.some(({ optional }) => optional) ? [closed(code`undefined`)] : []),
  ]);
  return (admitted.members?.length ?? 1) > WIDEST_INDEX ? UNKNOWN : admitted;
}

/** Where only certain names are allowed: an optional property for each. */
function namedProperties({ propertyNames = true }: SchemaObject, types: Types, index: readonly IndexSignature[]): Type {
  const value = index[0]?.type ?? UNKNOWN;
  return closed(code`{ [name in ${types.typeOf(propertyNames).text}]?: ${value.text} }`);
}
