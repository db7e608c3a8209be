/** Collects the schemas of properties and items that become parts of a body. */
import { schemasOfSameInstance } from "../1-document/media-kinds.ts";
import type { Schema } from "../1-document/openapi.ts";
import type { ObjectShape, Shape } from "../../templates/runtime/operation.ts";
import { alternativesOf, isObjectShape } from "./shape-algebra.ts";
import type { ModelSource } from "./model-source.ts";

/** Returns the object among the alternatives of a shape. */
export function objectShapeIn(shape: Shape): ObjectShape | undefined {
  return alternativesOf(shape).find(isObjectShape);
}

/** Returns the schemas of each of the first items of an array, and of all other items. */
export function itemSchemasOf(
  { document }: ModelSource,
  list: Schema,
): { readonly prefix: readonly (readonly Schema[])[]; readonly rest: readonly Schema[] } {
  const lists = schemasOfSameInstance(document, list).filter((each) => typeof each === "object");
  const length = Math.max(0, ...lists.map(({ prefixItems = [] }) => prefixItems.length));
  const rest = lists.flatMap(({ items, unevaluatedItems }) => items ?? unevaluatedItems ?? []);
  return {
    prefix: Array.from({ length }, (_, index) =>
      lists.flatMap(
        ({ prefixItems, items, unevaluatedItems }) => prefixItems?.[index] ?? items ?? unevaluatedItems ?? [],
      ),
    ),
    rest,
  };
}

export interface ContainedSchemas {
  /** The schemas of each property, from all schemas of the same instance. */
  readonly propertySchemas: ReadonlyMap<string, readonly Schema[]>;
  readonly required: ReadonlySet<string>;
  readonly items: readonly Schema[];
  /** All `contentMediaType`s. */
  readonly mediaTypes: readonly string[];
  /** True if the value is bytes that are encoded as a string, by `contentEncoding` or `format: byte`. */
  readonly isEncoded: boolean;
}

/** Collects properties and items of `schema`, through references, compositions and alternatives. */
export function containedSchemasOf({ document }: ModelSource, schema: Schema): ContainedSchemas {
  const propertySchemas = new Map<string, Schema[]>();
  const required = new Set<string>();
  const items: Schema[] = [];
  const mediaTypes: string[] = [];
  let isEncoded = false;
  for (const next of schemasOfSameInstance(document, schema)) {
    if (typeof next === "boolean") continue;
    for (const [name, property] of Object.entries(next.properties ?? {})) {
      propertySchemas.set(name, [...(propertySchemas.get(name) ?? []), property]);
    }
    for (const name of next.required ?? []) required.add(name);
    const others = next.items ?? next.unevaluatedItems;
    items.push(...(next.prefixItems ?? []), ...(others === undefined ? [] : [others]));
    if (next.contentMediaType !== undefined) mediaTypes.push(next.contentMediaType);
    if (next.contentEncoding !== undefined || next.format === "byte") isEncoded = true;
  }
  return { propertySchemas, required, items, mediaTypes, isEncoded };
}
