/**
 * Rewrites the schemas of multipart bodies whose parts have headers, have no name, or are multipart themselves.
 * Callers use other values for these parts than the schema describes. So a copy of the schema describes those
 * values, and all later stages read the copy.
 *
 * - A part with headers is `{ value, headers }`. OpenAPI 3.2 §4.15.1.1
 * - A binary part has the schema `BYTES_SCHEMA`. A text part with a structured schema is a string.
 * - Without a schema, parts that are identified by position are an array of bytes. §4.14.4.2
 *
 * Event streams are rewritten by `event-data.ts`. Other bodies keep their schemas and their names.
 */
import { type NodeKind, mapChildren } from "../node-kinds.ts";
import type { JsonObject } from "../json.ts";
import { schemasOfSameInstance, isBinarySchema, isEncodedSchema, mediaKindOf, possibleTypes } from "../media-kinds.ts";
import type {
  Dictionary,
  Document,
  Encoding,
  HeaderObject,
  MediaType,
  Referable,
  Schema,
  SchemaObject,
} from "../openapi.ts";
import { resolveReference, resolveSchemaReference } from "../local-references.ts";
import { withEventData } from "./event-data.ts";
import { mapItemSchemas, mapPropertySchemas } from "./map-subschemas.ts";

/**
 * The schema of a binary part. Compared by identity, because a schema of the description with `format: binary` may
 * be text.
 */
export const BYTES_SCHEMA: SchemaObject = Object.freeze({ type: "string", format: "binary" });

const STRING_SCHEMA: SchemaObject = Object.freeze({ type: "string" });

/** The way in which the parts of a body are identified. */
export type PartOrder = "name" | "position";

/** Kinds of objects that can contain request bodies or responses. */
const KINDS_WITH_BODIES: ReadonlySet<NodeKind> = new Set([
  "document",
  "components",
  "pathItem",
  "operation",
  "callback",
]);

/** Rewrites the schemas of multipart bodies. Returns `document` itself if nothing changes. */
export function withPartSchemas(document: Document): Document {
  function visit(node: JsonObject, kind: NodeKind): JsonObject {
    if (KINDS_WITH_BODIES.has(kind)) return Object.freeze(mapChildren(kind, node, visit));
    if (kind !== "requestBody" && kind !== "response") return node; // other kinds contain no multipart bodies
    const { content } = node as { readonly content?: Dictionary<Referable<MediaType>> }; // both kinds have `content`
    const changed = rewriteContent(document, content);
    return changed === content ? node : Object.freeze({ ...node, content: changed as object as JsonObject });
  }
  return visit(document as object as JsonObject, "document") as object as Document; // the rewritten document has the same grammar
}

function rewriteContent(
  document: Document,
  content: Dictionary<Referable<MediaType>> | undefined,
): Dictionary<Referable<MediaType>> | undefined {
  const entries = Object.entries(content ?? {});
  const changed = entries.map(([mediaType, written]) => {
    const kind = mediaKindOf(mediaType);
    if (kind !== "multipart" && kind !== "event-stream") return [mediaType, written] as const;
    const media = resolveReference(document, { value: written, pointer: "" })?.value;
    const wanted =
      media && (kind === "multipart" ? rewriteMediaType(document, mediaType, media) : withEventData(document, media));
    return [mediaType, wanted === undefined || wanted === media ? written : Object.freeze(wanted)] as const;
  });
  return changed.every(([, media], index) => media === entries[index]?.[1]) ? content : Object.fromEntries(changed);
}

function rewriteMediaType(document: Document, mediaType: string, media: MediaType): MediaType {
  const { itemSchema, schema } = media;
  if (itemSchema !== undefined) {
    return {
      ...media,
      itemSchema: schemaOfPart(document, itemSchema, { encoding: media.itemEncoding ?? {}, order: "position" }),
    };
  }
  const changed = rewriteBodySchema(document, { ...media, mediaType, schema: schema ?? true }, false);
  return changed === (schema ?? true) ? media : { ...media, schema: changed };
}

interface MultipartBody extends Pick<MediaType, "encoding" | "prefixEncoding" | "itemEncoding"> {
  readonly mediaType: string;
  readonly schema: Schema;
}

/** Rewrites the schema of a whole body. `isNested` is true if the body is itself a part. */
function rewriteBodySchema(document: Document, written: MultipartBody, isNested: boolean): Schema {
  const { schema, encoding = {}, prefixEncoding = [], itemEncoding = {} } = written;
  if (partOrderOf(document, written) === "position") {
    const whole = isArraySchema(document, schema) ? schema : { type: "array" as const };
    return mapItemSchemas(document, whole, {
      least: prefixEncoding.length,
      change: (item, index) =>
        schemaOfPart(document, item, {
          encoding: prefixEncoding[index ?? Infinity] ?? itemEncoding,
          order: "position",
        }),
    });
  }
  return mapPropertySchemas(document, schema, (property, name) => {
    const own = (Object.hasOwn(encoding, name) ? encoding[name] : undefined) ?? {};
    if (!isNested && !hasHeadersOrParts(own)) return property;
    const change = (part: Schema): Schema => schemaOfPart(document, part, { encoding: own, order: "name" });
    return isArraySchema(document, property)
      ? mapItemSchemas(document, property, { least: 0, change })
      : change(property);
  });
}

/**
 * Returns `position` if the Media Type Object has positional encodings, or if its schema is an array and the parts
 * need no names. OpenAPI 3.2 §4.14.4
 */
