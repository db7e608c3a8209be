/** Schemas → fast-check arbitraries: lazily, so that neither recursion nor a large description costs what nobody asks for. */
import fc, { Arbitrary, type Random, type Stream, type Value } from "fast-check";
import { type Json, setMember } from "../../1-document/json.ts";
import type { Document, Schema, SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import type { Form } from "../../1-document/variants.ts";
import type { Conjunction } from "../schemas.ts";
import { type Chosen, type Facts, factsOf } from "./facts.ts";
import { numberArbitrary } from "./numbers.ts";
import { type Place, textArbitrary } from "./texts.ts";

/** How much of what is optional there is: nothing, everything, or as chance has it. */
export type Fill = "bare" | "full" | "free";

export interface ArbitraryOptions {
  readonly form: Form;
  readonly fill: Fill;
  readonly place: Place;
  /** Take a schema's examples and defaults where it has some: what people expect to see. */
  readonly examples: boolean;
}

interface Site extends ArbitraryOptions {
  readonly document: Document;
  /** Levels that may still be filled; below none, there is only what is required. */
  readonly depth: number;
}

/** Deep enough for lists of objects with objects in them. */
const DEPTH = 4;
/** Where even what is required does not end. */
const ABYSS = -12;

/** A schema that no value has, as far as sampling goes. */
export class Unsampleable extends Error {
  override readonly name = "Unsampleable";
}

/** Values of `schema`. Some may be illegal, where keywords interact; making one throws where there can be none. */
export function arbitraryOf(document: Document, schema: Schema, options: ArbitraryOptions): Arbitrary<Json> {
  return ofConjunction([schema], { document, ...options, depth: DEPTH }, new Map());
}

function ofConjunction(conjunction: Conjunction, site: Site, chosen: Chosen): Arbitrary<Json> {
  if (site.depth < ABYSS) return new Lazy(() => refuse("it contains itself without end"));
  return new Lazy(() => ofFacts(factsOf(site.document, conjunction, site.form, chosen), conjunction, site, chosen));
}

function ofFacts(facts: Facts, conjunction: Conjunction, site: Site, chosen: Chosen): Arbitrary<Json> {
  const [choice] = facts.open;
  if (choice !== undefined) {
    const branches = choice.branches
      .map((branch) => ({ branch, chosen: new Map([...chosen, [choice.key, branch]]) }))
      .map((one) => ({ ...one, facts: factsOf(site.document, conjunction, site.form, one.chosen) }))
      .filter((one) => one.facts.possible);
    const shallow =
      site.depth > 0 ? branches : branches.toSorted((a, b) => weight(a.facts) - weight(b.facts)).slice(0, 1);
    if (shallow.length === 0) return refuse("none of its alternatives can hold");
    return fc.oneof(...shallow.map((one) => ofConjunction(conjunction, site, one.chosen)));
  }
  if (!facts.possible) return refuse("its keywords contradict each other");
  if (facts.values !== undefined) return ofValues(facts, facts.values);
  const made = ofTypes(facts, site);
  if (facts.examples.length === 0 || site.depth === DEPTH) return made;
  const given = fc.constantFrom(...(facts.examples as Json[])); // examples of a JSON document
  if (site.examples) return given;
  return site.fill === "free" ? fc.oneof({ weight: 3, arbitrary: made }, { weight: 1, arbitrary: given }) : made;
}

function ofValues({ types }: Facts, values: readonly unknown[]): Arbitrary<Json> {
  const legal = (values as readonly Json[]).filter((value) => types === undefined || fitsTypes(value, types));
  return legal.length === 0 ? refuse("none of its values is of its type") : fc.constantFrom(...legal);
}

function fitsTypes(value: Json, types: ReadonlySet<SchemaType>): boolean {
  if (value === null) return types.has("null");
  if (typeof value === "number") return types.has("number") || (types.has("integer") && Number.isInteger(value));
  if (typeof value === "object") return types.has(Array.isArray(value) ? "array" : "object");
  return types.has(typeof value === "string" ? "string" : "boolean");
}

function ofTypes(facts: Facts, site: Site): Arbitrary<Json> {
  const types = [...(facts.types ?? impliedTypes(facts))];
  if (types.length === 0) return anything(site);
  const some = site.fill === "full" || site.examples ? types.filter((type) => type !== "null") : types;
  const arbitraries = (some.length === 0 ? types : some).map((type) => ({
    weight: type === "null" ? 1 : 3,
    arbitrary: ofType(type, facts, site),
  }));
  return arbitraries.length === 1 && arbitraries[0] ? arbitraries[0].arbitrary : fc.oneof(...arbitraries);
}

function ofType(type: SchemaType, facts: Facts, site: Site): Arbitrary<Json> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "string":
      return textArbitrary(facts.schemas, site.place);
    case "integer":
    case "number":
      return numberArbitrary(facts.schemas, type === "integer", site.place);
    case "array":
      return ofArray(facts.schemas, site);
    case "object":
      return ofObject(facts, site);
    default:
      return type satisfies never;
  }
}

