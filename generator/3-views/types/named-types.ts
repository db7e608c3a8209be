/** Types of named schemas: their names, the targets of references, and which types would be circular. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { canonicalPointer } from "../../1-document/pointer.ts";
import { commonCycleTest } from "../../1-document/schemas/cycles.ts";
import { dynamicTargets } from "../../1-document/schemas/dynamic-anchors.ts";
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import type { Api, NamedSchema } from "../../2-model/api.ts";
import { type Code, identifier } from "../code.ts";
import { identifierOf } from "../forms.ts";
import { type SchemaKinds, schemaKindsFinder } from "./effective-kinds.ts";

export interface NamedTypes {
  /** Returns the schema that a `$ref` leads to. */
  schemaAt($ref: string): NamedSchema | undefined;
  /** Returns an array of alternative targets for `$ref` and for `$dynamicRef`. It is empty if a reference leads nowhere. */
  referenceTargets(schema: SchemaObject): readonly (readonly NamedSchema[])[];
  readonly kinds: SchemaKinds;
  typeName(schema: NamedSchema, form: SchemaForm): Code;
  /** Returns true if the type of `from` would refer to itself directly if it contained the type of `to`. */
  isCircular(from: NamedSchema, to: NamedSchema): boolean;
}

export function namedTypesOf(api: Api): NamedTypes {
  const byPointer = new Map(api.schemas.map((schema) => [schema.pointer, schema]));
  const schemaAt = ($ref: string): NamedSchema | undefined =>
    byPointer.get($ref) ?? byPointer.get(canonicalPointer($ref));

  function referenceTargets({ $ref, $dynamicRef }: SchemaObject): readonly (readonly NamedSchema[])[] {
    const lists: (readonly NamedSchema[])[] = [];
    if ($ref !== undefined) lists.push([schemaAt($ref)].filter((target) => target !== undefined));
    if ($dynamicRef === undefined) return lists;
    const bearers = dynamicTargets(api.document, $dynamicRef).map(({ pointer }) => schemaAt(pointer));
    return [...lists, bearers.filter((target) => target !== undefined)];
  }

  /** Returns the schemas whose types are part of the type itself, not of the types of its properties or items. */
  function schemasInType(schema: Schema): readonly NamedSchema[] {
    if (typeof schema === "boolean") return [];
    const { allOf = [], oneOf = [], anyOf = [], then = true, else: otherwise = true } = schema;
    return [
      ...referenceTargets(schema).flat(),
      ...[...allOf, ...oneOf, ...anyOf, then, otherwise].flatMap(schemasInType),
    ];
  }

  return {
    schemaAt,
    referenceTargets,
    kinds: schemaKindsFinder((schema) => referenceTargets(schema).map((list) => list.map((target) => target.schema))),
    typeName: (schema, form) => identifier(identifierOf(schema, form)),
    isCircular: commonCycleTest(({ schema }: NamedSchema) => schemasInType(schema)),
  };
}

/** Returns the schema and all schemas that always apply to the same value: `allOf` and unambiguous references. */
export function alwaysAppliedSchemas(schema: Schema, { referenceTargets }: NamedTypes): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const waiting = [schema];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "boolean" || found.has(next)) continue;
    found.add(next);
    const unambiguous = referenceTargets(next).filter((targets) => targets.length === 1);
    const applied = [...(next.allOf ?? []), ...unambiguous.flat().map((target) => target.schema)];
    waiting.push(...applied.toReversed()); // in the order of the document
  }
  return [...found];
}
