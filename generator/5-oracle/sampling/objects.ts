/** Objects: what is required, what else is declared, and entries of maps. */
import fc, { type Arbitrary } from "fast-check";
import type { Json } from "../../1-document/json.ts";
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { type Conjunction, expressionOf } from "../description/described-schemas.ts";
import type { Facts } from "./facts.ts";
import { type Below, refuse, type SamplingSite } from "./site.ts";

export function objectArbitrary(
  { schemas, properties, hidden, required }: Facts,
  site: SamplingSite,
  make: Below,
): Arbitrary<Json> {
  const most = Math.min(...schemas.map(({ maxProperties = Number.POSITIVE_INFINITY }) => maxProperties));
  const least = Math.max(0, ...schemas.map(({ minProperties = 0 }) => minProperties));
  if (least > site.room) return refuse("it has too many properties to be made");
  const below = { ...site, depth: site.depth - 1, room: site.room / Math.max(1, least) };
  const bare = site.fill === "bare" || site.depth <= 0;
  const isFull = (site.fill === "full" || site.fill === "edge") && site.depth > 2;

  const model = new Map<string, Arbitrary<Json>>();
  const always = new Set<string>();
  const names = [...properties.keys()].filter(
    (name) => !hidden.has(name) && (name !== "__proto__" || required.has(name)),
  );
  for (const name of new Set([...required, ...names])) {
    const isNeeded = required.has(name) || always.size < least;
    if (!isNeeded && (bare || (isFull && always.size >= most))) continue;
    if (isNeeded || isFull) always.add(name);
    const schemasOf = [...(properties.get(name) ?? []), ...restFor(name, schemas)];
    model.set(name, make(schemasOf, below));
  }
  const record = fc.record(Object.fromEntries(model), { requiredKeys: [...always], noNullPrototype: true });
  const known = record as Arbitrary<Record<string, Json>>; // what is left out is not there, rather than undefined
  const rest = restOf(schemas);
  const missing = Math.max(0, least - always.size);
  if (missing === 0 && (bare || rest === undefined || properties.size >= most)) return known;
  const keys = keysOf({ schemas, properties }, site, make);
  const room = Math.max(missing, Math.min(most - properties.size, missing + 2));
  const entries = fc.array(fc.tuple(keys, make(rest ?? [], below)), {
    minLength: missing,
    maxLength: room,
  });
  return fc.tuple(known, entries).map(([object, more]) => ({ ...Object.fromEntries(more), ...object }));
}

/** What `patternProperties` and `additionalProperties` say of a name that is required, or declared beside them. */
function restFor(name: string, schemas: readonly SchemaObject[]): Conjunction {
  return schemas.flatMap(({ properties = {}, patternProperties = {}, additionalProperties }) => {
    const matching = Object.entries(patternProperties).filter(([pattern]) => expressionOf(pattern).test(name));
    if (matching.length > 0) return matching.map(([, schema]) => schema);
    return Object.hasOwn(properties, name) || additionalProperties === undefined ? [] : [additionalProperties];
  });
}

/** What undeclared properties are; undefined where there should be none. */
function restOf(schemas: readonly SchemaObject[]): Conjunction | undefined {
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

function keysOf(
  { schemas, properties }: Pick<Facts, "schemas" | "properties">,
  site: SamplingSite,
  make: Below,
): Arbitrary<string> {
  const named = schemas.flatMap(({ propertyNames }) => (propertyNames === undefined ? [] : [propertyNames]));
  const [pattern] = schemas.flatMap(({ patternProperties = {} }) => Object.keys(patternProperties));
  const conjunction: Schema[] = [{ type: "string", ...(pattern !== undefined && { pattern }) }, ...named];
  const isPlain = conjunction.length === 1 && pattern === undefined;
  const keys = isPlain
    ? fc.constantFrom("key", "other", "a b", "ä", "x-1", "constructor")
    : make(conjunction, { ...site, depth: 0 }).map(String);
  return keys.filter((key) => !properties.has(key) && key !== "__proto__");
}
