/** A subject → what is claimed of its type: legal values, and illegal ones that are a step away from them. */
import type { Json } from "../../1-document/json.ts";
import type { Subject } from "../../generate.ts";
import type { Judge } from "../../5-oracle/judge/judge.ts";
import { judgedAs, type Sampler } from "../../5-oracle/sampling/sampler.ts";
import type { Claim } from "./claims.ts";
import { nearMisses } from "./near-misses.ts";

export interface Case {
  readonly subject: Subject;
  readonly claims: readonly Claim[];
  /** What could not be proven, and why. */
  readonly notes: readonly string[];
}

export interface CaseOptions {
  readonly judge: Judge;
  readonly sampler: Sampler;
  readonly seed: number;
  /** About how many claims there may be. */
  readonly most: number;
}

const FEWEST_VALUES = 2;
const MOST_VALUES = 8;
/** Values a step away that are looked at in search of illegal ones. */
const TRIES = 400;

export function caseOf(subject: Subject, { judge, sampler, seed, most }: CaseOptions): Case {
  const { schema, form, place } = subject;
  const count = Math.min(MOST_VALUES, Math.max(FEWEST_VALUES, Math.ceil(most / 6)));
  try {
    const { values, reason } = sampler.sample(schema, { form, place, seed, count });
    const valid = values.map((value): Claim => ({ type: subject, value }));
    const near = nearClaims(values, subject, judge, { valid: count, invalid: most - 2 * count });
    const notes = [...(reason === undefined ? [] : [`No legal value: ${reason}.`]), ...judge.undecided()];
    return { subject, claims: [...valid, ...near], notes };
  } catch (error) {
    // ajv throws what it cannot read: a pattern, a reference of a kind that it does not know
    const message = error instanceof Error ? error.message : String(error);
    return { subject, claims: [], notes: [`The judge cannot read this schema: ${message}`] };
  }
}

/** Claims about values that are a step away from `values`, nothing done twice. */
function nearClaims(
  values: readonly Json[],
  subject: Subject,
  judge: Judge,
  room: { readonly valid: number; readonly invalid: number },
): readonly Claim[] {
  const { schema } = subject;
  const valid = new Map<string, Claim>();
  const invalid = new Map<string, Claim>();
  for (const value of values) {
    let tries = 0;
    for (const miss of nearMisses(value)) {
      if (invalid.size >= room.invalid || ++tries > TRIES) break;
      const form = judgedAs(subject.form);
      if (judge.refuses(schema, miss.value, form)) invalid.set(miss.what, { type: subject, value: miss.value, miss });
      // a schema without `type` takes values that its type, made for the kind that it speaks of, does not
      else if (miss.isAlike && valid.size < room.valid && judge.accepts(schema, miss.value, form)) {
        valid.set(miss.what, { type: subject, value: miss.value });
      }
    }
  }
  return [...valid.values(), ...invalid.values()];
}
