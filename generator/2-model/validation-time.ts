/** How long it takes to check a value by its schema, at most: what a stranger can make of it who sends many values. */
import type { Document, Schema, SchemaObject } from "../1-document/openapi.ts";
import { resolveSchemaReference } from "../1-document/local-references.ts";
import { commonCycleTest } from "../1-document/schemas/cycles.ts";

/** Nanoseconds, roughly: of the call of a check, of asking for a property, of a regular expression and what is noted then. */
const CALL_TIME = 3;
const PROPERTY_TIME = 2;
const PATTERN_TIME = 140;
const FORMAT_TIME = 20;
/** Of putting a value among others that it must differ from. */
const UNIQUE_ITEM_TIME = 200;

/**
 * Nanoseconds for one value by the schema, or for one directly in it, whichever takes longer. What comes back to itself,
 * or doubles level by level, is not foreseen: validators count it as they meet it.
 */
export function validationTimeEstimator(document: Document): (schema: SchemaObject) => number {
  const always = (schema: SchemaObject): readonly Schema[] => alwaysApplied(document, schema);
  const ofValue = estimateThroughComposition(
    (schema) => [...always(schema), ...possiblyApplied(schema)],
    (schema, timeOf) => ownTime(schema) + sum([...always(schema), ...possiblyApplied(schema)].map(timeOf)),
  );
  const ofParts = estimateThroughComposition(
    (schema) => [...always(schema), ...possiblyApplied(schema)],
    // an alternative that does not hold rarely comes so far: the costliest counts
    (schema, timeOf) =>
      timeOfParts(schema, ofValue) + sum(always(schema).map(timeOf)) + maximum(possiblyApplied(schema).map(timeOf)),
  );
  return (schema) => Math.max(ofValue(schema), ofParts(schema));
}

/**
 * What is said of a schema after what is said of those that it applies to its own value; a schema that applies itself, which
 * none may, is taken for one that says nothing. 0 of `true` and `false`.
 */
function estimateThroughComposition(
  parts: (schema: SchemaObject) => readonly Schema[],
  timeOf: (schema: SchemaObject, timeOfPart: (part: Schema) => number) => number,
): (schema: Schema) => number {
  const times = new Map<Schema, number>();
  const known = (part: Schema): number => times.get(part) ?? 0;
  const explore = commonCycleTest<Schema>(
    (schema) => (typeof schema === "boolean" ? [] : parts(schema)),
    (members) => {
      for (const member of members) if (typeof member === "object") times.set(member, timeOf(member, known));
    },
  );
  return (schema) => {
    explore(schema, schema);
    return known(schema);
  };
}

function ownTime({ pattern, format, properties = {}, required = [] }: SchemaObject): number {
  const names = Object.keys(properties).length + required.length;
  return (
    CALL_TIME +
    PROPERTY_TIME * names +
    (pattern === undefined ? 0 : PATTERN_TIME) +
    (format === undefined ? 0 : FORMAT_TIME)
  );
}

/** Of a value that is directly in one of this schema. */
function timeOfParts(schema: SchemaObject, timeOf: (schema: Schema) => number): number {
  const { items, contains, additionalProperties, unevaluatedItems, unevaluatedProperties } = schema;
  const { propertyNames, patternProperties = {}, prefixItems = [], properties = {}, uniqueItems = false } = schema;
  const shared = [items, contains, additionalProperties, unevaluatedItems, unevaluatedProperties, propertyNames];
  return (
    sum(shared.filter((part) => part !== undefined).map(timeOf)) +
    sum(Object.values(patternProperties).map((part) => PATTERN_TIME + timeOf(part))) +
    maximum([...prefixItems, ...Object.values(properties)].map(timeOf)) +
    (uniqueItems ? UNIQUE_ITEM_TIME : 0)
  );
}

/** What holds for the same value, always. */
function alwaysApplied(document: Document, { $ref, allOf = [] }: SchemaObject): readonly Schema[] {
  const target = $ref === undefined ? undefined : resolveSchemaReference(document, $ref);
  return target === undefined ? allOf : [target.value, ...allOf];
}

/** What is asked of the same value, and perhaps holds. */
function possiblyApplied(schema: SchemaObject): readonly Schema[] {
  const { anyOf = [], oneOf = [], dependentSchemas = {}, not } = schema;
  const single = [not, schema.if, schema.then, schema.else].filter((part) => part !== undefined);
  const options = [...anyOf, ...oneOf].filter((option) => !isConstantAlternative(option));
  return [...options, ...Object.values(dependentSchemas), ...single];
}

/** However many of them there are, they are looked up at once. */
function isConstantAlternative(schema: Schema): boolean {
  if (typeof schema === "boolean") return false;
  return (schema.const ?? schema.enum) !== undefined && (schema.$ref ?? schema.pattern ?? schema.allOf) === undefined;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function maximum(numbers: readonly number[]): number {
  return numbers.reduce((found, number) => Math.max(found, number), 0);
}
