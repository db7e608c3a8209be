/** What the files that make types of schemas pass to each other. Types only. */
import type { Schema, SchemaType } from "../../1-document/openapi.ts";
import type { SchemaForm, SchemaForms } from "../../1-document/rewrite/schema-forms.ts";
import type { NamedSchema } from "../../2-model/api.ts";
import type { Declarations } from "./declarations.ts";
import type { Leaves, LeavesOf } from "./leaves.ts";
import type { Type } from "./type-syntax.ts";
import type { Kinds } from "./value-kinds.ts";

/** The types of one form of all schemas of a document. */
export interface Types {
  readonly form: SchemaForm;
  readonly variants: SchemaForms;
  readonly declarations: Declarations;
  /** What `schema` makes of its texts and integers, beside what others that apply make of them. */
  readonly leaves: LeavesOf;
  /** The type of the values that `schema` allows; by default where nothing else applies to them. */
  typeOf(schema: Schema, place?: TypePosition): Type;
  /** The types of all values of these kinds. */
  anyOf(kinds: readonly SchemaType[]): readonly Type[];
}

/** What is around a schema. */
export interface TypePosition {
  /** Other schemas apply to the same value. */
  readonly composed: boolean;
  /** What the other schemas leave: a schema without `type` that speaks of objects says nothing of the other kinds. */
  readonly kinds: Kinds;
  /** The schema whose declaration is made here: of the schema itself and not of its parts. */
  readonly declares: NamedSchema | undefined;
  /** What the schemas that apply to the same value make of its texts and integers; undefined where there are none. */
  readonly converted: Leaves | undefined;
  /** Types of properties that are not what their schemas say: the files of a multipart body. */
  readonly overrides: ReadonlyMap<string, Type>;
}
