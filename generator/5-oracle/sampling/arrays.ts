/** Arrays: tuples, lists, lists without repetition, with what they must contain. */
import fc, { type Arbitrary } from "fast-check";
import type { Json } from "../../1-document/json.ts";
import type { SchemaObject } from "../../1-document/openapi.ts";
import { type Below, refuse, type SamplingSite } from "./site.ts";

export function arrayArbitrary(schemas: readonly SchemaObject[], site: SamplingSite, make: Below): Arbitrary<Json> {
  const least = Math.max(
    0,
    ...schemas.map(({ minItems = 0, contains, minContains = 1 }) =>
      Math.max(minItems, contains === undefined ? 0 : minContains),
    ),
  );
  const isUnique = schemas.some(({ uniqueItems }) => uniqueItems === true);
  const room = isUnique ? Math.min(site.room, MOST_UNIQUE) : site.room;
  if (least > room) return refuse("it has too many items to be made");
  const most = Math.min(...schemas.map(({ maxItems = Number.POSITIVE_INFINITY }) => maxItems));
  const bare = site.fill === "bare" || site.depth <= 0;
  // an empty array does not travel outside of a body
  const minLength = Math.max(
    least,
    Math.min(most, site.place !== "body" || (site.fill === "full" && site.depth > 0) ? 1 : 0),
  );
  const more = minLength + (site.depth > 2 ? 3 : 1);
  const maxLength = bare ? minLength : Math.max(minLength, Math.min(most, more));
  const listOf = (lengths: Lengths): Arbitrary<Json> =>
    listArbitrary(schemas, { ...site, depth: site.depth - 1, room: site.room / Math.max(1, least) }, make, lengths);
  if (site.fill === "edge" && site.depth > 2 && !bare) {
    // as short as may be, and as long, where that is short
    const [shortest, longest] = [Math.max(least, site.place === "body" ? 0 : 1), most <= MOST_ITEMS ? most : maxLength];
    return fc.oneof(...[shortest, longest].map((length) => listOf({ minLength: length, maxLength: length })));
  }
  return listOf({ minLength, maxLength });
}

/** Each is held against all others. */
const MOST_UNIQUE = 1_000;
/** At edges: longer lists are more of the same. */
const MOST_ITEMS = 20;

interface Lengths {
  readonly minLength: number;
  readonly maxLength: number;
}

function listArbitrary(
  schemas: readonly SchemaObject[],
  below: SamplingSite,
  make: Below,
  { minLength, maxLength }: Lengths,
): Arbitrary<Json> {
  const first = schemas.find(({ prefixItems }) => prefixItems !== undefined)?.prefixItems ?? [];
  const every = schemas.flatMap(({ items, contains }) => [
    ...(items === undefined ? [] : [items]),
    ...(contains === undefined ? [] : [contains]),
  ]);
  if (first.length === 0) {
    const unique = schemas.some(({ uniqueItems }) => uniqueItems === true);
    // there are few edges, and all items are to be different
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

/** Of four times as many the different ones: there may be too few of them, and then nobody looks for ever. */
function uniqueArbitrary(items: Arbitrary<Json>, { minLength, maxLength }: Lengths): Arbitrary<Json> {
  const many = fc.array(items, { minLength: minLength * 4, maxLength: maxLength * 4 });
  return fc.tuple(many, fc.integer({ min: minLength, max: maxLength })).map(([all, length]) => {
    const different = new Map(all.map((item) => [JSON.stringify(item), item]));
    return [...different.values()].slice(0, length);
  });
}
