/** Encoding Objects × the properties or the items of a schema → the parts of a body. OpenAPI 3.2 §4.15 */
import type { Encoding, MediaType, Schema } from "../1-document/openapi.ts";
import { child } from "../1-document/pointer.ts";
import type { Located } from "../1-document/local-references.ts";
import { BYTES, headersOfPart, isStyled } from "../1-document/rewrite/part-schemas.ts";
import type { BodyContent, NamedPart, BodyPart, Shape } from "./api.ts";
import { codecOf, essenceOf, isBinary } from "./media-types.ts";
import { buildHeaders, styleOf } from "./parameters.ts";
import { itemsOf, membersOf, objectWithin } from "./part-members.ts";
import { ANY, isArrayShape, isPrimitiveShape, meet, namedPropertyShape } from "./shape-algebra.ts";
import type { ModelSource } from "./source.ts";

/** The body that parts are built of. */
interface Building {
  readonly source: ModelSource;
  readonly mediaType: string;
  readonly pointer: string;
  /** Builds the body that is a part. */
  readonly within: (part: Located<MediaType> & { readonly key: string }) => BodyContent;
}

interface Field {
  readonly schemas: readonly Schema[];
  readonly shape: Shape;
  readonly encoding: Encoding;
  /** `form`: URL-encoded. */
  readonly kind: "form" | "multipart" | "position";
  /** Of the Encoding Object. */
  readonly pointer: string;
}

/** One part per property of `schema`, and per encoding of a name that no property has. */
export function buildParts(
  building: Building,
  { schema, encoding = {} }: { readonly schema: Schema; readonly encoding?: Readonly<Record<string, Encoding>> },
): readonly NamedPart[] {
  const { source, mediaType, pointer } = building;
  const object = objectWithin(source.shapeOf(schema)) ?? { properties: {} };
  const { schemas, required } = membersOf(source, schema);
  const kind = essenceOf(mediaType).startsWith("multipart/") ? "multipart" : "form";
  return [...new Set([...Object.keys(object.properties), ...Object.keys(encoding)])].map((name) => ({
    name,
    required: required.has(name),
    ...buildPart(building, {
      schemas: schemas.get(name) ?? [],
      shape: namedPropertyShape(object, name) ?? ANY,
      encoding: Object.hasOwn(encoding, name) ? (encoding[name] ?? {}) : {},
      kind,
      pointer: child(pointer, "encoding", name),
    }),
  }));
}

/** One part for each position that the description speaks of, and what all others are. OpenAPI 3.2 §4.14.4.2 */
export function buildOrderedParts(
  building: Building,
  { schema = true, itemSchema, prefixEncoding = [], itemEncoding = {} }: MediaType,
): { readonly prefix: readonly BodyPart[]; readonly rest: BodyPart } {
  const { source, pointer } = building;
  const { prefix, rest } = itemSchema === undefined ? itemsOf(source, schema) : { prefix: [], rest: [itemSchema] };
  const build = (schemas: readonly Schema[], encoding: Encoding, place: string): BodyPart =>
    buildPart(building, {
      schemas,
      shape: schemas.map((each) => source.shapeOf(each)).reduce(meet, ANY),
      encoding,
      kind: "position",
      pointer: place,
    });
  return {
    prefix: prefix.map((schemas, index) => {
      const own = prefixEncoding[index];
      const place = own ? child(pointer, "prefixEncoding", index) : child(pointer, "itemEncoding");
      return build(schemas, own ?? itemEncoding, place);
    }),
    rest: build(rest, itemEncoding, child(pointer, "itemEncoding")),
  };
}

function buildPart(building: Building, written: Field): BodyPart {
  const { source } = building;
  const { encoding, kind } = written;
  const headers =
    kind === "form" || written.schemas.length === 0 ? [] : headersOfPart(encoding, kind === "position" ? kind : "name");
  const field = headers.length > 0 ? valueField(source, written) : written;
  const style = explicitStyle(building, field) ?? implicitStyle(field);
  const item = style !== undefined || kind === "position" ? field : itemOf(source, field);
  const mediaTypes =
    encoding.contentType?.split(",").map((mediaType) => mediaType.trim()) ?? mediaTypesOf(source, item);
  const [mediaType = ""] = mediaTypes;
  const codec = style === undefined ? partCodec(source, item, mediaType) : "text";
  const schema = item.schemas.length === 1 ? item.schemas[0] : { allOf: item.schemas };
  return {
    repeated: item !== field,
    codec,
    within:
      codec === "multipart"
        ? building.within({ key: mediaType, value: { ...encoding, schema: schema ?? true }, pointer: written.pointer })
        : undefined,
    headers: buildHeaders(source, Object.fromEntries(headers), child(written.pointer, "headers")),
    mediaTypes: kind === "form" ? [] : mediaTypes,
    style,
    shape: field.shape,
  };
}

