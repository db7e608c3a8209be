/**
 * The oracle's reading of parameters, bodies and media types. It follows OpenAPI 3.2 §4.12 to §4.15 and uses neither
 * the model nor the generated code.
 */
import type {
  Document,
  Encoding,
  MediaType,
  OperationObject,
  ParameterObject,
  Referable,
  Schema,
} from "../../1-document/openapi.ts";
import { childPointer } from "../../1-document/pointer.ts";
import {
  type ContentKind,
  type DescribedBody,
  type DescribedContent,
  type DescribedEncoding,
  type DescribedParameter,
  PLAIN_ENCODING,
} from "./described-operation.ts";
import { fileProperties, isFilePart, isJsonInPlainText, contentKindOf } from "./described-media.ts";
import { readExamples, pointerOfTarget, readHeader, readSerializedValue } from "./read-values.ts";
import { conjoinedSchemas, dereference, someAlternative } from "./described-schemas.ts";

/** Reads a Parameter Object with its defaults. OpenAPI 3.2 §4.12 */
export function readParameter(
  document: Document,
  written: Referable<ParameterObject>,
  pointer: string,
): DescribedParameter {
  const parameter = dereference(document, written);
  const [content] = readContents(document, parameter.in === "querystring" ? parameter.content : undefined, pointer);
  return {
    ...readSerializedValue(document, parameter, parameter.in),
    name: parameter.name,
    in: parameter.in,
    required: parameter.required === true || parameter.in === "path",
    examples: readExamples(document, parameter),
    form: content?.kind === "form" ? content : undefined,
    pointer: pointerOfTarget(written, pointer),
  };
}

/** Reads a Request Body Object. OpenAPI 3.2 §4.13 */
export function readBody(
  document: Document,
  written: NonNullable<OperationObject["requestBody"]>,
  operation: string,
): DescribedBody {
  const body = dereference(document, written);
  const pointer = pointerOfTarget(written, childPointer(operation, "requestBody"));
  return { required: body.required === true, contents: readContents(document, body.content, pointer), pointer };
}

/** Reads the Media Type Objects of a `content` map. OpenAPI 3.2 §4.14 */
export function readContents(
  document: Document,
  contents: Readonly<Record<string, Referable<MediaType>>> | undefined,
  pointer: string,
): readonly DescribedContent[] {
  const found = Object.fromEntries(
    Object.entries(contents ?? {}).map(([mediaType, written]) => [mediaType, dereference(document, written)] as const),
  );
  return Object.entries(contents ?? {}).map(([mediaType, written]) => {
    const content = readContent(
      document,
      mediaType,
      dereference(document, written),
      pointerOfTarget(written, childPointer(pointer, "content", mediaType)),
    );
    return isJsonInPlainText(document, found, mediaType) ? { ...content, kind: "json" } : content;
  });
}

