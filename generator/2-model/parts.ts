/** Encoding Objects × the properties of a schema → the parts of a form. OpenAPI 3.2 §4.15 */
import type { Encoding, Schema } from "../1-document/openapi.ts";
import { referredSchema } from "../1-document/references.ts";
import type { Part, Shape } from "./api.ts";
import { codecOf, isBinary } from "./media-types.ts";
import { styleOf } from "./parameters.ts";
import type { Source } from "./source.ts";

export type FormKind = "form" | "multipart";

interface Field {
  readonly schemas: readonly Schema[];
  readonly shape: Shape;
  readonly encoding: Encoding;
  readonly kind: FormKind;
}

/** One part per property of `schema`, and per encoding of a name that no property has. */
export function buildParts(
  source: Source,
  given: { readonly schema: Schema; readonly encoding?: Readonly<Record<string, Encoding>>; readonly kind: FormKind },
): readonly Part[] {
  const { schema, encoding = {}, kind } = given;
  const properties = objectWithin(source.shapeOf(schema))?.properties ?? new Map<string, Shape>();
  const { schemas, required } = membersOf(source, schema);
  return [...new Set([...properties.keys(), ...Object.keys(encoding)])].map((name) => ({
    name,
    required: required.has(name),
    ...buildPart(source, {
      schemas: schemas.get(name) ?? [],
      shape: properties.get(name) ?? { kind: "any" },
      encoding: Object.hasOwn(encoding, name) ? (encoding[name] ?? {}) : {},
      kind,
    }),
  }));
}

/** The object among the alternatives of a shape. */
function objectWithin(shape: Shape): Extract<Shape, { readonly kind: "object" }> | undefined {
  return (shape.kind === "union" ? shape.shapes : [shape]).find((each) => each.kind === "object");
}

function buildPart(source: Source, field: Field): Omit<Part, "name" | "required"> {
  const { shape, encoding, kind } = field;
  const style = explicitStyle(encoding) ?? implicitStyle(field);
  const item = style === undefined ? itemOf(source, field) : field;
  const mediaTypes =
    encoding.contentType?.split(",").map((mediaType) => mediaType.trim()) ?? mediaTypesOf(source, item);
  return {
    repeated: item !== field,
    codec: style === undefined ? partCodec(source, item, mediaTypes[0] ?? "") : "text",
    mediaTypes: kind === "form" ? [] : mediaTypes,
    style,
    shape,
  };
}

/** Style, explode or allowReserved, once written, take the place of the content type. */
function explicitStyle(encoding: Encoding): Part["style"] {
  const { style, explode, allowReserved } = encoding;
  if (style === undefined && explode === undefined && allowReserved === undefined) return undefined;
  return partStyle(encoding);
}

/** In a URL-encoded form, text by its content type and text by style `form` are the same; lists travel item by item. */
function implicitStyle({ shape, encoding, kind }: Field): Part["style"] {
  if (kind !== "form" || encoding.contentType !== undefined) return undefined;
  const item = shape.kind === "array" ? shape.items : shape;
  return isStructured(item) ? undefined : partStyle({});
}

function partStyle(encoding: Encoding): NonNullable<Part["style"]> {
  const { style, explode, allowReserved } = styleOf(encoding, "query");
  return { style, explode, allowReserved };
}

/** What travels in one part: of a list, an item. */
function itemOf(source: Source, field: Field): Field {
  if (field.shape.kind !== "array") return field;
  const schemas = field.schemas.flatMap((schema) => membersOf(source, schema).items);
  return { ...field, schemas, shape: field.shape.items };
}

/** The default content types. OpenAPI 3.2 §4.15.1.1 */
function mediaTypesOf(source: Source, { schemas, shape, kind }: Field): readonly string[] {
  const declared = schemas.flatMap((schema) => membersOf(source, schema).mediaTypes);
  if (declared.length > 0) return declared.slice(0, 1);
  if (isBytes(source, schemas)) return ["application/octet-stream"];
  if (shape.kind === "any") return [kind === "form" ? "text/plain" : "application/octet-stream"];
  return [isStructured(shape) ? "application/json" : "text/plain"];
}

function partCodec(source: Source, { schemas, shape, kind }: Field, mediaType: string): Part["codec"] {
  if (kind === "multipart" && isBytes(source, schemas)) return "binary"; // a file of text or JSON is still a file
  const codec = codecOf(source, mediaType, schemas[0]);
  if (codec === "json" || codec === "text") return codec;
  if (codec === "multipart") return "binary"; // a body within the body
  if (kind === "form" || schemas.some((schema) => membersOf(source, schema).isEncoded)) return "text";
  return isStructured(shape) ? "json" : "binary";
}

function isBytes(source: Source, schemas: readonly Schema[]): boolean {
  return schemas.some((schema) => isBinary(source.document, schema));
}

function isStructured(shape: Shape): boolean {
  return shape.kind === "object" || shape.kind === "array" || shape.kind === "union";
}

interface Members {
  /** The schemas of each property, wherever they stand. */
  readonly schemas: ReadonlyMap<string, readonly Schema[]>;
  readonly required: ReadonlySet<string>;
  readonly items: readonly Schema[];
  /** Each `contentMediaType`. */
  readonly mediaTypes: readonly string[];
  /** Whether a `contentEncoding` makes text of bytes. */
  readonly isEncoded: boolean;
}

/** What `schema` says of its members, through references, compositions and alternatives. */
function membersOf({ document }: Source, schema: Schema): Members {
  const schemas = new Map<string, Schema[]>();
  const required = new Set<string>();
  const items: Schema[] = [];
  const mediaTypes: string[] = [];
  let isEncoded = false;
  const waiting = new Set([schema]);
  for (const next of waiting) {
    if (typeof next === "boolean") continue;
    for (const [name, property] of Object.entries(next.properties ?? {})) {
      schemas.set(name, [...(schemas.get(name) ?? []), property]);
    }
    for (const name of next.required ?? []) required.add(name);
    items.push(...(next.prefixItems ?? []), ...(next.items === undefined ? [] : [next.items]));
    if (next.contentMediaType !== undefined) mediaTypes.push(next.contentMediaType);
    if (next.contentEncoding !== undefined || next.format === "byte") isEncoded = true;
    const target = next.$ref === undefined ? undefined : referredSchema(document, next.$ref);
    for (const part of [target?.value ?? true, ...(next.allOf ?? []), ...(next.oneOf ?? []), ...(next.anyOf ?? [])]) {
      waiting.add(part);
    }
  }
  return { schemas, required, items, mediaTypes, isEncoded };
}
