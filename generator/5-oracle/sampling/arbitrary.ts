/** Schemas → fast-check arbitraries: lazily, so that neither recursion nor a large description costs what nobody asks for. */
import fc, { type Arbitrary } from "fast-check";
import type { Json } from "../../1-document/json.ts";
import type { Document, Schema, SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import type { Conjunction } from "../description/described-schemas.ts";
import { arrayArbitrary } from "./arrays.ts";
import { type Chosen, type Facts, factsOf } from "./facts.ts";
import { Lazy } from "./lazy.ts";
import { numberArbitrary, numberEdges } from "./numbers.ts";
import { objectArbitrary } from "./objects.ts";
import { type ArbitraryOptions, refuse, type SamplingSite } from "./site.ts";
import { textArbitrary, textEdges } from "./strings.ts";

/** Deep enough for lists of objects with objects in them. */
const DEPTH = 4;
/** Values in a value. */
const ROOM = 20_000;
const MOST_CHARACTERS = 1_000_000;
/** Where even what is required does not end. */
const ABYSS = -12;

/** Values of `schema`. Some may be illegal, where keywords interact; making one throws where there can be none. */
export function arbitraryOf(document: Document, schema: Schema, options: ArbitraryOptions): Arbitrary<Json> {
  return ofConjunction([schema], { document, ...options, depth: DEPTH, room: ROOM }, new Map());
}

function ofConjunction(conjunction: Conjunction, site: SamplingSite, chosen: Chosen): Arbitrary<Json> {
  if (site.depth < ABYSS) return new Lazy(() => refuse("it contains itself without end"));
  return new Lazy(() => ofFacts(factsOf(site.document, conjunction, site.form, chosen), conjunction, site, chosen));
}

function below(conjunction: Conjunction, site: SamplingSite): Arbitrary<Json> {
  return ofConjunction(conjunction, site, new Map());
}

function ofFacts(facts: Facts, conjunction: Conjunction, site: SamplingSite, chosen: Chosen): Arbitrary<Json> {
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

/** Of an enumeration: more are more of the same. */
const MOST_VALUES = 10_000;

function ofValues({ types }: Facts, values: readonly unknown[]): Arbitrary<Json> {
  const valid = (values as readonly Json[]).filter((value) => types === undefined || fitsTypes(value, types));
  return valid.length === 0
    ? refuse("none of its values is of its type")
    : fc.constantFrom(...valid.slice(0, MOST_VALUES));
}

function fitsTypes(value: Json, types: ReadonlySet<SchemaType>): boolean {
  if (value === null) return types.has("null");
  if (typeof value === "number") return types.has("number") || (types.has("integer") && Number.isInteger(value));
  if (typeof value === "object") return types.has(Array.isArray(value) ? "array" : "object");
  return types.has(typeof value === "string" ? "string" : "boolean");
}

function ofTypes(facts: Facts, site: SamplingSite): Arbitrary<Json> {
  const types = [...(facts.types ?? impliedTypes(facts))];
  if (types.length === 0) return anything(site);
  const some = site.fill === "full" || site.examples ? types.filter((type) => type !== "null") : types;
  const arbitraries = (some.length === 0 ? types : some).map((type) => ({
    weight: type === "null" ? 1 : 3,
    arbitrary: ofType(type, facts, site),
  }));
  return arbitraries.length === 1 && arbitraries[0] ? arbitraries[0].arbitrary : fc.oneof(...arbitraries);
}

function ofType(type: SchemaType, facts: Facts, site: SamplingSite): Arbitrary<Json> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "string":
      if (facts.schemas.some(({ minLength = 0 }) => minLength > MOST_CHARACTERS)) {
        return refuse("it is too long to be made");
      }
      return site.fill === "edge" ? textEdges(facts.schemas, site.place) : textArbitrary(facts.schemas, site.place);
    case "integer":
    case "number":
      return site.fill === "edge"
        ? numberEdges(facts.schemas, type === "integer", site.place)
        : numberArbitrary(facts.schemas, type === "integer", site.place);
    case "array":
      return arrayArbitrary(facts.schemas, site, below);
    case "object":
      return objectArbitrary(facts, site, below);
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

function anything({ place, fill }: SamplingSite): Arbitrary<Json> {
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

/** How much there is to fill: what ends soonest comes first. */
function weight({ types, values, required }: Facts): number {
  if (values !== undefined) return 0;
  if (types?.has("object")) return 2 + required.size;
  return types?.has("array") ? 1 : 0;
}
