/** The named types: what they are called, and which would be made of themselves. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { canonicalPointer } from "../../1-document/pointer.ts";
import { commonCycleTest } from "../../1-document/schemas/cycles.ts";
import { dynamicTargets } from "../../1-document/schemas/dynamic-anchors.ts";
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import type { Api, NamedSchema } from "../../2-model/api.ts";
import { type Code, identifier } from "../code.ts";
import { identifierOf } from "../forms.ts";
import { type ValueKinds, valueKinds } from "./value-kinds.ts";

export interface Declarations {
  /** The schema that a `$ref` means. */
  named($ref: string): NamedSchema | undefined;
  /** What the `$ref` and the `$dynamicRef` of a schema lead to: a list of alternatives each, empty where it leads nowhere. */
  targets(schema: SchemaObject): readonly (readonly NamedSchema[])[];
  readonly kinds: ValueKinds;
  nameOf(schema: NamedSchema, form: SchemaForm): Code;
  /** Whether the type of `from` would be made of itself if it was made of that of `to`. */
  isCircular(from: NamedSchema, to: NamedSchema): boolean;
}

export function declarationsOf(api: Api): Declarations {
  const byPointer = new Map(api.schemas.map((schema) => [schema.pointer, schema]));
  const named = ($ref: string): NamedSchema | undefined => byPointer.get($ref) ?? byPointer.get(canonicalPointer($ref));

  function targets({ $ref, $dynamicRef }: SchemaObject): readonly (readonly NamedSchema[])[] {
    const lists: (readonly NamedSchema[])[] = [];
    if ($ref !== undefined) lists.push([named($ref)].filter((target) => target !== undefined));
    if ($dynamicRef === undefined) return lists;
    const bearers = dynamicTargets(api.document, $dynamicRef).map(({ pointer }) => named(pointer));
    return [...lists, bearers.filter((target) => target !== undefined)];
  }

  /** The schemas whose types stand in the type of this one itself, and not in that of a property or an item. */
  function ingredients(schema: Schema): readonly NamedSchema[] {
    if (typeof schema === "boolean") return [];
    const { allOf = [], oneOf = [], anyOf = [], then = true, else: otherwise = true } = schema;
    return [...targets(schema).flat(), ...[...allOf, ...oneOf, ...anyOf, then, otherwise].flatMap(ingredients)];
  }

  return {
    named,
    targets,
    kinds: valueKinds((schema) => targets(schema).map((list) => list.map((target) => target.schema))),
    nameOf: (schema, form) => identifier(identifierOf(schema, form)),
    isCircular: commonCycleTest(({ schema }: NamedSchema) => ingredients(schema)),
  };
}
