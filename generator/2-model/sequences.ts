/** Finds the schemas of items of sequential media types. OpenAPI 3.2 §4.14.3, §4.14.5 */
import type { MediaType, Schema } from "../1-document/openapi.ts";
import { resolveSchemaReference } from "../1-document/local-references.ts";
import type { ContentCodec, DataKind, Shape } from "./api.ts";
import { alternativesOf, ANY_SHAPE, isArrayShape, isObjectShape, namedPropertyShape } from "./shape-algebra.ts";
import type { ModelSource } from "./model-source.ts";

/**
 * Returns the schema of each item. `itemSchema` is new in 3.2. Older descriptions give JSON lines the schema of the
 * array or of one item. They give event streams the schema of one event, if it has a property `data`.
 */
export function sequenceItemSchema(
  source: ModelSource,
  codec: ContentCodec,
  { schema, itemSchema }: MediaType,
): Schema | undefined {
  if (codec === "part-stream") return itemSchema;
  if (codec !== "json-lines" && codec !== "event-stream") return undefined;
  if (itemSchema !== undefined || schema === undefined) return itemSchema;
  const item = isArrayShape(source.shapeOf(schema)) ? declaredItems(source, schema) : schema;
  if (codec === "json-lines" || item === undefined) return item;
  return alternativesOf(source.shapeOf(item)).every((shape) => dataShapeOf(shape) !== undefined) ? item : undefined;
}

/** Returns the `items` of an array schema, or of a schema that always applies with it. */
function declaredItems({ document }: ModelSource, list: Schema): Schema | undefined {
  const waiting = new Set([list]);
  for (const next of waiting) {
    if (typeof next === "boolean") continue;
    if (next.items !== undefined) return next.items;
    const target = next.$ref === undefined ? undefined : resolveSchemaReference(document, next.$ref);
    for (const part of [target?.value ?? true, ...(next.allOf ?? [])]) waiting.add(part);
  }
  return undefined;
}

/**
 * Returns the kinds of event data. The default is a string, unless the schema declares another type. The string
 * comes last.
 */
export function eventDataKinds(source: ModelSource, itemSchema: Schema | undefined): readonly DataKind[] {
  if (itemSchema === undefined) return ["string"];
  const kinds = alternativesOf(source.shapeOf(itemSchema))
    .flatMap((event) => alternativesOf(dataShapeOf(event) ?? ANY_SHAPE))
    .map(dataKindOf);
  const others = new Set(kinds.filter((kind) => kind !== "string"));
  return [...others, ...(kinds.includes("string") ? (["string"] as const) : [])];
}

function dataShapeOf(event: Shape): Shape | undefined {
  return isObjectShape(event) ? namedPropertyShape(event, "data") : undefined;
}

/** Returns the kind of data that a shape without unions stands for. */
function dataKindOf(shape: Shape): DataKind {
  if (shape === "any") return "string";
  return typeof shape === "string" ? shape : "json";
}
