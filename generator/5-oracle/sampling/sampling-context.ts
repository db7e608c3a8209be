/** Options and limits at one place of a sampled value, and the error for schemas without instances. */
import type { Arbitrary } from "fast-check";
import type { Json } from "../../1-document/json.ts";
import type { Document } from "../../1-document/openapi.ts";
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import type { Conjunction } from "../description/described-schemas.ts";
import type { ValueLocation } from "./string-arbitrary.ts";

/**
 * Selection of optional values: none (`bare`), all (`full`), all with edge cases such as the longest string and the
 * largest number (`edge`), or random (`free`).
 */
export type Fill = "bare" | "full" | "edge" | "free";

/** Options for the arbitrary of a schema. */
export interface ArbitraryOptions {
  readonly form: SchemaForm;
  readonly fill: Fill;
  readonly place: ValueLocation;
  /** True if nested schemas use their examples and defaults, for realistic values. */
  readonly examples: boolean;
}

/** Options and remaining limits at one place of a value. */
export interface SamplingContext extends ArbitraryOptions {
  readonly document: Document;
  /** Levels that can contain optional values. From 0 on, there are only required ones. */
  readonly depth: number;
  /** Maximum number of values here. It limits the product of nested array lengths. */
  readonly maxValues: number;
}

/** Returns the arbitrary of a nested value. */
export type MakeNested = (conjunction: Conjunction, context: SamplingContext) => Arbitrary<Json>;

/** Error for a schema without a sample. The message continues a sentence about the schema: "it requires itself …". */
export class Unsampleable extends Error {
  override readonly name = "Unsampleable";
}

/** Throws an `Unsampleable`. */
export function failToSample(reason: string): never {
  throw new Unsampleable(reason);
}
