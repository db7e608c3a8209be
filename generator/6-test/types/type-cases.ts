/** Builds the assertions for one type: valid values, and mutations of them that are invalid. */
import type { Json } from "../../1-document/json.ts";
import type { Subject } from "../../generate.ts";
import type { Judge } from "../../5-oracle/judge/judge.ts";
import type { Sampler } from "../../5-oracle/sampling/sampler.ts";
import type { TypeAssertion } from "./type-assertions.ts";
import { mutationsOf } from "./value-mutations.ts";

export interface TypeCase {
  readonly subject: Subject;
  readonly assertions: readonly TypeAssertion[];
  /** Sentences on what could not be tested, and why. */
  readonly notes: readonly string[];
}

export interface TypeCaseOptions {
  readonly judge: Judge;
  readonly sampler: Sampler;
  readonly seed: number;
  /** The approximate number of assertions. */
  readonly maxAssertions: number;
}

const FEWEST_VALUES = 2;
const MOST_VALUES = 8;
/** The maxAssertions mutations that are tried per value. */
const TRIES = 400;

export function buildTypeCase(subject: Subject, { judge, sampler, seed, maxAssertions }: TypeCaseOptions): TypeCase {
  const { schema, form, place } = subject;
  const count = Math.min(MOST_VALUES, Math.max(FEWEST_VALUES, Math.ceil(maxAssertions / 6)));
  try {
    const { values, reason } = sampler.sample(schema, { form, place, seed, count });
    const valid = values.map((value): TypeAssertion => ({ type: subject, value }));
    const mutated = mutatedAssertions(values, subject, judge, { valid: count, invalid: maxAssertions - 2 * count });
    const notes = [
      ...(reason === undefined ? [] : [`No valid value was found: ${reason}.`]),
      ...judge.undecidedReasons(),
    ];
    return { subject, assertions: [...valid, ...mutated], notes };
  } catch (error) {
    // ajv throws for schemas that it cannot compile, for example because of a pattern
    const message = error instanceof Error ? error.message : String(error);
    return { subject, assertions: [], notes: [`The validator cannot compile this schema: ${message}`] };
  }
}

/** Returns assertions on mutations of `values`, one per description. */
function mutatedAssertions(
  values: readonly Json[],
  subject: Subject,
  judge: Judge,
  limits: { readonly valid: number; readonly invalid: number },
): readonly TypeAssertion[] {
  const { schema } = subject;
  const valid = new Map<string, TypeAssertion>();
  const invalid = new Map<string, TypeAssertion>();
  for (const value of values) {
    let tries = 0;
    for (const mutation of mutationsOf(value)) {
      if (invalid.size >= limits.invalid || ++tries > TRIES) break;
      const form = subject.form;
      if (judge.rejects(schema, mutation.value, form)) {
        invalid.set(mutation.description, { type: subject, value: mutation.value, mutation });
      }
      // a schema without `type` accepts values of other types, which its TypeScript type does not
      else if (mutation.isSameShape && valid.size < limits.valid && judge.accepts(schema, mutation.value, form)) {
        valid.set(mutation.description, { type: subject, value: mutation.value });
      }
    }
  }
  return [...valid.values(), ...invalid.values()];
}
