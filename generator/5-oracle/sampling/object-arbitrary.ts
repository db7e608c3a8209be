/** Arbitraries of objects: required, optional and undeclared properties. */
import fc, { type Arbitrary } from "fast-check";
import type { Json } from "../../1-document/json.ts";
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { boundedPattern } from "../../1-document/patterns/bounded-pattern.ts";
import type { Conjunction } from "../description/described-schemas.ts";
import type { ConjunctionFacts } from "./conjunction-facts.ts";
import { type MakeNested, failToSample, type SamplingContext } from "./sampling-context.ts";

/** Returns an arbitrary of objects that satisfy all schemas of a conjunction. */
export function objectArbitrary(
  { schemas, properties, hiddenProperties: hidden, required }: ConjunctionFacts,
  context: SamplingContext,
  make: MakeNested,
): Arbitrary<Json> {
  const most = Math.min(...schemas.map(({ maxProperties = Number.POSITIVE_INFINITY }) => maxProperties));
  const least = Math.max(0, ...schemas.map(({ minProperties = 0 }) => minProperties));
  if (least > context.maxValues) return failToSample("its minProperties is too large to sample");
  const below: SamplingContext = {
    ...context,
    depth: context.depth - 1,
    maxValues: context.maxValues / Math.max(1, least),
  };
  const bare = context.fill === "bare" || context.depth <= 0;
  const isFull = (context.fill === "full" || context.fill === "edge") && context.depth > 2;

  const model = new Map<string, Arbitrary<Json>>();
  const always = new Set<string>();
  const names = [...properties.keys()].filter(
    (name) => !hidden.has(name) && (name !== "__proto__" || required.has(name)),
  );
  for (const name of new Set([...required, ...names])) {
    const isNeeded = required.has(name) || always.size < least;
    if (!isNeeded && (bare || (isFull && always.size >= most))) continue;
    if (isNeeded || isFull) always.add(name);
    const schemasOf = [...(properties.get(name) ?? []), ...additionalSchemasFor(name, schemas)];
    model.set(name, make(schemasOf, below));
  }
  const record = fc.record(Object.fromEntries(model), { requiredKeys: [...always], noNullPrototype: true });
  const known = record as Arbitrary<Record<string, Json>>; // omitted properties are absent and not undefined
  const rest = undeclaredPropertySchemas(schemas);
  const missing = Math.max(0, least - always.size);
  if (missing === 0 && (bare || rest === undefined || properties.size >= most)) return known;
  const keys = undeclaredKeys({ schemas, properties }, context, make);
  const room = Math.max(missing, Math.min(most - properties.size, missing + 2));
  const entries = fc.array(fc.tuple(keys, make(rest ?? [], below)), {
    minLength: missing,
    maxLength: room,
  });
  return fc.tuple(known, entries).map(([object, more]) => ({ ...Object.fromEntries(more), ...object }));
}

/** Returns the schemas of `patternProperties` and `additionalProperties` that apply to a property name. */
function additionalSchemasFor(name: string, schemas: readonly SchemaObject[]): Conjunction {
  return schemas.flatMap(({ properties = {}, patternProperties = {}, additionalProperties }) => {
    const matching = Object.entries(patternProperties).filter(
      ([pattern]) => boundedPattern(pattern).matches(name) === true,
    );
    if (matching.length > 0) return matching.map(([, schema]) => schema);
    return Object.hasOwn(properties, name) || additionalProperties === undefined ? [] : [additionalProperties];
  });
}

/** Returns the schemas of undeclared properties. Undefined if objects get none. */
function undeclaredPropertySchemas(schemas: readonly SchemaObject[]): Conjunction | undefined {
  const said = schemas.flatMap(({ additionalProperties, unevaluatedProperties, patternProperties = {} }) => [
    ...Object.values(patternProperties),
    ...(additionalProperties === undefined ? [] : [additionalProperties]),
    ...(unevaluatedProperties === undefined ? [] : [unevaluatedProperties]),
  ]);
  const schemasOfRest = said.filter((schema) => typeof schema !== "boolean");
  const isPatterned = schemas.some(({ patternProperties }) => patternProperties !== undefined);
  if (schemasOfRest.length === 0 || (said.includes(false) && !isPatterned)) return undefined;
  return schemasOfRest;
}

/** Returns an arbitrary of names that are not declared, by `propertyNames` and the first of `patternProperties`. */
function undeclaredKeys(
  { schemas, properties }: Pick<ConjunctionFacts, "schemas" | "properties">,
  context: SamplingContext,
  make: MakeNested,
): Arbitrary<string> {
  const named = schemas.flatMap(({ propertyNames }) => (propertyNames === undefined ? [] : [propertyNames]));
  const [pattern] = schemas.flatMap(({ patternProperties = {} }) => Object.keys(patternProperties));
  const conjunction: Schema[] = [{ type: "string", ...(pattern !== undefined && { pattern }) }, ...named];
  const isPlain = conjunction.length === 1 && pattern === undefined;
  const keys = isPlain
    ? fc.constantFrom("key", "other", "a b", "ä", "x-1", "constructor")
    : make(conjunction, { ...context, depth: 0 }).map(String);
  return keys.filter((key) => !properties.has(key) && key !== "__proto__");
}
