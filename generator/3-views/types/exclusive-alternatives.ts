/** Decides whether alternatives exclude each other. If they do, a union type says as much as `oneOf`. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import type { Json } from "../../1-document/json.ts";
import { alwaysAppliedSchemas, type NamedTypes } from "./named-types.ts";
import { allowedValues } from "./literal-types.ts";
import { commonKinds } from "./effective-kinds.ts";

/** Maximum number of alternatives whose pairs are compared. */
const MAX_ALTERNATIVES = 100;

/** Returns true if all pairs differ in the kind of value, in constants, or in the constants of a required property. */
export function areExclusive(alternatives: readonly Schema[], namedTypes: NamedTypes): boolean {
  if (alternatives.length > MAX_ALTERNATIVES) return false;
  return alternatives.every((one, index) =>
    alternatives.slice(index + 1).every((other) => areExclusivePair(one, other, namedTypes)),
  );
}

function areExclusivePair(one: Schema, other: Schema, namedTypes: NamedTypes): boolean {
  const { stated } = namedTypes.kinds;
  const kinds = [stated(one), stated(other)] as const;
  if (kinds[0] !== undefined && kinds[1] !== undefined && commonKinds(...kinds)?.size === 0) return true;
  const [mine, theirs] = [alwaysAppliedSchemas(one, namedTypes), alwaysAppliedSchemas(other, namedTypes)];
  if (areDistinct(commonValues(mine), commonValues(theirs))) return true;
  const names = new Set(mine.flatMap(({ required = [] }) => required));
  return theirs
    .flatMap(({ required = [] }) => required)
    .some((name) => {
      const property = (parts: readonly SchemaObject[]): readonly SchemaObject[] =>
        parts.flatMap(({ properties = {} }) => {
          return Object.hasOwn(properties, name) ? alwaysAppliedSchemas(properties[name] ?? true, namedTypes) : [];
        });
      return names.has(name) && areDistinct(commonValues(property(mine)), commonValues(property(theirs)));
    });
}

/** Returns the values that all `enum`s and `const`s of the schemas share. Returns undefined if there are none. */
function commonValues(parts: readonly SchemaObject[]): ReadonlySet<Json> | undefined {
  const lists = parts.map(allowedValues).filter((values) => values !== undefined);
  const [first, ...rest] = lists;
  return first && new Set(first.filter((value) => rest.every((values) => values.includes(value))));
}

function areDistinct(some: ReadonlySet<Json> | undefined, others: ReadonlySet<Json> | undefined): boolean {
  if (some === undefined || others === undefined) return false;
  return [...some, ...others].every((value) => typeof value !== "object" || value === null)
    ? [...some].every((value) => !others.has(value))
    : false;
}