export function partOrderOf(
  document: Document,
  { mediaType, schema, prefixEncoding, itemEncoding }: MultipartBody,
): PartOrder {
  if (prefixEncoding !== undefined || itemEncoding !== undefined) {
    return isArraySchema(document, schema) || schema === true ? "position" : "name";
  }
  return !/^multipart\/form-data/i.test(mediaType) && isArraySchema(document, schema) ? "position" : "name";
}

/** Returns true if a schema allows arrays only. Considers the keywords that always apply: `$ref` and `allOf`. */
function isArraySchema(document: Document, schema: Schema): boolean {
  if (typeof schema === "boolean") return false;
  const { type, items, prefixItems, $ref, allOf = [] } = schema;
  if (type !== undefined) return type === "array" || (Array.isArray(type) && type.length === 1 && type[0] === "array");
  const target = $ref === undefined ? undefined : resolveSchemaReference(document, $ref)?.value;
  return (
    (items ?? prefixItems) !== undefined ||
    [...(target ? [target] : []), ...allOf].some((part) => isArraySchema(document, part))
  );
}

function hasHeadersOrParts(encoding: Encoding): boolean {
  const { contentType = "" } = encoding;
  return (
    headersOfPart(encoding, "name").length > 0 ||
    (!hasStyleFields(encoding) && mediaKindOf(contentType) === "multipart")
  );
}

/**
 * Returns the headers that the sender of a part must supply. Excludes the media type and the name of the part, which
 * the encoding supplies. Excludes all headers of styled parts, because a style may turn one value into several
 * parts.
 */
export function headersOfPart(
  encoding: Encoding,
  order: PartOrder,
): readonly (readonly [name: string, header: Referable<HeaderObject>])[] {
  const ignored = order === "name" ? /^content-(?:type|disposition)$/i : /^content-type$/i;
  if (hasStyleFields(encoding)) return [];
  return Object.entries(encoding.headers ?? {}).filter(([name]) => !ignored.test(name));
}

/**
 * Returns true if `style`, `explode` or `allowReserved` is set. These fields take precedence over `contentType`.
 * OpenAPI 3.2 §4.15.1.2
 */
export function hasStyleFields({ style, explode, allowReserved }: Encoding): boolean {
  return (style ?? explode ?? allowReserved) !== undefined;
}

interface PartEncoding {
  readonly encoding: Encoding;
  readonly order: PartOrder;
}

/** Returns the schema of a part in the value of the body. */
function schemaOfPart(document: Document, schema: Schema, { encoding, order }: PartEncoding): Schema {
  const value = schemaOfPartValue(document, schema, encoding);
  const headers = headersOfPart(encoding, order);
  if (headers.length === 0) return value;
  const described = headers.flatMap(([name, written]) => {
    const header = resolveReference(document, { value: written, pointer: "" })?.value;
    return header === undefined ? [] : [{ name, header }];
  });
  const applied = schemasOfSameInstance(document, schema).filter((one) => typeof one === "object");
  const required = described.filter(({ header }) => header.required === true).map(({ name }) => name);
  return Object.freeze({
    type: "object" as const,
    ...(typeof schema === "object" && schema.description !== undefined && { description: schema.description }),
    ...(applied.some(({ readOnly }) => readOnly === true) && { readOnly: true }),
    ...(applied.some(({ writeOnly }) => writeOnly === true) && { writeOnly: true }),
    required: required.length > 0 ? ["value", "headers"] : ["value"],
    properties: {
      value,
      headers: {
        type: "object" as const,
        ...(required.length > 0 && { required }),
        properties: Object.fromEntries(described.map(({ name, header }) => [name, schemaOfHeader(document, header)])),
      },
    },
  });
}

function schemaOfHeader(document: Document, { schema, content, description }: HeaderObject): Schema {
  const [written] = Object.values(content ?? {});
  const media = written && resolveReference(document, { value: written, pointer: "" })?.value;
  const said = media?.schema ?? schema ?? true;
  if (description === undefined || said === false) return said;
  if (said === true) return { description };
  return said.$ref === undefined ? { description, ...said } : { description, allOf: [said] };
}

function schemaOfPartValue(document: Document, schema: Schema, encoding: Encoding): Schema {
  if (hasStyleFields(encoding)) return schema;
  const kinds = new Set(encoding.contentType?.split(",").map(partKindOf));
  const [kind] = kinds;
  if (isBinarySchema(document, schema) || kinds.size > 1) return BYTES_SCHEMA;
  const types = possibleTypes(document, schema);
  if (kind === "multipart") {
    const isDescribed =
      types.size > 0 || (encoding.prefixEncoding ?? encoding.itemEncoding ?? encoding.encoding) !== undefined;
    return isDescribed
      ? rewriteBodySchema(document, { ...encoding, mediaType: encoding.contentType ?? "", schema }, true)
      : BYTES_SCHEMA;
  }
  const isStructured = types.has("object") || types.has("array");
  if (kind === "text") return isStructured ? STRING_SCHEMA : schema;
  if (kind === "json" || isStructured || isEncodedSchema(document, schema)) return schema;
  return kind === "bytes" || types.size === 0 ? BYTES_SCHEMA : schema;
}

type PartKind = "json" | "text" | "multipart" | "bytes";

function partKindOf(mediaType: string): PartKind {
  const kind = mediaKindOf(mediaType);
  return kind === "json" || kind === "text" || kind === "multipart" ? kind : "bytes";
}