/** A schema without a type is about the values that its keywords are about, if it has any. */
function impliedTypes({ schemas, properties, required }: Facts): readonly SchemaType[] {
  const says = (...keywords: readonly (keyof SchemaObject)[]): boolean =>
    schemas.some((schema) => keywords.some((keyword) => schema[keyword] !== undefined));
  if (properties.size > 0 || required.size > 0 || says("additionalProperties", "patternProperties")) return ["object"];
  if (says("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains")) return ["array"];
  if (says("pattern", "minLength", "maxLength", "format", "contentMediaType", "contentEncoding")) return ["string"];
  if (says("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")) return ["number"];
  return [];
}

function anything({ place, fill }: Site): Arbitrary<Json> {
  const texts = textArbitrary([], place).filter((text) => text !== "");
  if (place !== "body" || fill === "bare") return texts;
  return fc.oneof<Arbitrary<Json>[]>(
    texts,
    fc.integer(),
    fc.boolean(),
    fc.constant({ key: "value" }),
    fc.constant(["a"]),
  );
}

function ofArray(schemas: readonly SchemaObject[], site: Site): Arbitrary<Json> {
  const below = { ...site, depth: site.depth - 1 };
  const least = Math.max(
    0,
    ...schemas.map(({ minItems = 0, contains, minContains = 1 }) =>
      Math.max(minItems, contains === undefined ? 0 : minContains),
    ),
  );
  const most = Math.min(...schemas.map(({ maxItems = Number.POSITIVE_INFINITY }) => maxItems));
  const bare = site.fill === "bare" || site.depth <= 0;
  // an empty array does not travel outside of a body
  const minLength = Math.max(
    least,
    Math.min(most, site.place !== "body" || (site.fill === "full" && site.depth > 0) ? 1 : 0),
  );
  const maxLength = bare ? minLength : Math.max(minLength, Math.min(most, minLength + (site.depth > 2 ? 3 : 1)));

  const first = schemas.find(({ prefixItems }) => prefixItems !== undefined)?.prefixItems ?? [];
  const every = schemas.flatMap(({ items, contains }) => [
    ...(items === undefined ? [] : [items]),
    ...(contains === undefined ? [] : [contains]),
  ]);
  if (first.length === 0) {
    const items = ofConjunction(every, below, new Map());
    const unique = schemas.some(({ uniqueItems }) => uniqueItems === true);
    return unique
      ? fc.uniqueArray(items, { minLength, maxLength, selector: (item) => JSON.stringify(item) })
      : fc.array(items, { minLength, maxLength });
  }
  const tuple = fc.tuple(...first.slice(0, most).map((item) => ofConjunction([item], below, new Map())));
  const isClosed = every.includes(false) || schemas.some(({ unevaluatedItems }) => unevaluatedItems === false);
  const rest =
    isClosed || minLength <= first.length
      ? fc.constant([])
      : fc.array(ofConjunction(every, below, new Map()), {
          minLength: minLength - first.length,
          maxLength: minLength - first.length,
        });
  return fc.tuple(tuple, rest).map(([items, more]) => [...items, ...more]);
}

