/** The named types: what they are called, and which would be made of themselves. */
import type { Discriminators } from "../1-document/discriminator.ts";
import type { Schema } from "../1-document/openapi.ts";
import { canonicalPointer } from "../1-document/pointer.ts";
import type { Form } from "../1-document/variants.ts";
import type { Api, NamedSchema } from "../2-model/api.ts";
import { cyclesOf } from "../2-model/cycles.ts";
import { type Code, identifier } from "./code.ts";

/** A named type: of a schema, or of the base of a discriminator without its descendants. */
export interface Declaration {
  readonly pointer: string;
  readonly base: boolean;
}

export interface Declarations {
  /** The schema that a `$ref` means. */
  named($ref: string): NamedSchema | undefined;
  isBase(pointer: string): boolean;
  nameOf(schema: NamedSchema, form: Form, base: boolean): Code;
  /** Whether the type `from` would be made of itself if it was made of `to`. */
  isCircular(from: Declaration, to: Declaration): boolean;
}

export function declarationsOf(api: Api, discriminators: Discriminators): Declarations {
  const byPointer = new Map(api.schemas.map((schema) => [canonicalPointer(schema.pointer), schema]));
  const named = ($ref: string): NamedSchema | undefined => byPointer.get($ref) ?? byPointer.get(canonicalPointer($ref));
  const isBase = (pointer: string): boolean => discriminators.descendants(pointer) !== undefined;

  // One object per declaration, so that a graph can tell them apart.
  const declarations = new Map<string, Declaration>();
  function declaration({ pointer, base }: Declaration): Declaration {
    const id = `${base ? "base" : "type"} ${pointer}`;
    const known = declarations.get(id) ?? { pointer, base };
    declarations.set(id, known);
    return known;
  }

  /** The declarations that the type of this one is made of. */
  function ingredients({ pointer, base }: Declaration): readonly Declaration[] {
    const alternatives = base ? undefined : discriminators.descendants(pointer);
    if (alternatives === undefined) return references(named(pointer)?.schema ?? true, true);
    return alternatives.flatMap(({ schema }) => {
      const to = typeof schema === "object" ? canonicalPointer(schema.$ref ?? "") : pointer;
      return declaration({ pointer: to, base: to === pointer });
    });
  }

  function references(schema: Schema, inherits: boolean): readonly Declaration[] {
    if (typeof schema === "boolean") return [];
    const { $ref, allOf = [], oneOf = [], anyOf = [], then = true, else: otherwise = true } = schema;
    const pointer = $ref === undefined ? undefined : canonicalPointer($ref);
    return [
      ...(pointer === undefined ? [] : [declaration({ pointer, base: inherits && isBase(pointer) })]),
      ...allOf.flatMap((branch) => references(branch, inherits)),
      ...[...oneOf, ...anyOf, then, otherwise].flatMap((branch) => references(branch, false)),
    ];
  }

  const onCycle = cyclesOf(ingredients);
  const baseNames = coinBaseNames(api, isBase);
  return {
    named,
    isBase,
    nameOf(schema, form, base) {
      const name = form === "request" ? schema.inputIdentifier : schema.identifier;
      return identifier(base ? (baseNames.get(name) ?? name) : name);
    },
    isCircular: (from, to) => onCycle(declaration(from), declaration(to)),
  };
}

/** `PetBase` for the base of a discriminator by itself, where `Pet` is whatever it may mean. */
function coinBaseNames(api: Api, isBase: (pointer: string) => boolean): ReadonlyMap<string, string> {
  const taken = new Set(api.schemas.flatMap(({ identifier: name, inputIdentifier }) => [name, inputIdentifier]));
  for (const { typeName } of api.operations) taken.add(typeName);
  const names = new Map<string, string>();
  for (const { pointer, identifier: name, inputIdentifier } of api.schemas) {
    if (!isBase(canonicalPointer(pointer))) continue;
    for (const form of new Set([name, inputIdentifier])) {
      let base = `${form}Base`;
      while (taken.has(base)) base += "_";
      taken.add(base);
      names.set(form, base);
    }
  }
  return names;
}
