/** Arbitraries of arrays: tuples, arrays with unique items, and arrays that must contain an item. */
import fc, { type Arbitrary } from "fast-check";
import type { Json } from "../../1-document/json.ts";
import type { SchemaObject } from "../../1-document/openapi.ts";
import { type MakeNested, failToSample, type SamplingContext } from "./sampling-context.ts";

/** Returns an arbitrary of arrays that satisfy all `schemas`. */
export function arrayArbitrary(
  schemas: readonly SchemaObject[],
  context: SamplingContext,
  make: MakeNested,
): Arbitrary<Json> {
  const least = Math.max(
    0,
    ...schemas.map(({ minItems = 0, contains, minContains = 1 }) =>
      Math.max(minItems, contains === undefined ? 0 : minContains),
    ),
  );
  const isUnique = schemas.some(({ uniqueItems }) => uniqueItems === true);
  const room = isUnique ? Math.min(context.maxValues, MAX_UNIQUE_ITEMS) : context.maxValues;
  if (least > room) return failToSample("its minItems is too large to sample");
  const most = Math.min(...schemas.map(({ maxItems = Number.POSITIVE_INFINITY }) => maxItems));
  const bare = context.fill === "bare" || context.depth <= 0;
  // outside of a body, an empty array is encoded like an absent value
  const minLength = Math.max(
    least,
    Math.min(most, context.place !== "body" || (context.fill === "full" && context.depth > 0) ? 1 : 0),
  );
  const more = minLength + (context.depth > 2 ? 3 : 1);
  const maxLength = bare ? minLength : Math.max(minLength, Math.min(most, more));
  const listOf = (lengths: ArrayLengths): Arbitrary<Json> =>
    itemsArbitrary(
      schemas,
      { ...context, depth: context.depth - 1, maxValues: context.maxValues / Math.max(1, least) },
      make,
      lengths,
    );
  if (context.fill === "edge" && context.depth > 2 && !bare) {
    // the minimum and the maximum length, if the maximum is small
    const [shortest, longest] = [
      Math.max(least, context.place === "body" ? 0 : 1),
      most <= MAX_EDGE_ITEMS ? most : maxLength,
    ];
    return fc.oneof(...[shortest, longest].map((length) => listOf({ minLength: length, maxLength: length })));
  }
  return listOf({ minLength, maxLength });
}

/** Maximum length of arrays with unique items: each item is compared to all others. */
const MAX_UNIQUE_ITEMS = 1_000;
/** Maximum length of arrays that test `maxItems`. */
const MAX_EDGE_ITEMS = 20;

interface ArrayLengths {
  readonly minLength: number;
  readonly maxLength: number;
}

function itemsArbitrary(
  schemas: readonly SchemaObject[],
  below: SamplingContext,
  make: MakeNested,
  { minLength, maxLength }: ArrayLengths,
): Arbitrary<Json> {
  const first = schemas.find(({ prefixItems }) => prefixItems !== undefined)?.prefixItems ?? [];
  const every = schemas.flatMap(({ items, contains }) => [
    ...(items === undefined ? [] : [items]),
    ...(contains === undefined ? [] : [contains]),
  ]);
  if (first.length === 0) {
    const unique = schemas.some(({ uniqueItems }) => uniqueItems === true);
    // there are few edge values, too few for unique items
    const items = make(every, unique && below.fill === "edge" ? { ...below, fill: "free" } : below);
    return unique ? uniqueArbitrary(items, { minLength, maxLength }) : fc.array(items, { minLength, maxLength });
  }
  const most = Math.min(...schemas.map(({ maxItems = Number.POSITIVE_INFINITY }) => maxItems));
  const tuple = fc.tuple(...first.slice(0, most).map((item) => make([item], below)));
  const isClosed = every.includes(false) || schemas.some(({ unevaluatedItems }) => unevaluatedItems === false);
  const rest =
    isClosed || minLength <= first.length
      ? fc.constant([])
      : fc.array(make(every, below), {
          minLength: minLength - first.length,
          maxLength: minLength - first.length,
        });
  return fc.tuple(tuple, rest).map(([items, more]) => [...items, ...more]);
}

/**
 * Returns an arbitrary of arrays with unique items. It takes the different ones of four times as many items. If there
 * are too few, the array is shorter than `minLength` and the judge rejects it.
 */
function uniqueArbitrary(items: Arbitrary<Json>, { minLength, maxLength }: ArrayLengths): Arbitrary<Json> {
  const many = fc.array(items, { minLength: minLength * 4, maxLength: maxLength * 4 });
  return fc.tuple(many, fc.integer({ min: minLength, max: maxLength })).map(([all, length]) => {
    const different = new Map(all.map((item) => [JSON.stringify(item), item]));
    return [...different.values()].slice(0, length);
  });
}
