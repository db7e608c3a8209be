/** Creates fast-check arbitraries of schemas. They are lazy, so recursive and large schemas cost only what is used. */
import fc, { type Arbitrary } from "fast-check";
import type { Json } from "../../1-document/json.ts";
import type { Document, Schema, SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import type { Conjunction } from "../description/described-schemas.ts";
import { arrayArbitrary } from "./array-arbitrary.ts";
import { type ChosenBranches, type ConjunctionFacts, gatherFacts } from "./conjunction-facts.ts";
import { LazyArbitrary } from "./lazy-arbitrary.ts";
import { numberArbitrary, numberEdges } from "./number-arbitrary.ts";
import { objectArbitrary } from "./object-arbitrary.ts";
import { type ArbitraryOptions, failToSample, type SamplingContext } from "./sampling-context.ts";
import { stringArbitrary, stringEdges } from "./string-arbitrary.ts";

/** Maximum nesting of optional values: enough for arrays of objects that contain objects. */
const MAX_DEPTH = 4;
/** Maximum number of values in one instance. */
const MAX_NESTED_VALUES = 20_000;
const MAX_CHARACTERS = 1_000_000;
/** Depth at which required properties are assumed to recurse without end. */
const MIN_DEPTH = -12;

/**
 * Returns an arbitrary of a schema. Some values can be invalid, because keywords interact: check them with the judge.
 * Generating throws an `Unsampleable` if no instance exists.
 */
export function schemaArbitrary(document: Document, schema: Schema, options: ArbitraryOptions): Arbitrary<Json> {
  return conjunctionArbitrary(
    [schema],
    { document, ...options, depth: MAX_DEPTH, maxValues: MAX_NESTED_VALUES },
    new Map(),
  );
}

function conjunctionArbitrary(
  conjunction: Conjunction,
  context: SamplingContext,
  chosen: ChosenBranches,
): Arbitrary<Json> {
  if (context.depth < MIN_DEPTH) return new LazyArbitrary(() => failToSample("it requires itself without end"));
  return new LazyArbitrary(() =>
    factsArbitrary(gatherFacts(context.document, conjunction, context.form, chosen), conjunction, context, chosen),
  );
}

function nestedArbitrary(conjunction: Conjunction, context: SamplingContext): Arbitrary<Json> {
  return conjunctionArbitrary(conjunction, context, new Map());
}

function factsArbitrary(
  facts: ConjunctionFacts,
  conjunction: Conjunction,
  context: SamplingContext,
  chosen: ChosenBranches,
): Arbitrary<Json> {
  const [choice] = facts.openChoices;
  if (choice !== undefined) {
    const branches = choice.branches
      .map((branch) => ({ branch, chosen: new Map([...chosen, [choice.key, branch]]) }))
      .map((one) => ({ ...one, facts: gatherFacts(context.document, conjunction, context.form, one.chosen) }))
      .filter((one) => one.facts.isPossible);
    const shallow =
      context.depth > 0 ? branches : branches.toSorted((a, b) => fillCost(a.facts) - fillCost(b.facts)).slice(0, 1);
    if (shallow.length === 0) return failToSample("none of its alternatives has an instance");
    return fc.oneof(...shallow.map((one) => conjunctionArbitrary(conjunction, context, one.chosen)));
  }
  if (!facts.isPossible) return failToSample("its keywords contradict each other");
  if (facts.values !== undefined) return enumArbitrary(facts, facts.values);
  const made = typesArbitrary(facts, context);
  if (facts.examples.length === 0 || context.depth === MAX_DEPTH) return made;
  const given = fc.constantFrom(...(facts.examples as Json[])); // examples in a JSON document are JSON
  if (context.examples) return given;
  return context.fill === "free" ? fc.oneof({ weight: 3, arbitrary: made }, { weight: 1, arbitrary: given }) : made;
}

/** Maximum number of values of an enumeration that are used. */
const MAX_ENUM_VALUES = 10_000;

function enumArbitrary({ types }: ConjunctionFacts, values: readonly unknown[]): Arbitrary<Json> {
  const valid = (values as readonly Json[]).filter((value) => types === undefined || fitsTypes(value, types));
  return valid.length === 0
    ? failToSample("none of its values is of its type")
    : fc.constantFrom(...valid.slice(0, MAX_ENUM_VALUES));
}

function fitsTypes(value: Json, types: ReadonlySet<SchemaType>): boolean {
  if (value === null) return types.has("null");
  if (typeof value === "number") return types.has("number") || (types.has("integer") && Number.isInteger(value));
  if (typeof value === "object") return types.has(Array.isArray(value) ? "array" : "object");
  return types.has(typeof value === "string" ? "string" : "boolean");
}

function typesArbitrary(facts: ConjunctionFacts, context: SamplingContext): Arbitrary<Json> {
  const types = [...(facts.types ?? impliedTypes(facts))];
  if (types.length === 0) return anyValueArbitrary(context);
  const some = context.fill === "full" || context.examples ? types.filter((type) => type !== "null") : types;
  const arbitraries = (some.length === 0 ? types : some).map((type) => ({
    weight: type === "null" ? 1 : 3,
    arbitrary: typeArbitrary(type, facts, context),
  }));
  return arbitraries.length === 1 && arbitraries[0] ? arbitraries[0].arbitrary : fc.oneof(...arbitraries);
}

function typeArbitrary(type: SchemaType, facts: ConjunctionFacts, context: SamplingContext): Arbitrary<Json> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "string":
      if (facts.schemas.some(({ minLength = 0 }) => minLength > MAX_CHARACTERS)) {
        return failToSample("its minLength is too large to sample");
      }
      return context.fill === "edge"
        ? stringEdges(facts.schemas, context.place)
        : stringArbitrary(facts.schemas, context.place);
    case "integer":
    case "number":
      return context.fill === "edge"
        ? numberEdges(facts.schemas, type === "integer", context.place)
        : numberArbitrary(facts.schemas, type === "integer", context.place);
    case "array":
      return arrayArbitrary(facts.schemas, context, nestedArbitrary);
    case "object":
      return objectArbitrary(facts, context, nestedArbitrary);
    default:
      return type satisfies never;
  }
}

/** Returns the type that the keywords of a schema without `type` apply to. Empty if no keyword indicates one. */
function impliedTypes({ schemas, properties, required }: ConjunctionFacts): readonly SchemaType[] {
  const says = (...keywords: readonly (keyof SchemaObject)[]): boolean =>
    schemas.some((schema) => keywords.some((keyword) => schema[keyword] !== undefined));
  if (properties.size > 0 || required.size > 0 || says("additionalProperties", "patternProperties")) return ["object"];
  if (says("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains")) return ["array"];
  if (says("pattern", "minLength", "maxLength", "format", "contentMediaType", "contentEncoding")) return ["string"];
  if (says("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")) return ["number"];
  return [];
}

function anyValueArbitrary({ place, fill }: SamplingContext): Arbitrary<Json> {
  const texts = stringArbitrary([], place).filter((text) => text !== "");
  if (place !== "body" || fill === "bare") return texts;
  return fc.oneof<Arbitrary<Json>[]>(
    texts,
    fc.integer(),
    fc.boolean(),
    fc.constant({ key: "value" }),
    fc.constant(["a"]),
  );
}

/** Returns an estimate of nested values. Lower numbers end a recursion sooner. */
function fillCost({ types, values, required }: ConjunctionFacts): number {
  if (values !== undefined) return 0;
  if (types?.has("object")) return 2 + required.size;
  return types?.has("array") ? 1 : 0;
}
