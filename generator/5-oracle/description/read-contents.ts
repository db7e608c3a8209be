/** Parameters and bodies of the description, read for the tests alone: what is in them, and how it is written. */
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
import type {
  ContentKind,
  DescribedBody,
  DescribedContent,
  DescribedEncoding,
  DescribedParameter,
} from "./description.ts";
import { filesIn, isFile, kindOf } from "./described-media.ts";
import { examplesOf, pointerOfTarget, readHeader, readValue } from "./read-values.ts";
import { conjoined, dereference, someAlternative } from "./described-schemas.ts";
import { PLAIN } from "../wire/wire-multipart.ts";

export function readParameter(
  document: Document,
  written: Referable<ParameterObject>,
  pointer: string,
): DescribedParameter {
  const parameter = dereference(document, written);
  const [content] = readContents(document, parameter.in === "querystring" ? parameter.content : undefined, pointer);
  return {
    ...readValue(document, parameter, parameter.in),
    name: parameter.name,
    in: parameter.in,
    required: parameter.required === true || parameter.in === "path",
    examples: examplesOf(document, parameter),
    form: content?.kind === "form" ? content : undefined,
    pointer: pointerOfTarget(written, pointer),
  };
}

export function readBody(
  document: Document,
  written: NonNullable<OperationObject["requestBody"]>,
  operation: string,
): DescribedBody {
  const body = dereference(document, written);
  const pointer = pointerOfTarget(written, childPointer(operation, "requestBody"));
  return { required: body.required === true, contents: readContents(document, body.content, pointer), pointer };
}

export function readContents(
  document: Document,
  contents: Readonly<Record<string, Referable<MediaType>>> | undefined,
  pointer: string,
): readonly DescribedContent[] {
  return Object.entries(contents ?? {}).map(([mediaType, written]) => {
    const content = dereference(document, written);
    return readContent(
      document,
      mediaType,
      content,
      pointerOfTarget(written, childPointer(pointer, "content", mediaType)),
    );
  });
}

