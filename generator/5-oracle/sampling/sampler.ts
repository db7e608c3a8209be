/**
 * Samples of schemas, validated by the judge. Order: examples of the description, the smallest instance, the largest
 * one, edge cases, random instances.
 */
import fc, { type Arbitrary } from "fast-check";
import type { Json } from "../../1-document/json.ts";
import type { Document, Schema } from "../../1-document/openapi.ts";
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import type { Judge } from "../judge/judge.ts";
import { conjoinedSchemas } from "../description/described-schemas.ts";
import { schemaArbitrary } from "./schema-arbitrary.ts";
import { type Fill, Unsampleable } from "./sampling-context.ts";
import type { ValueLocation } from "./string-arbitrary.ts";

/** Options for sampling. */
export interface SampleOptions {
  /** Direction of the value. Default: `request`. */
  readonly form?: SchemaForm;
  /** Part of the request or response that contains the value. Default: `body`. */
  readonly place?: ValueLocation;
  /** Seed. The same seed and options give the same values. */
  readonly seed: number;
  /** Maximum number of values. */
  readonly count: number;
  /** Examples outside of the schema, such as those of a media type. They come first. */
  readonly examples?: readonly unknown[];
}

/** Valid values. If there are none, `reason` continues a note such as "The parameter x was not sent: …". */
interface Samples {
  readonly values: readonly Json[];
  readonly reason: string | undefined;
}

/** Samples of the schemas of one document. */
export interface Sampler {
  /** Returns up to `count` different valid values. */
  sample(schema: Schema, options: SampleOptions): Samples;
  /**
   * Returns one realistic value: an example, or a value from the examples, defaults and formats of nested schemas.
   * Undefined if no valid value was found.
   */
  typical(schema: Schema, options: Omit<SampleOptions, "count">): Json | undefined;
  /** Returns the `default` of a schema. */
  defaultOf(schema: Schema): unknown;
  /**
   * Returns an arbitrary of the values of `sample`, without edge cases. It shrinks. Some values can be invalid: check
   * them with the judge. Generating throws an `Unsampleable` if no instance exists.
   */
  arbitrary(schema: Schema, options?: { readonly form?: SchemaForm; readonly place?: ValueLocation }): Arbitrary<Json>;
}

export function createSampler(document: Document, judge: Judge): Sampler {
  const make = (
    schema: Schema,
    form: SchemaForm,
    place: ValueLocation,
    fill: Fill,
    examples = false,
  ): Arbitrary<Json> => schemaArbitrary(document, schema, { form, place, fill, examples });

  function sample(schema: Schema, options: SampleOptions): Samples {
    const { form = "request", place = "body", seed, count, examples = [] } = options;
    const found = new Map<string, Json>();
    let isUndecided = false;
    const keep = (value: unknown): void => {
      if (found.size >= count) return;
      if (judge.accepts(schema, value, form)) {
        found.set(JSON.stringify(value), structuredClone(value) as Json); // sampled values and examples are JSON
      } else if (!isUndecided) isUndecided = !judge.rejects(schema, value, form);
    };
    // at most half of the values, so that descriptions with many examples get other values too
    for (const example of [...examples, ...examplesOf(schema)].slice(0, Math.ceil(count / 2))) keep(example);
    let reason: string | undefined;
    const edges = Math.ceil(count / 4);
    for (const [fill, wanted, tries] of [
      ["bare", 1, 5],
      ["full", 1, 10],
      ["edge", edges, edges * 3],
      ["free", count, count * 4 + 20],
    ] as const) {
      const before = found.size;
      for (const { value, failure } of drawSamples(make(schema, form, place, fill), seed, tries)) {
        if (failure !== undefined) reason = failure;
        else keep(value);
        if (found.size >= Math.min(count, before + wanted)) break;
      }
    }
    reason ??= isUndecided ? "the validity of its sampled values is unknown" : "all its sampled values are invalid";
    return { values: [...found.values()], reason: found.size === 0 ? reason : undefined };
  }

  function examplesOf(schema: Schema): readonly unknown[] {
    return conjoinedSchemas(document, schema).flatMap(({ examples, example }) => [
      ...(Array.isArray(examples) ? examples : []),
      ...(example === undefined ? [] : [example]),
    ]);
  }

  function typical(schema: Schema, options: Omit<SampleOptions, "count">): Json | undefined {
    const { form = "request", place = "body", seed, examples = [] } = options;
    const given = [...examples, ...examplesOf(schema)].find((example) => judge.accepts(schema, example, form));
    if (given !== undefined) return given as Json; // examples in a JSON document are JSON
    for (const fill of ["full", "bare"] as const) {
      for (const { value } of drawSamples(make(schema, form, place, fill, true), seed, 5)) {
        if (value !== undefined && judge.accepts(schema, value, form)) return value;
      }
    }
    return sample(schema, { ...options, count: 1 }).values[0];
  }

  return {
    sample,
    typical,
    defaultOf: (schema) => conjoinedSchemas(document, schema).find((one) => one.default !== undefined)?.default,
    arbitrary: (schema, { form = "request", place = "body" } = {}) =>
      fc.oneof(
        { weight: 1, arbitrary: make(schema, form, place, "bare") },
        { weight: 1, arbitrary: make(schema, form, place, "full") },
        { weight: 3, arbitrary: make(schema, form, place, "free") },
      ),
  };
}

interface DrawResult {
  readonly value?: Json;
  readonly failure?: string;
}

/** Generates values one by one. Stops at the first failure. */
function* drawSamples(arbitrary: Arbitrary<Json>, seed: number, count: number): Generator<DrawResult> {
  for (let attempt = 0; attempt < count; attempt++) {
    try {
      const [value] = fc.sample(arbitrary, { seed: seed + attempt * 7919, numRuns: 1 });
      if (value !== undefined) yield { value };
    } catch (error) {
      if (!(error instanceof Unsampleable)) throw error;
      yield { failure: error.message };
      return;
    }
  }
}
