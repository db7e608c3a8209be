/** The part of a schema that speaks of objects → members and an index signature. */
import type { Schema, SchemaObject } from "../1-document/openapi.ts";
import { code } from "./code.ts";
import { NO_DOCS, schemaDocsView } from "./docs.ts";
import { valuesOf } from "./literal-type.ts";
import { notesOf } from "./notes.ts";
import type { Place, Types } from "./type-context.ts";
import { closed, type Member, NEVER, objectOf, type Type, union, UNKNOWN } from "./type-syntax.ts";

export interface ObjectParts {
  readonly members: readonly Member[];
  /** The type of all properties that are not declared; undefined where the schema says nothing of them, or excludes them. */
  readonly index: Type | undefined;
}

/** More types than these in an index signature tell nobody anything. */
const WIDEST_INDEX = 4;

const OBJECT = closed(code`object`);

/**
 * The type of the objects that `schema` describes by itself. Where other schemas apply to the same object, what says
 * nothing of any property is left out, so that interfaces stay assignable.
 */
export function objectType(schema: SchemaObject, types: Types, place: Place): Type {
  const { members, index } = objectParts(schema, types, place);
  if (members.length > 0) return objectOf(members, index);
  if (place.composed && (index === undefined || index === UNKNOWN || index === NEVER)) return UNKNOWN;
  const isEmptied = index === undefined && Object.keys(schema.properties ?? {}).length > 0; // nothing of it travels
  return isEmptied ? OBJECT : (namedProperties(schema, types, index) ?? objectOf([], index ?? UNKNOWN));
}

/** Declared properties, and what others may have. */
export function objectParts(schema: SchemaObject, types: Types, place: Place): ObjectParts {
  const properties = types.variants.properties(schema, types.form);
  const required = new Set(types.variants.required(schema, types.form));
  const others = otherProperties(schema, types, place);
  const declared = Object.entries(properties).map(([name, property]) => ({
    name,
    optional: !required.has(name),
    type: place.overrides.get(name) ?? types.typeOf(property),
    docs: schemaDocsView(property, notesOf(property)),
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
  return { members, index: members.length === 0 ? others : admitting(members, others) };
}

/** The type of the properties that `properties` does not declare. */
function otherProperties(schema: SchemaObject, types: Types, { composed }: Place): Type | undefined {
  const { additionalProperties, unevaluatedProperties, patternProperties = {} } = schema;
  const patterns = Object.values(patternProperties).map((pattern) => types.typeOf(pattern));
  // `unevaluatedProperties` of a composition is about what no other schema declares: only the validator can tell.
  const rest = additionalProperties ?? (composed ? undefined : unevaluatedProperties);
  if (rest === undefined) return patterns.length === 0 ? undefined : UNKNOWN;
  return union([...patterns, types.typeOf(rest)]);
}

/** An index signature has to admit the declared properties as well, and `undefined` where they may be missing. */
function admitting(members: readonly Member[], others: Type | undefined): Type | undefined {
  if (others === undefined || others === NEVER) return undefined;
  const admitted = union([
    others,
    ...members.map(({ type }) => type),
    ...(members.some(({ optional }) => optional) ? [closed(code`undefined`)] : []),
  ]);
  return (admitted.members?.length ?? 1) > WIDEST_INDEX ? UNKNOWN : admitted;
}

/** Where only certain names are allowed: an optional property for each. */
function namedProperties({ propertyNames }: SchemaObject, types: Types, index: Type | undefined): Type | undefined {
  if (typeof propertyNames !== "object" || !listsStrings(propertyNames, types)) return undefined;
  const names = types.typeOf(propertyNames);
  return closed(code`{ [name in ${names.text}]?: ${(index ?? UNKNOWN).text} }`);
}

function listsStrings(schema: SchemaObject, types: Types): boolean {
  const target: Schema | undefined = schema.$ref === undefined ? schema : types.declarations.named(schema.$ref)?.schema;
  const values = typeof target === "object" ? valuesOf(target) : undefined;
  return values !== undefined && values.length > 0 && values.every((value) => typeof value === "string");
}
