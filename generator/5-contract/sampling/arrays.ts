/** Arrays: tuples, lists, lists without repetition, with what they must contain. */
import fc, { type Arbitrary } from "fast-check";
import type { Json } from "../../1-document/json.ts";
import type { SchemaObject } from "../../1-document/openapi.ts";
import type { Below, Site } from "./site.ts";

export function arrayArbitrary(schemas: readonly SchemaObject[], site: Site, make: Below): Arbitrary<Json> {
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
    const items = make(every, below);
    const unique = schemas.some(({ uniqueItems }) => uniqueItems === true);
    return unique
      ? fc.uniqueArray(items, { minLength, maxLength, selector: (item) => JSON.stringify(item) })
      : fc.array(items, { minLength, maxLength });
  }
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
