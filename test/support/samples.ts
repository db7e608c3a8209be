/** Makes valid values from schemas. They depend on a seed, so that a failure can be repeated. */
import { generateSync, type JsonSchema } from "json-schema-faker";
import type { Json, JsonObject } from "../contract/description.ts";
import type { Judge } from "./judge.ts";

export interface Sampler {
  /** Returns `count` values of `schema`: the smallest first, then the most complete, then others between them. */
  (schema: Json, count: number): readonly Json[];
}

/** Creates a sampler for schemas with references into `document`. Values that the oracle rejects are replaced. */
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
