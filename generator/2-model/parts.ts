/** Builds the parts of a body from Encoding Objects and the properties or items of the schema. OpenAPI 3.2 §4.15 */
import { isBinarySchema, mediaTypeEssence } from "../1-document/media-kinds.ts";
import type { Encoding, MediaType, Schema } from "../1-document/openapi.ts";
import { childPointer } from "../1-document/pointer.ts";
import type { Located } from "../1-document/local-references.ts";
import { BYTES_SCHEMA, headersOfPart, hasStyleFields } from "../1-document/rewrite/part-schemas.ts";
import type { ArrayShape } from "../../templates/runtime/operation.ts";
import type { BodyContent, NamedPart, BodyPart, Shape } from "./api.ts";
import { contentCodecOf } from "./content-codecs.ts";
import { buildHeaders, styleCodecOf } from "./parameters.ts";
import { itemSchemasOf, containedSchemasOf, objectShapeIn } from "./part-properties.ts";
import {
  alternativesOf,
  ANY_SHAPE,
  isArrayShape,
  isPrimitiveShape,
  intersectShapes,
  namedPropertyShape,
} from "./shape-algebra.ts";
import type { ModelSource } from "./model-source.ts";

/** The body that the parts belong to. */
interface PartContext {
  readonly source: ModelSource;
  readonly mediaType: string;
  readonly pointer: string;
  /** Builds the content of a part that is itself multipart. */
  readonly within: (part: Located<MediaType> & { readonly key: string }) => BodyContent;
}

interface PartSource {
  readonly schemas: readonly Schema[];
  readonly shape: Shape;
  readonly encoding: Encoding;
  /** The kind of body: a URL-encoded form, or multipart with parts that are identified by name or by position. */
  readonly kind: "form" | "multipart" | "position";
  /** The pointer of the Encoding Object. */
  readonly pointer: string;
}

/** Builds one part per property of `schema`, and one per encoding of a name that is not a property. */
export function buildNamedParts(
  context: PartContext,
  { schema, encoding = {} }: { readonly schema: Schema; readonly encoding?: Readonly<Record<string, Encoding>> },
): readonly NamedPart[] {
  const { source, mediaType, pointer } = context;
  const object = objectShapeIn(source.shapeOf(schema)) ?? { properties: {} };
  const { propertySchemas: schemas, required } = containedSchemasOf(source, schema);
  const kind = mediaTypeEssence(mediaType).startsWith("multipart/") ? "multipart" : "form";
  return [...new Set([...Object.keys(object.properties), ...Object.keys(encoding)])].map((name) => ({
    name,
    required: required.has(name),
    ...buildPart(context, {
      schemas: schemas.get(name) ?? [],
      shape: namedPropertyShape(object, name) ?? ANY_SHAPE,
      encoding: Object.hasOwn(encoding, name) ? (encoding[name] ?? {}) : {},
      kind,
      pointer: childPointer(pointer, "encoding", name),
    }),
  }));
}

/** Builds one part for each position that the description mentions, and one for all others. OpenAPI 3.2 §4.14.4.2 */
export function buildPositionalParts(
  context: PartContext,
  { schema = true, itemSchema, prefixEncoding = [], itemEncoding = {} }: MediaType,
): { readonly prefix: readonly BodyPart[]; readonly rest: BodyPart } {
  const { source, pointer } = context;
  const { prefix, rest } =
    itemSchema === undefined ? itemSchemasOf(source, schema) : { prefix: [], rest: [itemSchema] };
  const build = (schemas: readonly Schema[], encoding: Encoding, place: string): BodyPart =>
    buildPart(context, {
      schemas,
      shape: schemas.map((each) => source.shapeOf(each)).reduce(intersectShapes, ANY_SHAPE),
      encoding,
      kind: "position",
      pointer: place,
    });
  return {
    prefix: prefix.map((schemas, index) => {
      const own = prefixEncoding[index];
      const place = own ? childPointer(pointer, "prefixEncoding", index) : childPointer(pointer, "itemEncoding");
      return build(schemas, own ?? itemEncoding, place);
    }),
    rest: build(rest, itemEncoding, childPointer(pointer, "itemEncoding")),
  };
}

function buildPart(context: PartContext, part: PartSource): BodyPart {
  const { source } = context;
  const { encoding, kind } = part;
  const headers =
    kind === "form" || part.schemas.length === 0 ? [] : headersOfPart(encoding, kind === "position" ? kind : "name");
  const field = headers.length > 0 ? partValueSource(source, part) : part;
  const style = explicitStyle(context, field) ?? implicitStyle(field);
  const item = style !== undefined || kind === "position" ? field : partItemSource(source, field);
  const mediaTypes =
    encoding.contentType?.split(",").map((mediaType) => mediaType.trim()) ?? defaultMediaTypes(source, item);
  const [mediaType = ""] = mediaTypes;
  const codec = style === undefined ? partCodec(source, item, mediaType) : "text";
  const schema = item.schemas.length === 1 ? item.schemas[0] : { allOf: item.schemas };
  return {
    repeated: item !== field,
    codec,
    within:
      codec === "multipart"
        ? context.within({ key: mediaType, value: { ...encoding, schema: schema ?? true }, pointer: part.pointer })
        : undefined,
    headers: buildHeaders(source, Object.fromEntries(headers), childPointer(part.pointer, "headers")),
    mediaTypes: kind === "form" ? [] : mediaTypes,
    style,
    shape: field.shape,
  };
}

