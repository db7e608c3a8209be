/** Makes invalid values from a valid one. One place is out of bounds, of another type, missing, or has an extra property. */
import { type Json, isObject, removeAt, replaceAt, type JsonSteps, valueAt } from "../../../1-document/json.ts";
import type { Document, Schema, SchemaObject } from "../../../1-document/openapi.ts";
import { interleave } from "../interleave.ts";
import type { Judge } from "../../../5-oracle/judge/judge.ts";
import { conjoinedSchemas, jsonTypeOf } from "../../../5-oracle/description/described-schemas.ts";

export interface Mutant {
  readonly value: Json;
  /** `/name left out`, `/page: 101`, `the whole: null` */
  readonly about: string;
  /** JSON Pointer of the changed place. */
  readonly pointer: string;
  readonly steps: JsonSteps;
}

/** Invalid values, with some of every kind first. */
export interface Mutants extends Iterable<Mutant> {
  /** Returns the number of changes that were not tried so far. */
  untried(): number;
}

export interface MutationContext {
  readonly document: Document;
  readonly judge: Judge;
}

/** Returns the changed values that the schema rejects. There are none if it accepts everything. */
export function mutantsOf(schema: Schema, value: Json, { document, judge }: MutationContext): Mutants {
  const changes = interleaveChanges(changesOf(document, [schema], value, []));
  let tried = 0;
  function* mutants(): Generator<Mutant> {
    for (let change = changes[tried++]; change !== undefined; change = changes[tried++]) {
      const { kind, steps, mutant } = change;
      const whole = kind === "required" ? removeAt(value, steps) : replaceAt(value, steps, mutant);
      if (!judge.rejects(schema, whole, "request")) continue;
      const pointer = stepsToPointer(steps);
      yield { value: whole, about: describeChange(kind, pointer, mutant), pointer, steps };
    }
  }
  return { [Symbol.iterator]: mutants, untried: () => Math.max(0, changes.length - tried) };
}

function describeChange(kind: ValueChange["kind"], pointer: string, mutant: Json): string {
  if (kind === "required") return `${pointer} left out`;
  return kind === "extra"
    ? `${pointer}/${UNDESCRIBED_PROPERTY} added`
    : `${pointer || "the whole"}: ${excerpt(mutant)}`;
}

/** Returns true if the change to a part `{ value, headers }` only removes its headers, or one of them. */
export function isWithoutHeaders({ value, steps }: Mutant): boolean {
  const at = steps.indexOf("headers");
  return at !== -1 && at >= steps.length - 2 && valueAt(value, steps) === undefined;
}

