/** Where in a value, and under which wishes, something is made; and that nothing can be. */
import type { Arbitrary } from "fast-check";
import type { Json } from "../../1-document/json.ts";
import type { Document } from "../../1-document/openapi.ts";
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import type { Conjunction } from "../description/described-schemas.ts";
import type { StringPlace } from "./strings.ts";

/**
 * How much of what is optional there is: nothing, everything, everything at the edges of what is legal (empty, longest,
 * in many scripts, null, least and most), or as chance has it.
 */
export type Fill = "bare" | "full" | "edge" | "free";

export interface ArbitraryOptions {
  readonly form: SchemaForm;
  readonly fill: Fill;
  readonly place: StringPlace;
  /** Take a schema's examples and defaults where it has some: what people expect to see. */
  readonly examples: boolean;
}

export interface SamplingSite extends ArbitraryOptions {
  readonly document: Document;
  /** Levels that may still be filled; below none, there is only what is required. */
  readonly depth: number;
  /** How many there may be of what is made here: lists in lists are long soon. */
  readonly room: number;
}

/** Makes what is one level below. */
export type Below = (conjunction: Conjunction, site: SamplingSite) => Arbitrary<Json>;

/** A schema that no value has, as far as sampling goes. */
export class Unsampleable extends Error {
  override readonly name = "Unsampleable";
}

export function refuse(reason: string): never {
  throw new Unsampleable(reason);
}
