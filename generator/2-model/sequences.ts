/** Sequential media types: what each of their items is. OpenAPI 3.2 §4.14.3, §4.14.5 */
import type { MediaType, Schema } from "../1-document/openapi.ts";
import { resolveSchemaReference } from "../1-document/local-references.ts";
import type { ContentCodec, DataKind, Shape } from "./api.ts";
import { alternativesOf, ANY_SHAPE, isArrayShape, isObjectShape, namedPropertyShape } from "./shape-algebra.ts";
import type { ModelSource } from "./model-source.ts";

/**
 * The schema of each item. Before 3.2, descriptions give JSON lines the schema of the list, or that of one item; and
 * events the schema of one event, if it speaks of their `data`.
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

/** What a list, or one of the schemas that always apply with it, says of its items. */
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

/** What the data of events is: text, unless a schema speaks of something else. Text is last. */
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
