/** Values made from schemas: seeded, so that a failure can be run again, and judged before they are used. */
import { generateSync, type JsonSchema } from "json-schema-faker";
import type { Json, JsonObject } from "../contract/description.ts";
import type { Judge } from "./judge.ts";

export interface Sampler {
  /** `count` values of `schema`: the barest first, then the fullest, then others between. */
  (schema: Json, count: number): readonly Json[];
}

/** A sampler for schemas whose references point into `document`; values that the judge refuses are replaced. */
export function samplerFor(document: JsonObject, judge: Judge, seed: number): Sampler {
  const make = (schema: Json, attempt: number, optionals: number): Json => {
    const root = { allOf: [schema], components: document["components"] ?? {} } as unknown as JsonSchema; // JSON both
    return generateSync(root, {
      seed: seed * 1000 + attempt,
      optionalsProbability: optionals,
      alwaysFakeOptionals: optionals === 1,
      maxDefaultItems: 3,
      refDepth: 3,
    }) as Json; // a generator of JSON
  };
  return (schema, count) => {
    const found: Json[] = [];
    const refused: string[] = [];
    for (let attempt = 0; found.length < count; attempt++) {
      const optionals = found.length === 0 ? 0 : found.length === 1 ? 1 : 0.5;
      const value = make(schema, attempt, optionals);
      const complaints = judge(schema, value);
      if (complaints.length === 0) found.push(value);
      else refused.push(...complaints);
      if (attempt > count * 50) throw new Error(`no sample for ${JSON.stringify(schema).slice(0, 200)}: ${refused[0]}`);
    }
    return found;
  };
}
