/** Context that the files in this folder pass to each other. Types only. */
import type { Schema, SchemaType } from "../../1-document/openapi.ts";
import type { SchemaForm, SchemaForms } from "../../1-document/rewrite/schema-forms.ts";
import type { NamedSchema } from "../../2-model/api.ts";
import type { NamedTypes } from "./named-types.ts";
import type { ConvertedTypes, FindConvertedTypes } from "./converted-types.ts";
import type { Type } from "./type-syntax.ts";
import type { TypeScope } from "./type-scope.ts";
import type { EffectiveKinds } from "./effective-kinds.ts";

/** Types of all schemas of a document in one form: request, response or message. */
export interface FormTypes {
  readonly form: SchemaForm;
  readonly variants: SchemaForms;
  readonly namedTypes: NamedTypes;
  /** Names that the types use and do not declare. */
  readonly scope: TypeScope;
  /** Returns the conversions of strings and integers of a schema. */
  readonly convertedTypes: FindConvertedTypes;
  /** Returns the type of a schema. By default, no other schema applies to the same value. */
  typeOf(schema: Schema, place?: TypePosition): Type;
  /** Returns the types that include all values of these kinds. */
  typesOfKinds(kinds: readonly SchemaType[]): readonly Type[];
}

/** The position of a schema: what its surroundings mean for its type. */
export interface TypePosition {
  /** Set if other schemas apply to the same value. */
  readonly composed: boolean;
  /** Kinds that other schemas allow. A schema without `type` and with `properties` does not restrict other kinds. */
  readonly kinds: EffectiveKinds;
  /** Named schema whose type is declared here. Undefined for its parts. */
  readonly declares: NamedSchema | undefined;
  /** Conversions by other schemas that apply to the same value. Undefined if there are none. */
  readonly converted: ConvertedTypes | undefined;
  /** Types of properties that replace those of their schemas: files of a multipart body. */
  readonly overrides: ReadonlyMap<string, Type>;
}
