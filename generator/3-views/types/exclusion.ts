/** Whether a value can be of two alternatives: else `oneOf` asks for no more than a union does. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import type { Json } from "../../1-document/json.ts";
import type { Declarations } from "./declarations.ts";
import { valuesOf } from "./literal-type.ts";
import { common } from "./value-kinds.ts";

/** More pairs than these nobody compares. */
const MOST_ALTERNATIVES = 100;

/** Whether the types of `alternatives` tell them apart: by the kind of the value, by itself, or by a required property. */
export function areExclusive(alternatives: readonly Schema[], declarations: Declarations): boolean {
  if (alternatives.length > MOST_ALTERNATIVES) return false;
  return alternatives.every((one, index) =>
    alternatives.slice(index + 1).every((other) => exclude(one, other, declarations)),
  );
}

function exclude(one: Schema, other: Schema, declarations: Declarations): boolean {
  const { stated } = declarations.kinds;
  const kinds = [stated(one), stated(other)] as const;
  if (kinds[0] !== undefined && kinds[1] !== undefined && common(...kinds)?.size === 0) return true;
  const [mine, theirs] = [conjunction(one, declarations), conjunction(other, declarations)];
  if (areDistinct(valuesIn(mine), valuesIn(theirs))) return true;
  const names = new Set(mine.flatMap(({ required = [] }) => required));
  return theirs
    .flatMap(({ required = [] }) => required)
    .some((name) => {
      const property = (parts: readonly SchemaObject[]): readonly SchemaObject[] =>
        parts.flatMap(({ properties = {} }) => {
          return Object.hasOwn(properties, name) ? conjunction(properties[name] ?? true, declarations) : [];
        });
      return names.has(name) && areDistinct(valuesIn(property(mine)), valuesIn(property(theirs)));
    });
}

/** The values that a conjunction lists; undefined where it lists none. */
function valuesIn(parts: readonly SchemaObject[]): ReadonlySet<Json> | undefined {
  const lists = parts.map(valuesOf).filter((values) => values !== undefined);
  const [first, ...rest] = lists;
  return first && new Set(first.filter((value) => rest.every((values) => values.includes(value))));
}

function areDistinct(some: ReadonlySet<Json> | undefined, others: ReadonlySet<Json> | undefined): boolean {
  if (some === undefined || others === undefined) return false;
  return [...some, ...others].every((value) => typeof value !== "object" || value === null)
    ? [...some].every((value) => !others.has(value))
    : false;
}

/** The schema and all that it always applies. */
function conjunction(schema: Schema, declarations: Declarations): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const waiting = [schema];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (typeof part === "boolean" || found.has(part)) continue;
    found.add(part);
    const only = declarations.targets(part).filter((targets) => targets.length === 1);
    waiting.push(...(part.allOf ?? []), ...only.flat().map((target) => target.schema));
  }
  return [...found];
}
