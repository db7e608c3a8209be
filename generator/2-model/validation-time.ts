/**
 * Estimates the maximum time to validate a value by its schema. Limits what a client can cost a server by sending
 * many values.
 */
import type { Document, Schema, SchemaObject } from "../1-document/openapi.ts";
import { resolveSchemaReference } from "../1-document/local-references.ts";
import { commonCycleTest } from "../1-document/schemas/cycles.ts";

/**
 * Estimated times in nanoseconds: of a call of a validator, a property lookup, a regular expression, and a format
 * check.
 */
const CALL_TIME = 3;
const PROPERTY_TIME = 2;
const PATTERN_TIME = 140;
const FORMAT_TIME = 20;
/** Estimated time in nanoseconds to compare an item with the others for `uniqueItems`. */
const UNIQUE_ITEM_TIME = 200;

/**
 * Returns a function that estimates the time in nanoseconds to validate one value, or one value directly in it,
 * whichever takes longer. Recursive schemas, and values that double per level, are not estimated: validators count
 * their work at runtime.
 */
export function validationTimeEstimator(document: Document): (schema: SchemaObject) => number {
  const always = (schema: SchemaObject): readonly Schema[] => alwaysApplied(document, schema);
  const ofValue = estimateThroughComposition(
    (schema) => [...always(schema), ...possiblyApplied(schema)],
    (schema, timeOf) => ownTime(schema) + sum([...always(schema), ...possiblyApplied(schema)].map(timeOf)),
  );
  const ofParts = estimateThroughComposition(
    (schema) => [...always(schema), ...possiblyApplied(schema)],
    // alternatives usually fail early, so only the most expensive one counts
    (schema, timeOf) =>
      timeOfParts(schema, ofValue) + sum(always(schema).map(timeOf)) + maximum(possiblyApplied(schema).map(timeOf)),
  );
  return (schema) => Math.max(ofValue(schema), ofParts(schema));
}

/**
 * Returns a function that estimates a schema after the schemas that it applies to the same instance. Returns 0 for
 * boolean schemas, and ignores schemas that apply themselves.
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

/** Returns the time to validate a value directly in an instance of the schema. */
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

/** Returns the schemas that always apply to the same instance. */
function alwaysApplied(document: Document, { $ref, allOf = [] }: SchemaObject): readonly Schema[] {
  const target = $ref === undefined ? undefined : resolveSchemaReference(document, $ref);
  return target === undefined ? allOf : [target.value, ...allOf];
}

/** Returns the schemas that apply to the same instance in some cases. */
function possiblyApplied(schema: SchemaObject): readonly Schema[] {
  const { anyOf = [], oneOf = [], dependentSchemas = {}, not } = schema;
  const single = [not, schema.if, schema.then, schema.else].filter((part) => part !== undefined);
  const options = [...anyOf, ...oneOf].filter((option) => !isConstantAlternative(option));
  return [...options, ...Object.values(dependentSchemas), ...single];
}

/** Returns true if an alternative allows only constants. Any number of these is checked by one lookup. */
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