function readContent(document: Document, mediaType: string, content: MediaType, pointer: string): DescribedContent {
  const kind = contentKind(document, mediaType, content);
  const isSequence = kind === "events" || kind === "lines" || kind === "part-stream";
  const schema = isSequence ? itemSchemaOf(document, kind, content) : (content.schema ?? true);
  const isForm = /^(?:application\/x-www-form-urlencoded|multipart\/(?:form-data|\*))/i.test(mediaType);
  const read = (schemas: readonly Schema[], one: Encoding, ignored: RegExp): DescribedEncoding =>
    readPart(document, schemas, one, { isForm, ignored, isMultipart: /^multipart\//i.test(mediaType), pointer });
  const properties = propertiesOf(document, schema);
  const lists = new Set(
    [...properties].flatMap(([name, found]) => (found.some((one) => isListOf(document, one)) ? [name] : [])),
  );
  const encoding = Object.fromEntries(
    Object.entries(content.encoding ?? {}).map(([name, one]) => {
      const found = properties.get(name) ?? [];
      const items = found.flatMap((each) => itemsOf(document, each).rest);
      const isList = lists.has(name);
      return [name, read(isList ? items : found, one, /^content-(?:type|disposition)$/i)] as const;
    }),
  );
  const items = kind === "parts" ? itemsOf(document, schema) : { prefix: [], rest: [schema] };
  const { prefixEncoding = [], itemEncoding = {} } = content;
  return {
    mediaType,
    kind,
    schema,
    examples: isSequence ? [] : examplesOf(document, content),
    encoding,
    lists,
    files: kind === "multipart" ? filesIn(document, schema, encoding) : new Map(),
    prefix: items.prefix.map((schemas, index) =>
      read(schemas, prefixEncoding[index] ?? itemEncoding, /^content-type$/i),
    ),
    rest: kind === "parts" || kind === "part-stream" ? read(items.rest, itemEncoding, /^content-type$/i) : PLAIN,
    pointer,
  };
}

interface PartPlace {
  readonly isForm: boolean;
  readonly isMultipart: boolean;
  /** Headers that are said otherwise. */
  readonly ignored: RegExp;
  readonly pointer: string;
}

/** OpenAPI 3.2 §4.15; a part with headers of its own has `value` and `headers` as its properties. */
function readPart(
  document: Document,
  schemas: readonly Schema[],
  encoding: Encoding,
  { isForm, isMultipart, ignored, pointer }: PartPlace,
): DescribedEncoding {
  const { contentType } = encoding;
  const style = isForm ? styleOf(encoding) : undefined;
  const isHeaded = isMultipart && style === undefined && schemas.length > 0;
  const headers = Object.entries(isHeaded ? (encoding.headers ?? {}) : {})
    .filter(([name]) => !ignored.test(name))
    .map(([name, header]) => readHeader(document, { name, header, pointer }));
  const values =
    headers.length === 0 ? schemas : schemas.flatMap((schema) => propertiesOf(document, schema).get("value") ?? []);
  const schema: Schema = { allOf: values };
  const [mediaType = ""] = contentType?.split(",") ?? [];
  const isBytes = isMultipart && style === undefined && isFile(document, schema, contentType);
  const isBody = isMultipart && !isBytes && /^\s*multipart\//i.test(mediaType) && schemas.length > 0;
  return {
    contentType,
    style,
    headers,
    within: isBody ? readContent(document, mediaType.trim(), { ...encoding, schema }, pointer) : undefined,
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

/** What is said of each of the first items of a list, and of all others. */
function itemsOf(
  document: Document,
  list: Schema,
): { readonly prefix: readonly (readonly Schema[])[]; readonly rest: readonly Schema[] } {
  const lists = conjoined(document, list);
  const length = Math.max(0, ...lists.map(({ prefixItems = [] }) => prefixItems.length));
  return {
    prefix: Array.from({ length }, (_, index) =>
      lists.flatMap(({ prefixItems = [], items }) => prefixItems[index] ?? items ?? []),
    ),
    rest: lists.flatMap(({ items }) => items ?? []),
  };
}

/** Parts may be told by their position instead of by their names. OpenAPI 3.2 §4.14.4.2 */
function contentKind(document: Document, mediaType: string, media: MediaType): ContentKind {
  const { schema = true, itemSchema, prefixEncoding, itemEncoding } = media;
  const kind = kindOf(document, mediaType, schema);
  if (kind !== "multipart") return kind;
  if (itemSchema !== undefined) return "part-stream";
  const isOrdered = (prefixEncoding ?? itemEncoding) !== undefined || !/^multipart\/form-data/i.test(mediaType);
  return isOrdered && isListOf(document, schema) ? "parts" : kind;
}

function isListOf(document: Document, schema: Schema): boolean {
  return conjoined(document, schema).some(
    ({ type, items, prefixItems }) => type === "array" || (type === undefined && (items ?? prefixItems) !== undefined),
  );
}

/** Before 3.2, `schema` is that of the list, or that of an item; of an event, if it speaks of its data. */
function itemSchemaOf(document: Document, kind: ContentKind, { itemSchema, schema }: MediaType): Schema {
  const lists = schema === undefined ? [] : conjoined(document, schema).flatMap(({ items }) => items ?? []);
  const item = itemSchema ?? lists[0] ?? schema;
  if (kind === "part-stream") return item ?? true;
  if (kind === "lines") return item ?? true;
  const isOfEvents =
    item !== undefined && someAlternative(document, item, ({ properties }) => properties?.["data"] !== undefined);
  return item !== undefined && (itemSchema !== undefined || isOfEvents) ? item : EVENT;
}

const LINE: Schema = { type: "string", pattern: "^[^\\r\\n\\u0000]*$" };

/** What is an event where the description does not say. WHATWG HTML §9.2.6 */
const EVENT: Schema = {
  type: "object",
  required: ["data"],
  properties: { data: { type: "string" }, event: LINE, id: LINE, retry: { type: "integer", minimum: 0 } },
  additionalProperties: false,
};

function styleOf(written: { style?: string; explode?: boolean; allowReserved?: boolean }): DescribedEncoding["style"] {
  const { style = "form", explode, allowReserved = false } = written;
  if (written.style === undefined && explode === undefined && written.allowReserved === undefined) return undefined;
  return { style, explode: explode ?? style === "form", allowReserved, mediaType: undefined };
}