function readContent(document: Document, mediaType: string, content: MediaType, pointer: string): DescribedContent {
  const kind = kindOfMediaTypeObject(document, mediaType, content);
  const isSequence = kind === "events" || kind === "lines" || kind === "part-stream";
  const schema = isSequence ? sequenceItemSchema(document, kind, content) : (content.schema ?? true);
  const isForm = /^(?:application\/x-www-form-urlencoded|multipart\/(?:form-data|\*))/i.test(mediaType);
  const read = (schemas: readonly Schema[], one: Encoding, ignored: RegExp): DescribedEncoding =>
    readPart(document, schemas, one, { isForm, ignored, isMultipart: /^multipart\//i.test(mediaType), pointer });
  const properties = propertiesOf(document, schema);
  const lists = new Set(
    [...properties].flatMap(([name, found]) => (found.some((one) => isArraySchema(document, one)) ? [name] : [])),
  );
  const encoding = Object.fromEntries(
    Object.entries(content.encoding ?? {}).map(([name, one]) => {
      const found = properties.get(name) ?? [];
      const items = found.flatMap((each) => itemSchemasByPosition(document, each).rest);
      const isList = lists.has(name);
      return [name, read(isList ? items : found, one, /^content-(?:type|disposition)$/i)] as const;
    }),
  );
  const items = kind === "parts" ? itemSchemasByPosition(document, schema) : { prefix: [], rest: [schema] };
  const { prefixEncoding = [], itemEncoding = {} } = content;
  return {
    mediaType,
    kind,
    schema,
    examples: isSequence ? [] : readExamples(document, content),
    encoding,
    arrayProperties: lists,
    fileProperties: kind === "multipart" ? fileProperties(document, schema, encoding) : new Map(),
    prefixEncoding: items.prefix.map((schemas, index) =>
      read(schemas, prefixEncoding[index] ?? itemEncoding, /^content-type$/i),
    ),
    itemEncoding:
      kind === "parts" || kind === "part-stream" ? read(items.rest, itemEncoding, /^content-type$/i) : PLAIN_ENCODING,
    pointer,
  };
}

interface PartSource {
  readonly isForm: boolean;
  readonly isMultipart: boolean;
  /** Names of headers that the specification defines elsewhere. */
  readonly ignored: RegExp;
  readonly pointer: string;
}

/**
 * Reads the Encoding Object of a part or a form property. OpenAPI 3.2 §4.15 The schema of a part with headers has two
 * properties: `value` and `headers`.
 */
function readPart(
  document: Document,
  schemas: readonly Schema[],
  encoding: Encoding,
  { isForm, isMultipart, ignored, pointer }: PartSource,
): DescribedEncoding {
  const { contentType } = encoding;
  const style = isForm ? readStyle(encoding) : undefined;
  const isHeaded = isMultipart && style === undefined && schemas.length > 0;
  const headers = Object.entries(isHeaded ? (encoding.headers ?? {}) : {})
    .filter(([name]) => !ignored.test(name))
    .map(([name, header]) => readHeader(document, { name, header, pointer }));
  const values =
    headers.length === 0 ? schemas : schemas.flatMap((schema) => propertiesOf(document, schema).get("value") ?? []);
  const schema: Schema = { allOf: values };
  const [mediaType = ""] = contentType?.split(",") ?? [];
  const isBytes = isMultipart && style === undefined && isFilePart(document, schema, contentType);
  const isBody = isMultipart && !isBytes && /^\s*multipart\//i.test(mediaType) && schemas.length > 0;
  return {
    contentType,
    style,
    headers,
    nestedBody: isBody ? readContent(document, mediaType.trim(), { ...encoding, schema }, pointer) : undefined,
    isFile: isBytes,
  };
}

function propertiesOf(document: Document, schema: Schema): ReadonlyMap<string, readonly Schema[]> {
  const properties = new Map<string, Schema[]>();
  someAlternative(document, schema, (one) => {
    for (const [name, property] of Object.entries(one.properties ?? {})) {
      properties.set(name, [...(properties.get(name) ?? []), property]);
    }
    return false;
  });
  return properties;
}

/** Returns the schemas of the first items of an array (`prefixItems`), and those of the others (`items`). */
function itemSchemasByPosition(
  document: Document,
  list: Schema,
): { readonly prefix: readonly (readonly Schema[])[]; readonly rest: readonly Schema[] } {
  const lists = conjoinedSchemas(document, list);
  const length = Math.max(0, ...lists.map(({ prefixItems = [] }) => prefixItems.length));
  return {
    prefix: Array.from({ length }, (_, index) =>
      lists.flatMap(({ prefixItems = [], items }) => prefixItems[index] ?? items ?? []),
    ),
    rest: lists.flatMap(({ items }) => items ?? []),
  };
}

/** Returns the format of a body. Parts of multipart bodies can have positions instead of names. OpenAPI 3.2 §4.14.4.2 */
function kindOfMediaTypeObject(document: Document, mediaType: string, media: MediaType): ContentKind {
  const { schema = true, itemSchema, prefixEncoding, itemEncoding } = media;
  const kind = contentKindOf(document, mediaType, schema);
  if (kind !== "multipart") return kind;
  if (itemSchema !== undefined) return "part-stream";
  const isOrdered = (prefixEncoding ?? itemEncoding) !== undefined || !/^multipart\/form-data/i.test(mediaType);
  return isOrdered && isArraySchema(document, schema) ? "parts" : kind;
}

function isArraySchema(document: Document, schema: Schema): boolean {
  return conjoinedSchemas(document, schema).some(
    ({ type, items, prefixItems }) => type === "array" || (type === undefined && (items ?? prefixItems) !== undefined),
  );
}

/**
 * Returns the schema of one item. OpenAPI 3.2 has `itemSchema`. In earlier versions, `schema` describes the array or
 * the item. A schema without a `data` property does not describe an event.
 */
function sequenceItemSchema(document: Document, kind: ContentKind, { itemSchema, schema }: MediaType): Schema {
  const lists = schema === undefined ? [] : conjoinedSchemas(document, schema).flatMap(({ items }) => items ?? []);
  const item = itemSchema ?? lists[0] ?? schema;
  if (kind === "part-stream") return item ?? true;
  if (kind === "lines") return item ?? true;
  const isOfEvents =
    item !== undefined && someAlternative(document, item, ({ properties }) => properties?.["data"] !== undefined);
  return item !== undefined && (itemSchema !== undefined || isOfEvents) ? item : ANY_EVENT;
}

const SINGLE_LINE: Schema = { type: "string", pattern: "^[^\\r\\n\\u0000]*$" };

/** Schema of an event that the description does not define. WHATWG HTML §9.2.6 */
const ANY_EVENT: Schema = {
  type: "object",
  required: ["data"],
  properties: { data: { type: "string" }, event: SINGLE_LINE, id: SINGLE_LINE, retry: { type: "integer", minimum: 0 } },
  additionalProperties: false,
};

function readStyle(written: {
  style?: string;
  explode?: boolean;
  allowReserved?: boolean;
}): DescribedEncoding["style"] {
  const { style = "form", explode, allowReserved = false } = written;
  if (written.style === undefined && explode === undefined && written.allowReserved === undefined) return undefined;
  return { style, explode: explode ?? style === "form", allowReserved, mediaType: undefined };
}
