/** Views of the type declarations in `types.ts`: interfaces if possible, else aliases. */
import type { Schema } from "../../1-document/openapi.ts";
import { code, type Code, key, literal } from "../code.ts";
import { type DocsView, docsView } from "../docs.ts";
import { isComposed } from "./composition-types.ts";
import { kindsInSchema } from "./value-kinds.ts";
import type { EnumMember } from "./enum-members.ts";
import { allowedValues } from "./literal-types.ts";
import { objectParts } from "./object-types.ts";
import type { TypePosition, FormTypes } from "./form-types.ts";
import { appendType, type IndexSignature, type TypeMember, objectBody, type Type } from "./type-syntax.ts";

export interface DeclarationView {
  readonly docs: DocsView;
  readonly name: Code;
  readonly isInterface: boolean;
  /** Code after the name of an interface, or after `=` of an alias. */
  readonly definition: Code;
  readonly isEnum: boolean;
  /** Members of the object with the same name, if the schema is an enum. */
  readonly values: readonly { readonly docs: DocsView; readonly key: Code; readonly value: Code }[];
}

const NO_TEXTS = { summary: undefined, deprecated: false, externalDocs: undefined };

interface DeclarationHeading {
  readonly name: Code;
  readonly docs: DocsView;
}

/** Declares the type of a schema. */
export function declareSchema(
  heading: DeclarationHeading,
  schema: Schema,
  types: FormTypes,
  place: TypePosition,
): DeclarationView {
  if (typeof schema === "object" && !isComposed(schema) && allowedValues(schema) === undefined) {
    const kinds = kindsInSchema(schema);
    if (kinds.length === 1 && kinds[0] === "object") {
      const { members, index } = objectParts(schema, types, place);
      if (members.length > 0) return declareInterface(heading, members, index);
    }
  }
  return declareAlias(heading, types.typeOf(schema, place));
}

export function declareInterface(
  heading: DeclarationHeading,
  members: readonly TypeMember[],
  index: readonly IndexSignature[] = [],
): DeclarationView {
  return { ...heading, isInterface: true, definition: objectBody(members, index), isEnum: false, values: [] };
}

export function declareAlias(
  heading: DeclarationHeading,
  type: Type,
  values: readonly EnumMember[] = [],
): DeclarationView {
  return {
    ...heading,
    isInterface: false,
    definition: appendType(code``, type),
    isEnum: values.length > 0,
    values: values.map(({ name, value, description }) => ({
      docs: docsView({ ...NO_TEXTS, description }),
      key: key(name),
      value: literal(value),
    })),
  };
}
