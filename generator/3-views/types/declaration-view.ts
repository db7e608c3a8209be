/** A named type as `types.ts` prints it: an interface where it can be one, else an alias. */
import type { Schema } from "../../1-document/openapi.ts";
import { code, type Code, key, literal } from "../code.ts";
import type { DocsView } from "../docs.ts";
import { isComposed } from "./composition.ts";
import { kindsOf } from "./kinds.ts";
import { type EnumMember, valuesOf } from "./literal-type.ts";
import { objectParts } from "./object-type.ts";
import type { TypePosition, Types } from "./type-context.ts";
import { assigned, type IndexSignature, type TypeMember, objectBody, type Type } from "./type-syntax.ts";

export interface DeclarationView {
  readonly docs: DocsView;
  readonly name: Code;
  readonly isInterface: boolean;
  /** What follows the name; for an alias, what follows `=`. */
  readonly definition: Code;
  readonly isEnum: boolean;
  /** Of an enum: the members of the object of the same name. */
  readonly values: readonly { readonly key: Code; readonly value: Code }[];
}

interface Heading {
  readonly name: Code;
  readonly docs: DocsView;
}

/** The type of `schema`, under a name. */
export function declareSchema(heading: Heading, schema: Schema, types: Types, place: TypePosition): DeclarationView {
  if (typeof schema === "object" && !isComposed(schema) && valuesOf(schema) === undefined) {
    const kinds = kindsOf(schema);
    if (kinds.length === 1 && kinds[0] === "object") {
      const { members, index } = objectParts(schema, types, place);
      if (members.length > 0) return declareInterface(heading, members, index);
    }
  }
  return declareAlias(heading, types.typeOf(schema, place));
}

export function declareInterface(
  heading: Heading,
  members: readonly TypeMember[],
  index: readonly IndexSignature[] = [],
): DeclarationView {
  return { ...heading, isInterface: true, definition: objectBody(members, index), isEnum: false, values: [] };
}

export function declareAlias(heading: Heading, type: Type, values: readonly EnumMember[] = []): DeclarationView {
  return {
    ...heading,
    isInterface: false,
    definition: assigned(code``, type),
    isEnum: values.length > 0,
    values: values.map(({ name, value }) => ({ key: key(name), value: literal(value) })),
  };
}