/** Returns the source for the value of a part with headers. */
function partValueSource(source: ModelSource, field: PartSource): PartSource {
  const valuesOf = (schemas: readonly Schema[]): readonly Schema[] =>
    schemas.flatMap((schema) => containedSchemasOf(source, schema).propertySchemas.get("value") ?? []);
  const { shape, schemas } = field;
  const list = listShapeIn(shape);
  if (!list) return { ...field, shape: partValueShape(shape), schemas: valuesOf(schemas) };
  const items = valuesOf(schemas.flatMap((schema) => containedSchemasOf(source, schema).items));
  return {
    ...field,
    shape: { items: partValueShape(list.items) },
    schemas: items.map((one) => ({ items: one })),
  };
}

function partValueShape(shape: Shape): Shape {
  return namedPropertyShape(objectShapeIn(shape) ?? { properties: {} }, "value") ?? ANY_SHAPE;
}

/** Returns the explicit style of a part of a form. It takes precedence over the content type. */
function explicitStyle({ mediaType }: PartContext, { encoding }: PartSource): BodyPart["style"] {
  const isForm = /^(?:application\/x-www-form-urlencoded|multipart\/(?:form-data|\*))$/.test(
    mediaTypeEssence(mediaType),
  );
  return isForm && hasStyleFields(encoding) ? queryStyleOf(encoding) : undefined;
}

/**
 * Returns the style `form` for unstructured values of a URL-encoded form, because it equals their content type.
 * Arrays are sent item by item. In a multipart body, only a value or an array of values needs the style.
 */
function implicitStyle({ shape, encoding, kind }: PartSource): BodyPart["style"] {
  if (kind === "position" || encoding.contentType !== undefined) return undefined;
  const alternatives = alternativesOf(shape).filter((one) => one !== "null");
  if (alternatives.some((one) => isStructured(isArrayShape(one) ? one.items : one))) return undefined;
  const isValueOrList = alternatives.length > 1 && alternatives.some(isArrayShape);
  return kind === "form" || isValueOrList ? queryStyleOf({}) : undefined;
}

function queryStyleOf(encoding: Encoding): NonNullable<BodyPart["style"]> {
  const { style, explode, allowReserved } = styleCodecOf(encoding, "query");
  return { style, explode, allowReserved };
}

/** Returns the source for one part. For an array, which can be nullable, that is an item. */
function partItemSource(source: ModelSource, field: PartSource): PartSource {
  const list = listShapeIn(field.shape);
  if (!list) return field;
  const schemas = field.schemas.flatMap((schema) => containedSchemasOf(source, schema).items);
  return { ...field, schemas, shape: list.items };
}

/** Returns the array if a shape admits nothing but an array and null. */
function listShapeIn(shape: Shape): ArrayShape | undefined {
  const [only, ...others] = alternativesOf(shape).filter((one) => one !== "null");
  return only !== undefined && others.length === 0 && isArrayShape(only) ? only : undefined;
}

/** Returns the default media types of a part. OpenAPI 3.2 §4.15.1.1 */
function defaultMediaTypes(source: ModelSource, { schemas, shape, kind }: PartSource): readonly string[] {
  const declared = schemas.flatMap((schema) => containedSchemasOf(source, schema).mediaTypes);
  if (declared.length > 0) return declared.slice(0, 1);
  if (hasBinarySchema(source, schemas)) return ["application/octet-stream"];
  if (shape === ANY_SHAPE) return [kind === "form" ? "text/plain" : "application/octet-stream"];
  return [isStructured(shape) ? "application/json" : "text/plain"];
}

function partCodec(source: ModelSource, { schemas, shape, kind }: PartSource, mediaType: string): BodyPart["codec"] {
  if (schemas.includes(BYTES_SCHEMA)) return "binary";
  if (kind === "multipart" && hasBinarySchema(source, schemas)) return "binary"; // a file stays binary, even if it contains text or JSON
  const codec = contentCodecOf(source, mediaType, schemas[0]);
  if (codec === "json" || codec === "text") return codec;
  if (codec === "by-type" && shape !== ANY_SHAPE) return isStructured(shape) ? "json" : "text";
  if (codec === "multipart") return kind === "form" || schemas.length === 0 ? "text" : codec;
  if (kind === "form" || schemas.some((schema) => containedSchemasOf(source, schema).isEncoded)) return "text";
  if (kind === "position") return isStructured(shape) ? "json" : "text"; // binary parts have `BYTES_SCHEMA`
  return isStructured(shape) ? "json" : "binary";
}

function hasBinarySchema(source: ModelSource, schemas: readonly Schema[]): boolean {
  return schemas.some((schema) => isBinarySchema(source.document, schema));
}

function isStructured(shape: Shape): boolean {
  return shape !== ANY_SHAPE && !isPrimitiveShape(shape);
}
