/** The input of every builder of the model, with functions to read it. */
import type { Document, Referable, Schema } from "../1-document/openapi.ts";
import { childPointer } from "../1-document/pointer.ts";
import { resolveReference, type Located, resolveSchemaReference } from "../1-document/local-references.ts";
import type { Json } from "../1-document/json.ts";
import type { Shape } from "./api.ts";
import { shapeBuilder } from "./shape.ts";

export interface ModelSource {
  readonly document: Document;
  /** Returns the shape of a schema. Results are cached. */
  shapeOf(schema: Schema): Shape;
}

export function createModelSource(document: Document): ModelSource {
  return { document, shapeOf: shapeBuilder(document) };
}

/** Returns the entries of the map at `pointer`, with references resolved. */
export function resolvedEntries<T extends object>(
  { document }: ModelSource,
  map: Readonly<Record<string, Referable<T>>> | undefined,
  pointer: string,
): readonly (Located<T> & { readonly key: string; readonly unresolved: Referable<T> })[] {
  return Object.entries(map ?? {}).flatMap(([key, unresolved]) => {
    const found = resolveReference(document, { value: unresolved, pointer: childPointer(pointer, key) });
    return found === undefined ? [] : { ...found, key, unresolved };
  });
}

/** Returns the only value that `schema` allows: its `const`, or an `enum` with one value. */
export function singleValueOf(source: ModelSource, schema: Schema): { readonly value: Json } | undefined {
  return firstKeywordValue(source, schema, (keywords) => {
    if (keywords.const !== undefined) return keywords.const;
    return keywords.enum?.length === 1 ? keywords.enum[0] : undefined;
  });
}

/** Returns the `default` of `schema`. */
export function defaultValueOf(source: ModelSource, schema: Schema): { readonly value: Json } | undefined {
  return firstKeywordValue(source, schema, (keywords) => keywords.default);
}

/**
 * Returns the first value that `read` finds in `schema` or in the schemas that always apply with it: `$ref`,
 * `allOf`. The nearest one takes precedence.
 */
function firstKeywordValue(
  { document }: ModelSource,
  schema: Schema,
  read: (keywords: Exclude<Schema, boolean>) => unknown,
): { readonly value: Json } | undefined {
  const waiting = new Set([schema]);
  for (const next of waiting) {
    if (typeof next === "boolean") continue;
    const value = read(next);
    if (value !== undefined) return { value: value as Json }; // documents contain JSON only
    const target = next.$ref === undefined ? undefined : resolveSchemaReference(document, next.$ref);
    if (target !== undefined) waiting.add(target.value);
    for (const part of next.allOf ?? []) waiting.add(part);
  }
  return undefined;
}