/** Of a part with headers: its value. */
function valueField(source: ModelSource, field: Field): Field {
  const valuesOf = (schemas: readonly Schema[]): readonly Schema[] =>
    schemas.flatMap((schema) => membersOf(source, schema).schemas.get("value") ?? []);
  const { shape, schemas } = field;
  if (!isArrayShape(shape)) return { ...field, shape: valueShape(shape), schemas: valuesOf(schemas) };
  const items = valuesOf(schemas.flatMap((schema) => membersOf(source, schema).items));
  return {
    ...field,
    shape: { items: valueShape(shape.items) },
    schemas: items.map((one) => ({ items: one })),
  };
}

function valueShape(shape: Shape): Shape {
  return namedPropertyShape(objectWithin(shape) ?? { properties: {} }, "value") ?? ANY;
}

/** Style, explode or allowReserved, once written, take the place of the content type, in forms. */
function explicitStyle({ mediaType }: Building, { encoding }: Field): BodyPart["style"] {
  const isForm = /^(?:application\/x-www-form-urlencoded|multipart\/(?:form-data|\*))$/.test(essenceOf(mediaType));
  return isForm && isStyled(encoding) ? partStyle(encoding) : undefined;
}

/** In a URL-encoded form, text by its content type and text by style `form` are the same; lists travel item by item. */
function implicitStyle({ shape, encoding, kind }: Field): BodyPart["style"] {
  if (kind !== "form" || encoding.contentType !== undefined) return undefined;
  const item = isArrayShape(shape) ? shape.items : shape;
  return isStructured(item) ? undefined : partStyle({});
}

function partStyle(encoding: Encoding): NonNullable<BodyPart["style"]> {
  const { style, explode, allowReserved } = styleOf(encoding, "query");
  return { style, explode, allowReserved };
}

/** What travels in one part: of a list, an item. */
function itemOf(source: ModelSource, field: Field): Field {
  if (!isArrayShape(field.shape)) return field;
  const schemas = field.schemas.flatMap((schema) => membersOf(source, schema).items);
  return { ...field, schemas, shape: field.shape.items };
}

/** The default content types. OpenAPI 3.2 §4.15.1.1 */
function mediaTypesOf(source: ModelSource, { schemas, shape, kind }: Field): readonly string[] {
  const declared = schemas.flatMap((schema) => membersOf(source, schema).mediaTypes);
  if (declared.length > 0) return declared.slice(0, 1);
  if (isBytes(source, schemas)) return ["application/octet-stream"];
  if (shape === ANY) return [kind === "form" ? "text/plain" : "application/octet-stream"];
  return [isStructured(shape) ? "application/json" : "text/plain"];
}

function partCodec(source: ModelSource, { schemas, shape, kind }: Field, mediaType: string): BodyPart["codec"] {
  if (schemas.includes(BYTES)) return "binary";
  if (kind === "multipart" && isBytes(source, schemas)) return "binary"; // a file of text or JSON is still a file
  const codec = codecOf(source, mediaType, schemas[0]);
  if (codec === "json" || codec === "text") return codec;
  if (codec === "multipart") return kind === "form" || schemas.length === 0 ? "text" : codec;
  if (kind === "form" || schemas.some((schema) => membersOf(source, schema).isEncoded)) return "text";
  if (kind === "position") return isStructured(shape) ? "json" : "text"; // bytes are spelled out
  return isStructured(shape) ? "json" : "binary";
}

function isBytes(source: ModelSource, schemas: readonly Schema[]): boolean {
  return schemas.some((schema) => isBinary(source.document, schema));
}

function isStructured(shape: Shape): boolean {
  return shape !== ANY && !isPrimitiveShape(shape);
}
