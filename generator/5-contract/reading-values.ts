/** Parameters, headers and bodies of the description, read for the tests alone, every default filled in. */
import { isObject } from "../1-document/json.ts";
import type {
  Document,
  HeaderObject,
  MediaType,
  OperationObject,
  ParameterObject,
  Referable,
  Schema,
} from "../1-document/openapi.ts";
import { child } from "../1-document/pointer.ts";
import type {
  ContentKind,
  DescribedBody,
  DescribedContent,
  DescribedEncoding,
  DescribedHeader,
  DescribedParameter,
  Serialisation,
} from "./description.ts";
import { filesIn, kindOf } from "./media.ts";
import { conjoined, dereference, someAlternative } from "./schemas.ts";

/** A node behind a reference stands where the reference leads. */
export function pointerOfTarget(written: object, pointer: string): string {
  return "$ref" in written && typeof written.$ref === "string" ? written.$ref : pointer;
}

export function readParameter(
  document: Document,
  written: Referable<ParameterObject>,
  pointer: string,
): DescribedParameter {
  const parameter = dereference(document, written);
  return {
    ...readValue(document, parameter, parameter.in),
    name: parameter.name,
    in: parameter.in,
    required: parameter.required === true || parameter.in === "path",
    examples: examplesOf(document, parameter),
    pointer: pointerOfTarget(written, pointer),
  };
}

const DEFAULT_STYLE = { path: "simple", query: "form", querystring: "form", header: "simple", cookie: "form" } as const;

function readValue(
  document: Document,
  { content, schema, style, explode, ...rest }: HeaderObject & { readonly allowReserved?: boolean },
  place: keyof typeof DEFAULT_STYLE,
): Serialisation & Pick<DescribedParameter, "schema"> {
  const [only] = Object.entries(content ?? {});
  const settled = style ?? DEFAULT_STYLE[place];
  return {
    style: settled,
    explode: explode ?? (settled === "form" || settled === "cookie"),
    // `content` takes the place of the style and of all that modifies it
    allowReserved: only === undefined && (rest.allowReserved ?? false),
    mediaType: only?.[0],
    schema: (only === undefined ? schema : dereference(document, only[1]).schema) ?? true,
  };
}

export function readBody(
  document: Document,
  written: NonNullable<OperationObject["requestBody"]>,
  operation: string,
): DescribedBody {
  const body = dereference(document, written);
  const pointer = pointerOfTarget(written, child(operation, "requestBody"));
  return { required: body.required === true, contents: readContents(document, body.content, pointer), pointer };
}

export function readContents(
  document: Document,
  contents: Readonly<Record<string, Referable<MediaType>>> | undefined,
  pointer: string,
): readonly DescribedContent[] {
  return Object.entries(contents ?? {}).map(([mediaType, written]) => {
    const content = dereference(document, written);
    const kind = isOrdered(document, mediaType, content)
      ? "binary"
      : kindOf(document, mediaType, content.schema ?? true);
    const isSequence = kind === "events" || kind === "lines";
    const schema = isSequence ? itemSchemaOf(document, kind, content) : (content.schema ?? true);
    const encoding = Object.fromEntries(
      Object.entries(content.encoding ?? {}).map(([name, { contentType, ...style }]) => {
        return [name, { contentType, style: styleOf(style) }] as const;
      }),
    );
    return {
      mediaType,
      kind,
      schema,
      examples: isSequence ? [] : examplesOf(document, content),
      encoding,
      files: kind === "multipart" ? filesIn(document, schema, encoding) : new Map(),
      pointer: pointerOfTarget(written, child(pointer, "content", mediaType)),
    };
  });
}

/** Parts that are told by their position are nothing that a form has: such a body is bytes. OpenAPI 3.2 §4.14.4.2 */
function isOrdered(document: Document, mediaType: string, media: MediaType): boolean {
  const { schema = true, itemSchema, prefixEncoding, itemEncoding } = media;
  if (!/^multipart\//i.test(mediaType)) return false;
  if ((itemSchema ?? prefixEncoding ?? itemEncoding) !== undefined) return true;
  return !/^multipart\/form-data/i.test(mediaType) && conjoined(document, schema).some(({ type }) => type === "array");
}

/** Before 3.2, `schema` is that of the list, or that of an item; of an event, if it speaks of its data. */
function itemSchemaOf(document: Document, kind: ContentKind, { itemSchema, schema }: MediaType): Schema {
  const lists = schema === undefined ? [] : conjoined(document, schema).flatMap(({ items }) => items ?? []);
  const item = itemSchema ?? lists[0] ?? schema;
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

export function readHeader(
  document: Document,
  { name, header: written, pointer }: { name: string; header: Referable<HeaderObject>; pointer: string },
): DescribedHeader {
  const header = dereference(document, written);
  return {
    ...readValue(document, header, "header"),
    name,
    required: header.required === true,
    pointer: pointerOfTarget(written, pointer),
  };
}

/** `example`, and the values of `examples`, those of 3.2 in their order of precedence. */
function examplesOf(
  document: Document,
  { example, examples }: { readonly example?: unknown; readonly examples?: Readonly<Record<string, unknown>> },
): readonly unknown[] {
  const named = Object.values(examples ?? {}).flatMap((written) => {
    if (!isObject(written)) return [];
    const { dataValue, value } = dereference<{ dataValue?: unknown; value?: unknown }>(document, written);
    return [dataValue ?? value].filter((one) => one !== undefined);
  });
  return example === undefined ? named : [example, ...named];
}
