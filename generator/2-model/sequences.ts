/** Finds the schemas of items of sequential media types. OpenAPI 3.2 §4.14.3, §4.14.5 */
import type { MediaType, Schema } from "../1-document/openapi.ts";
import { mediaKindOf, schemasOfSameInstance } from "../1-document/media-kinds.ts";
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

/** Kinds of event data: by name of the event, and of all other events. */
export interface EventData {
  readonly kinds: readonly DataKind[];
  readonly kindsByEvent: Readonly<Record<string, readonly DataKind[]>>;
}

/**
 * Returns the kinds of event data. The default is a string, unless the schema declares another type. The string
 * comes last. Data with `contentMediaType` is JSON, and the name of an event can decide about that.
 */
export function eventDataKinds(source: ModelSource, itemSchema: Schema | undefined): EventData {
  if (itemSchema === undefined) return { kinds: ["string"], kindsByEvent: {} };
  const events = eventAlternatives(source, itemSchema);
  const described = events.map((event) => ({ names: eventNames(source, event), kinds: kindsOfEvent(source, event) }));
  const isMixed =
    described.some(({ kinds }) => kinds !== ALWAYS_JSON) && described.some(({ kinds }) => kinds === ALWAYS_JSON);
  if (!isMixed) return { kinds: uniteKinds(described.map(({ kinds }) => kinds)), kindsByEvent: {} };
  const unnamed = described.filter(({ names }) => names.length === 0);
  return {
    kinds: unnamed.length === 0 ? ["string"] : uniteKinds(unnamed.map(({ kinds }) => kinds)),
    kindsByEvent: Object.fromEntries(described.flatMap(({ names, kinds }) => names.map((name) => [name, kinds]))),
  };
}

const ALWAYS_JSON: readonly DataKind[] = ["json"];

function uniteKinds(all: readonly (readonly DataKind[])[]): readonly DataKind[] {
  const kinds = all.flat();
  const others = new Set(kinds.filter((kind) => kind !== "string"));
  return [...others, ...(kinds.includes("string") ? (["string"] as const) : [])];
}

/** Returns the alternatives of an event, or the event itself. */
function eventAlternatives({ document }: ModelSource, event: Schema): readonly Schema[] {
  const target =
    typeof event === "object" && event.$ref !== undefined ? resolveSchemaReference(document, event.$ref)?.value : event;
  if (typeof target !== "object") return [event];
  const alternatives = target.oneOf ?? target.anyOf;
  return alternatives === undefined || target.properties?.["data"] !== undefined ? [target] : alternatives;
}

function kindsOfEvent(source: ModelSource, event: Schema): readonly DataKind[] {
  const isJson = dataSchemasOf(source, event, "data").some((data) =>
    schemasOfSameInstance(source.document, data).some(
      (one) =>
        typeof one === "object" &&
        one.contentSchema === undefined &&
        mediaKindOf(one.contentMediaType ?? "") === "json" &&
        one.type === undefined,
    ),
  );
  if (isJson) return ALWAYS_JSON;
  const kinds = alternativesOf(source.shapeOf(event))
    .flatMap((one) => alternativesOf(dataShapeOf(one) ?? ANY_SHAPE))
    .map(dataKindOf);
  return uniteKinds([kinds]);
}

/** Returns the constant names of an event. */
function eventNames(source: ModelSource, event: Schema): readonly string[] {
  return dataSchemasOf(source, event, "event").flatMap((schema) => {
    if (typeof schema === "boolean") return [];
    const values = schema.const === undefined ? (schema.enum ?? []) : [schema.const];
    return values.filter((value) => typeof value === "string");
  });
}

function dataSchemasOf({ document }: ModelSource, event: Schema, name: string): readonly Schema[] {
  return schemasOfSameInstance(document, event).flatMap((one) => {
    const property = typeof one === "object" ? one.properties?.[name] : undefined;
    return property === undefined ? [] : [property];
  });
}

function dataShapeOf(event: Shape): Shape | undefined {
  return isObjectShape(event) ? namedPropertyShape(event, "data") : undefined;
}

/** Returns the kind of data that a shape without unions stands for. */
function dataKindOf(shape: Shape): DataKind {
  if (shape === "any") return "string";
  return typeof shape === "string" ? shape : "json";
}
