/** What every builder of the model reads from. */
import type { Document, Referable, Schema } from "../1-document/openapi.ts";
import { childPointer } from "../1-document/pointer.ts";
import { resolveReference, type Located, resolveSchemaReference } from "../1-document/local-references.ts";
import type { Json } from "../1-document/json.ts";
import type { Shape } from "./api.ts";
import { shapeBuilder } from "./shape.ts";

export interface ModelSource {
  readonly document: Document;
  /** Memoised per schema. */
  shapeOf(schema: Schema): Shape;
}

export function createModelSource(document: Document): ModelSource {
  return { document, shapeOf: shapeBuilder(document) };
}

/** The entries of `dictionary`, which stands at `pointer`, references followed. */
export function resolvedEntries<T extends object>(
  { document }: ModelSource,
  dictionary: Readonly<Record<string, Referable<T>>> | undefined,
  pointer: string,
): readonly (Located<T> & { readonly key: string; readonly written: Referable<T> })[] {
  return Object.entries(dictionary ?? {}).flatMap(([key, written]) => {
    const found = resolveReference(document, { value: written, pointer: childPointer(pointer, key) });
    return found === undefined ? [] : { ...found, key, written };
  });
}

/** The one value that `schema` admits, if it says so: `const`, or an `enum` of one. */
export function singleValueOf(source: ModelSource, schema: Schema): { readonly value: Json } | undefined {
  return firstKeywordValue(source, schema, (keywords) => {
    if (keywords.const !== undefined) return keywords.const;
    return keywords.enum?.length === 1 ? keywords.enum[0] : undefined;
  });
}

/** The `default` of `schema`. */
export function defaultValueOf(source: ModelSource, schema: Schema): { readonly value: Json } | undefined {
  return firstKeywordValue(source, schema, (keywords) => keywords.default);
}

/** What `schema` says, or one of those that always apply with it: `$ref`, `allOf`. The nearest counts. */
function firstKeywordValue(
  { document }: ModelSource,
  schema: Schema,
  read: (keywords: Exclude<Schema, boolean>) => unknown,
): { readonly value: Json } | undefined {
  const waiting = new Set([schema]);
  for (const next of waiting) {
    if (typeof next === "boolean") continue;
    const value = read(next);
    if (value !== undefined) return { value: value as Json }; // a document is JSON
    const target = next.$ref === undefined ? undefined : resolveSchemaReference(document, next.$ref);
    if (target !== undefined) waiting.add(target.value);
    for (const part of next.allOf ?? []) waiting.add(part);
  }
  return undefined;
}