/** Orders changes so that kinds and places alternate: a limit then cuts off the repetitive ones. */
function interleaveChanges(changes: readonly ValueChange[]): readonly ValueChange[] {
  const shallow = changes.toSorted((one, other) => one.steps.length - other.steps.length);
  const byKind = groupBy(shallow, ({ kind }) => kind);
  return interleave(byKind.map((ofKind) => interleave(groupBy(ofKind, ({ steps }) => stepsToPointer(steps)))));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function stepsToPointer(steps: JsonSteps): string {
  return steps.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function excerpt(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

interface ValueChange {
  readonly kind: "bound" | "type" | "required" | "extra";
  readonly steps: JsonSteps;
  readonly mutant: Json;
}

/** The name of a property that no description contains. */
export const UNDESCRIBED_PROPERTY = "x-undescribed";
const VALUES_BY_TYPE: readonly Json[] = [null, true, "text", 1.5, [], {}];
/** The depth down to which places are changed. */
const MAX_DEPTH = 5;

function changesOf(
  document: Document,
  schemas: readonly Schema[],
  value: Json,
  steps: JsonSteps,
): readonly ValueChange[] {
  const said = applicableSchemas(document, schemas);
  const replaced = (kind: ValueChange["kind"], mutant: Json): ValueChange => ({ kind, steps, mutant });
  const own = [
    ...boundaryValues(said, value).map((mutant) => replaced("bound", mutant)),
    ...VALUES_BY_TYPE.filter((other) => jsonTypeOf(other) !== jsonTypeOf(value)).map((mutant) =>
      replaced("type", mutant),
    ),
  ];
  if (steps.length >= MAX_DEPTH) return own;
  if (Array.isArray(value)) {
    const [first] = value;
    const items = said.flatMap(({ items: each, prefixItems = [] }) => {
      return [...prefixItems.slice(0, 1), ...(each === undefined ? [] : [each])];
    });
    return [...own, ...(first === undefined ? [] : changesOf(document, items, first, [...steps, 0]))];
  }
  if (!isObject(value)) return own;
  const members = Object.entries(value).flatMap(([name, member]) => {
    const below = said.flatMap(({ properties = {}, additionalProperties }) => {
      if (Object.hasOwn(properties, name)) return [properties[name] ?? true];
      return additionalProperties === undefined ? [] : [additionalProperties];
    });
    const left = { kind: "required", steps: [...steps, name], mutant: null } as const;
    return [left, ...changesOf(document, below, member, [...steps, name])];
  });
  return [...own, replaced("extra", { ...value, [UNDESCRIBED_PROPERTY]: 1 }), ...members];
}

/** Returns all schemas that may apply to the value, through references, compositions and alternatives. */
function applicableSchemas(document: Document, schemas: readonly Schema[]): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const waiting = schemas.toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const one of conjoinedSchemas(document, next)) {
      if (found.has(one)) continue;
      found.add(one);
      waiting.push(...(one.oneOf ?? []), ...(one.anyOf ?? []));
    }
  }
  return [...found];
}

/** Returns values just beyond the bounds, and simple ones that violate a pattern, format or enumeration. */
function boundaryValues(schemas: readonly SchemaObject[], value: Json): readonly Json[] {
  return schemas.flatMap((schema): readonly Json[] => {
    if (typeof value === "number") return boundaryNumbers(schema, value);
    if (typeof value === "string") return boundaryStrings(schema, value);
    return Array.isArray(value) ? boundaryArrays(schema, value) : [];
  });
}

function boundaryNumbers({ enum: values, const: constant, ...schema }: SchemaObject, value: number): readonly Json[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema;
  return [
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(exclusiveMaximum === undefined ? [] : [exclusiveMaximum]),
    ...(exclusiveMinimum === undefined ? [] : [exclusiveMinimum]),
    ...(multipleOf === undefined ? [] : [value + multipleOf / 2]),
    ...(values === undefined && constant === undefined ? [] : [987_654]),
    ...(format === "int32" ? [2 ** 31] : []),
  ];
}

function boundaryStrings({ minLength = 0, maxLength, ...schema }: SchemaObject, value: string): readonly Json[] {
  const { pattern, format, enum: values, const: constant } = schema;
  const isLong = maxLength === undefined || maxLength > 100_000;
  return [
    ...(isLong ? [] : [value + "x".repeat(Math.max(1, maxLength + 1 - value.length))]),
    ...(minLength > 0 ? [[...value].slice(0, minLength - 1).join("")] : []),
    ...(values === undefined && constant === undefined ? [] : ["no-such-value"]),
    ...(pattern === undefined ? [] : ["!", "\u2603 ~", ""]),
    ...(format === undefined ? [] : ["!no such format!"]),
  ];
}

function boundaryArrays(
  { minItems = 0, maxItems, uniqueItems }: SchemaObject,
  value: readonly Json[],
): readonly Json[] {
  const [first] = value;
  if (first === undefined) return [];
  const isLong = maxItems === undefined || maxItems > 1_000;
  return [
    ...(minItems > 0 ? [value.slice(0, minItems - 1)] : []),
    ...(isLong ? [] : [Array.from({ length: maxItems + 1 }, (_, index) => value[index % value.length] ?? first)]),
    ...(uniqueItems === true ? [[...value, first]] : []),
  ];
}
