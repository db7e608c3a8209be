/** What the files that make types of schemas pass to each other. Types only. */
import type { Discriminators } from "../1-document/discriminator.ts";
import type { Schema } from "../1-document/openapi.ts";
import type { Form, Variants } from "../1-document/variants.ts";
import type { Declaration, Declarations } from "./declarations.ts";
import type { Type } from "./type-syntax.ts";

/** The types of one form of all schemas of a document. */
export interface Types {
  readonly form: Form;
  readonly variants: Variants;
  readonly discriminators: Discriminators;
  readonly declarations: Declarations;
  /** The type of the values that `schema` allows; by default where nothing else applies to them. */
  typeOf(schema: Schema, place?: Place): Type;
}

/** What is around a schema. */
export interface Place {
  /** Other schemas apply to the same value. */
  readonly composed: boolean;
  /** The declaration whose type is made here: of the schema itself and not of its parts. */
  readonly declares: Declaration | undefined;
  /** Here a reference to a base means the base alone: in the `allOf` of its descendants. */
  readonly inherits: boolean;
  /** Types of properties that are not what their schemas say: the files of a multipart body. */
  readonly overrides: ReadonlyMap<string, Type>;
}
