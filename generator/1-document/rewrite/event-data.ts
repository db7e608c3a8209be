/**
 * Rewrites the schemas of events whose data is JSON: a string with `contentMediaType: application/json` and
 * `contentSchema`. Code uses the decoded value, so a copy of the schema describes that value. OpenAPI 3.2 §4.14.5
 *
 * In a union, each alternative has data of its own. A `data` next to the union then describes only the alternatives
 * whose data is not JSON.
 */
import { mediaKindOf, schemasOfSameInstance } from "../media-kinds.ts";
import type { Document, MediaType, Schema, SchemaObject } from "../openapi.ts";
import { mapPropertySchemas } from "./map-subschemas.ts";

/** Returns the Media Type Object with rewritten events, or the object itself if no data is JSON. */
export function withEventData(document: Document, media: MediaType): MediaType {
  const { itemSchema } = media;
  if (itemSchema === undefined || !hasJsonData(document, itemSchema)) return media;
  return { ...media, itemSchema: rewriteEvent(document, itemSchema) };
}

function rewriteEvent(document: Document, event: Schema): Schema {
  const decoded = (schema: Schema): Schema =>
    mapPropertySchemas(document, schema, (property, name) =>
      name === "data" ? decodedData(document, property) : property,
    );
  if (typeof event === "boolean") return event;
  const { properties: { data, ...properties } = {}, ...rest } = event;
  const keyword = event.oneOf === undefined ? "anyOf" : "oneOf";
  const alternatives = event[keyword];
  if (data === undefined || alternatives === undefined || jsonContent(document, data) !== undefined) {
    return decoded(event);
  }
  const changed = alternatives.map((one): Schema => {
    return hasJsonData(document, one) ? decoded(one) : { allOf: [one], properties: { data } };
  });
  return { ...rest, properties, [keyword]: changed };
}

function hasJsonData(document: Document, event: Schema): boolean {
  return schemasOfSameInstance(document, event).some((one) => {
    const data = typeof one === "object" ? one.properties?.["data"] : undefined;
    return data !== undefined && jsonContent(document, data) !== undefined;
  });
}

/** Returns the schema of the JSON in a string. */
function jsonContent(document: Document, data: Schema): Schema | undefined {
  for (const one of schemasOfSameInstance(document, data)) {
    if (typeof one === "boolean" || one.contentSchema === undefined) continue;
    if (mediaKindOf(one.contentMediaType ?? "") === "json") return one.contentSchema;
  }
  return undefined;
}

/** Returns the schema of the decoded value. Its `contentMediaType` tells later stages that the value travels as JSON. */
function decodedData(document: Document, data: Schema): Schema {
  const content = jsonContent(document, data);
  if (content === undefined) return data;
  const { title, description } = typeof data === "object" ? data : ({} as SchemaObject);
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    allOf: [content],
    contentMediaType: "application/json",
  };
}
