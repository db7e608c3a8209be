/** Illegal values near a legal one: each place, in turn, of a wrong type, out of bounds, left out, or one too many. */
import { type Json, isObject, removeAt, replaceAt, type JsonSteps, valueAt } from "../../../1-document/json.ts";
import type { Document, Schema, SchemaObject } from "../../../1-document/openapi.ts";
import type { Judge } from "../../../5-oracle/judge/judge.ts";
import { conjoined, typeOf } from "../../../5-oracle/description/described-schemas.ts";

export interface Mutant {
  readonly value: Json;
  /** `/name left out`, `/page: 101`, `the whole: null` */
  readonly about: string;
  /** JSON Pointer of the place that was changed. */
  readonly pointer: string;
  readonly steps: JsonSteps;
}

/** In the order in which they are made: some of every kind first. */
export interface Mutants extends Iterable<Mutant> {
  /** How many changes nobody has looked at yet; most of them are illegal. */
  untried(): number;
}

export interface Circumstances {
  readonly document: Document;
  readonly judge: Judge;
}

/** Those that the judge refuses; none where `schema` accepts everything. */
export function mutantsOf(schema: Schema, value: Json, { document, judge }: Circumstances): Mutants {
  const changes = inOrder(changesOf(document, [schema], value, []));
  let tried = 0;
  function* mutants(): Generator<Mutant> {
    for (let change = changes[tried++]; change !== undefined; change = changes[tried++]) {
      const { kind, steps, mutant } = change;
      const whole = kind === "required" ? removeAt(value, steps) : replaceAt(value, steps, mutant);
      if (!judge.refuses(schema, whole, "request")) continue;
      const pointer = pointerTo(steps);
      yield { value: whole, about: aboutOf(kind, pointer, mutant), pointer, steps };
    }
  }
  return { [Symbol.iterator]: mutants, untried: () => Math.max(0, changes.length - tried) };
}

function aboutOf(kind: ValueChange["kind"], pointer: string, mutant: Json): string {
  if (kind === "required") return `${pointer} left out`;
  return kind === "extra" ? `${pointer}/${EXTRA} added` : `${pointer || "the whole"}: ${excerpt(mutant)}`;
}

/** Of a part that is `{ value, headers }`: whether it is nothing but that without its headers, or without one of them. */
export function isWithoutHeaders({ value, steps }: Mutant): boolean {
  const at = steps.indexOf("headers");
  return at !== -1 && at >= steps.length - 2 && valueAt(value, steps) === undefined;
}

/** One of each kind in turn, and of each kind one for each place before there are two: what is cut off is more of the same. */
function inOrder(changes: readonly ValueChange[]): readonly ValueChange[] {
  const shallow = changes.toSorted((one, other) => one.steps.length - other.steps.length);
  const byKind = grouped(shallow, ({ kind }) => kind);
  return inTurn(byKind.map((ofKind) => inTurn(grouped(ofKind, ({ steps }) => pointerTo(steps)))));
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function pointerTo(steps: JsonSteps): string {
  return steps.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function excerpt(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The first of each, then the second of each. */
export function inTurn<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}

interface ValueChange {
  readonly kind: "bound" | "type" | "required" | "extra";
  readonly steps: JsonSteps;
  readonly mutant: Json;
}

/** A property that nobody describes. */
export const EXTRA = "x-undescribed";
const OF_TYPES: readonly Json[] = [null, true, "text", 1.5, [], {}];
/** Deeper places are more of the same. */
const DEPTH = 5;

function changesOf(
  document: Document,
  schemas: readonly Schema[],
  value: Json,
  steps: JsonSteps,
): readonly ValueChange[] {
  const said = alternativesOf(document, schemas);
  const replaced = (kind: ValueChange["kind"], mutant: Json): ValueChange => ({ kind, steps, mutant });
  const own = [
    ...neighboursOf(said, value).map((mutant) => replaced("bound", mutant)),
    ...OF_TYPES.filter((other) => typeOf(other) !== typeOf(value)).map((mutant) => replaced("type", mutant)),
  ];
  if (steps.length >= DEPTH) return own;
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
  return [...own, replaced("extra", { ...value, [EXTRA]: 1 }), ...members];
}

/** All schemas that may hold of the value, each once: references, compositions and alternatives. */
function alternativesOf(document: Document, schemas: readonly Schema[]): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const waiting = schemas.toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const one of conjoined(document, next)) {
      if (found.has(one)) continue;
      found.add(one);
      waiting.push(...(one.oneOf ?? []), ...(one.anyOf ?? []));
    }
  }
  return [...found];
}

/** Values just across the bounds, and the simplest ones that break a pattern, a format or an enumeration. */
function neighboursOf(schemas: readonly SchemaObject[], value: Json): readonly Json[] {
  return schemas.flatMap((schema): readonly Json[] => {
    if (typeof value === "number") return numbersNear(schema, value);
    if (typeof value === "string") return textsNear(schema, value);
    return Array.isArray(value) ? listsNear(schema, value) : [];
  });
}

function numbersNear({ enum: values, const: only, ...schema }: SchemaObject, value: number): readonly Json[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema;
  return [
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(exclusiveMaximum === undefined ? [] : [exclusiveMaximum]),
    ...(exclusiveMinimum === undefined ? [] : [exclusiveMinimum]),
    ...(multipleOf === undefined ? [] : [value + multipleOf / 2]),
    ...(values === undefined && only === undefined ? [] : [987_654]),
    ...(format === "int32" ? [2 ** 31] : []),
  ];
}

function textsNear({ minLength = 0, maxLength, ...schema }: SchemaObject, value: string): readonly Json[] {
  const { pattern, format, enum: values, const: only } = schema;
  const isLong = maxLength === undefined || maxLength > 100_000;
  return [
    ...(isLong ? [] : [value + "x".repeat(Math.max(1, maxLength + 1 - value.length))]),
    ...(minLength > 0 ? [[...value].slice(0, minLength - 1).join("")] : []),
    ...(values === undefined && only === undefined ? [] : ["no-such-value"]),
    ...(pattern === undefined ? [] : ["!", "\u2603 ~", ""]),
    ...(format === undefined ? [] : ["!no such format!"]),
  ];
}

function listsNear({ minItems = 0, maxItems, uniqueItems }: SchemaObject, value: readonly Json[]): readonly Json[] {
  const [first] = value;
  if (first === undefined) return [];
  const isLong = maxItems === undefined || maxItems > 1_000;
  return [
    ...(minItems > 0 ? [value.slice(0, minItems - 1)] : []),
    ...(isLong ? [] : [Array.from({ length: maxItems + 1 }, (_, index) => value[index % value.length] ?? first)]),
    ...(uniqueItems === true ? [[...value, first]] : []),
  ];
}
