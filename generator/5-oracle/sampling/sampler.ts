/** Values of a schema, judged before anybody sees them: examples first, then the barest, the fullest, edges, and others between. */
import fc, { type Arbitrary } from "fast-check";
import type { Json } from "../../1-document/json.ts";
import type { Document, Schema } from "../../1-document/openapi.ts";
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import type { Judge, JudgedForm } from "../judge/judge.ts";
import { conjoined } from "../description/described-schemas.ts";
import { arbitraryOf } from "./arbitrary.ts";
import { type Fill, Unsampleable } from "./site.ts";
import type { StringPlace } from "./strings.ts";

export interface SampleOptions {
  /** Default: `request`. In `response` form, what has a default is there. */
  readonly form?: SchemaForm;
  /** Where the value travels. Default: `body`. */
  readonly place?: StringPlace;
  /** Same seed, same values. */
  readonly seed: number;
  readonly count: number;
  /** Values that the description gives for the place, such as the examples of a media type; they come first. */
  readonly examples?: readonly unknown[];
}

/** `values` are all legal; `reason` says, where there are fewer than were asked for, why. */
export interface Samples {
  readonly values: readonly Json[];
  readonly reason: string | undefined;
}

export interface Sampler {
  sample(schema: Schema, options: SampleOptions): Samples;
  /**
   * One value as a person would expect it: an example, or else made of the examples, defaults and formats below it.
   * Undefined where no legal value was found.
   */
  typical(schema: Schema, options: Omit<SampleOptions, "count">): Json | undefined;
  /** The default that the description gives for a value of the schema. */
  defaultOf(schema: Schema): unknown;
  /**
   * The values that `sample` chooses from, but for edges, as an arbitrary that shrinks. Not every one of them is legal: ask the
   * judge. Making one throws an `Unsampleable` where there can be none.
   */
  arbitrary(schema: Schema, options?: { readonly form?: SchemaForm; readonly place?: StringPlace }): Arbitrary<Json>;
}

export function samplerOf(document: Document, judge: Judge): Sampler {
  const make = (schema: Schema, form: SchemaForm, place: StringPlace, fill: Fill, examples = false): Arbitrary<Json> =>
    arbitraryOf(document, schema, { form, place, fill, examples });

  function sample(schema: Schema, options: SampleOptions): Samples {
    const { form = "request", place = "body", seed, count, examples = [] } = options;
    const found = new Map<string, Json>();
    let isUndecided = false;
    const keep = (value: unknown): void => {
      if (found.size >= count) return;
      if (judge.accepts(schema, value, judgedAs(form))) {
        found.set(JSON.stringify(value), structuredClone(value) as Json); // JSON, made or from a JSON document
      } else if (!isUndecided) isUndecided = !judge.refuses(schema, value, judgedAs(form));
    };
    // half of them at most: a description with many examples is to be tested with more than these
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
      for (const { value, failure } of draws(make(schema, form, place, fill), seed, tries)) {
        if (failure !== undefined) reason = failure;
        else keep(value);
        if (found.size >= Math.min(count, before + wanted)) break;
      }
    }
    reason ??= isUndecided
      ? "nobody can tell whether the values that were made for it are legal"
      : "every value that was made for it is illegal";
    return { values: [...found.values()], reason: found.size === 0 ? reason : undefined };
  }

  function examplesOf(schema: Schema): readonly unknown[] {
    return conjoined(document, schema).flatMap(({ examples, example }) => [
      ...(Array.isArray(examples) ? examples : []),
      ...(example === undefined ? [] : [example]),
    ]);
  }

  function typical(schema: Schema, options: Omit<SampleOptions, "count">): Json | undefined {
    const { form = "request", place = "body", seed, examples = [] } = options;
    const given = [...examples, ...examplesOf(schema)].find((example) =>
      judge.accepts(schema, example, judgedAs(form)),
    );
    if (given !== undefined) return given as Json; // from a JSON document
    for (const fill of ["full", "bare"] as const) {
      for (const { value } of draws(make(schema, form, place, fill, true), seed, 5)) {
        if (value !== undefined && judge.accepts(schema, value, judgedAs(form))) return value;
      }
    }
    return sample(schema, { ...options, count: 1 }).values[0];
  }

  return {
    sample,
    typical,
    defaultOf: (schema) => conjoined(document, schema).find((one) => one.default !== undefined)?.default,
    arbitrary: (schema, { form = "request", place = "body" } = {}) =>
      fc.oneof(
        { weight: 1, arbitrary: make(schema, form, place, "bare") },
        { weight: 1, arbitrary: make(schema, form, place, "full") },
        { weight: 3, arbitrary: make(schema, form, place, "free") },
      ),
  };
}

/** What is made for an answer is to pass the strictest server, which is ours. */
export function judgedAs(form: SchemaForm): JudgedForm {
  return form === "response" ? "promise" : form;
}

interface Draw {
  readonly value?: Json;
  readonly failure?: string;
}

/** One by one, so that nobody makes more than is looked at. */
function* draws(arbitrary: Arbitrary<Json>, seed: number, count: number): Generator<Draw> {
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