function ofObject({ schemas, properties, hidden, required }: Facts, site: Site): Arbitrary<Json> {
  const below = { ...site, depth: site.depth - 1 };
  const most = Math.min(...schemas.map(({ maxProperties = Number.POSITIVE_INFINITY }) => maxProperties));
  const least = Math.max(0, ...schemas.map(({ minProperties = 0 }) => minProperties));
  const bare = site.fill === "bare" || site.depth <= 0;
  const isFull = site.fill === "full" && site.depth > 2;

  const model: Record<string, Arbitrary<Json>> = {};
  const always = new Set<string>();
  const names = [...properties.keys()].filter(
    (name) => !hidden.has(name) && (name !== "__proto__" || required.has(name)),
  );
  for (const name of new Set([...required, ...names])) {
    const isNeeded = required.has(name) || always.size < least;
    if (!isNeeded && (bare || (isFull && always.size >= most))) continue;
    if (isNeeded || isFull) always.add(name);
    const schemasOf = [...(properties.get(name) ?? []), ...restFor(name, schemas)];
    const made = ofConjunction(schemasOf, below, new Map());
    setMember(model as Record<string, never>, name, made as never); // its own member, even where it is called `__proto__`
  }
  const known = fc.record(model, { requiredKeys: [...always], noNullPrototype: true }) as Arbitrary<
    Record<string, Json>
  >;
  const rest = restOf(schemas);
  const missing = Math.max(0, least - always.size);
  if (missing === 0 && (bare || rest === undefined || properties.size >= most)) return known;
  const keys = keysOf(schemas, properties, site);
  const room = Math.max(missing, Math.min(most - properties.size, missing + 2));
  const entries = fc.array(fc.tuple(keys, ofConjunction(rest ?? [], below, new Map())), {
    minLength: missing,
    maxLength: room,
  });
  return fc.tuple(known, entries).map(([object, more]) => ({ ...Object.fromEntries(more), ...object }));
}

/** What `patternProperties` and `additionalProperties` say of a name that is required, or declared beside them. */
function restFor(name: string, schemas: readonly SchemaObject[]): Conjunction {
  return schemas.flatMap(({ properties = {}, patternProperties = {}, additionalProperties }) => {
    const matching = Object.entries(patternProperties).filter(([pattern]) => new RegExp(pattern).test(name));
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

function keysOf(schemas: readonly SchemaObject[], properties: Facts["properties"], site: Site): Arbitrary<string> {
  const named = schemas.flatMap(({ propertyNames }) => (propertyNames === undefined ? [] : [propertyNames]));
  const [pattern] = schemas.flatMap(({ patternProperties = {} }) => Object.keys(patternProperties));
  const conjunction: Schema[] = [{ type: "string", ...(pattern !== undefined && { pattern }) }, ...named];
  const isPlain = conjunction.length === 1 && pattern === undefined;
  const keys = isPlain
    ? fc.constantFrom("key", "other", "a b", "ä", "x-1", "constructor")
    : ofConjunction(conjunction, { ...site, depth: 0 }, new Map()).map(String);
  return keys.filter((key) => !properties.has(key) && key !== "__proto__");
}

/** How much there is to fill: what ends soonest comes first. */
function weight({ types, values, required }: Facts): number {
  if (values !== undefined) return 0;
  if (types?.has("object")) return 2 + required.size;
  return types?.has("array") ? 1 : 0;
}

function refuse(reason: string): never {
  throw new Unsampleable(reason);
}

/** Made when its first value is. */
class Lazy<T> extends Arbitrary<T> {
  readonly #make: () => Arbitrary<T>;
  #made: Arbitrary<T> | undefined;

  constructor(make: () => Arbitrary<T>) {
    super();
    this.#make = make;
  }

  get #inner(): Arbitrary<T> {
    return (this.#made ??= this.#make());
  }

  override generate(random: Random, bias: number | undefined): Value<T> {
    return this.#inner.generate(random, bias);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#inner.canShrinkWithoutContext(value);
  }

  override shrink(value: T, context: unknown): Stream<Value<T>> {
    return this.#inner.shrink(value, context);
  }
}
