/** The named types: what they are called, and which would be made of themselves. */
import type { Schema } from "../1-document/openapi.ts";
import { canonicalPointer } from "../1-document/pointer.ts";
import type { Form } from "../1-document/variants.ts";
import type { Api, NamedSchema } from "../2-model/api.ts";
import { cyclesOf } from "../2-model/cycles.ts";
import { type Code, identifier } from "./code.ts";

export interface Declarations {
  /** The schema that a `$ref` means. */
  named($ref: string): NamedSchema | undefined;
  nameOf(schema: NamedSchema, form: Form): Code;
  /** Whether the type of `from` would be made of itself if it was made of that of `to`. */
  isCircular(from: NamedSchema, to: NamedSchema): boolean;
}

export function declarationsOf(api: Api): Declarations {
  const byPointer = new Map(api.schemas.map((schema) => [schema.pointer, schema]));
  const named = ($ref: string): NamedSchema | undefined => byPointer.get($ref) ?? byPointer.get(canonicalPointer($ref));

  /** The schemas whose types stand in the type of this one itself, and not in that of a property or an item. */
  function ingredients(schema: Schema): readonly NamedSchema[] {
    if (typeof schema === "boolean") return [];
    const { $ref, allOf = [], oneOf = [], anyOf = [], then = true, else: otherwise = true } = schema;
    const referred = $ref === undefined ? undefined : named($ref);
    return [
      ...(referred === undefined ? [] : [referred]),
      ...[...allOf, ...oneOf, ...anyOf, then, otherwise].flatMap(ingredients),
    ];
  }

  return {
    named,
    nameOf: (schema, form) => identifier(form === "request" ? schema.inputIdentifier : schema.identifier),
    isCircular: cyclesOf(({ schema }: NamedSchema) => ingredients(schema)),
  };
}
