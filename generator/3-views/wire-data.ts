/**
 * Parameters, bodies and servers of the model as data for the runtime, in the types of
 * `templates/runtime/operation.ts`. Properties that have the default value of those types are left out.
 */
import { defaultStyleOf, explodesByDefault } from "../../templates/runtime/wire/parameter-places.ts";
import type { Pagination } from "../1-document/pagination.ts";
import type { PathTarget } from "../1-document/path-target.ts";
import type {
  Body,
  BodyContent,
  DataKind,
  Parameter,
  ParameterCodec,
  ParameterIn,
  BodyPart,
  ResponseHeader,
  Server,
  Shape,
} from "../2-model/api.ts";
import { isArrayShape, isObjectShape } from "../2-model/shape-algebra.ts";
import type { Schema } from "../1-document/openapi.ts";
import { code, type Code, literal } from "./code.ts";
import type { Data } from "./layout.ts";
import { isFree } from "./types/body-types.ts";

const TRUE = code`true`;

/** Returns the data of a parameter. If `isExact`, some of its integers are `bigint` and must not be rounded. */
export function parameterData(parameter: Parameter, isExact = false): Data {
  const { name, required, constant, default: fallback } = parameter;
  return {
    name: literal(name),
    in: literal(parameter.in),
    required: required ? TRUE : undefined,
    constant: constant && literal(constant.value),
    // A required parameter is never missing, so its default is never used.
    default: fallback && !required ? literal(fallback.value) : undefined,
    ...valueData(parameter, parameter.in, isExact),
    ...(parameter.form && querystringFormData(parameter.form, isExact)),
  };
}

/** Returns the data of a `querystring` parameter that is a form. Its parts take the place of its shape. */
function querystringFormData({ codec, parts, shape }: BodyContent, isExact: boolean): Record<string, Data | undefined> {
  return {
    shape: undefined,
    parts: Object.fromEntries(parts.map((part) => [part.name, partData(part, codec, isExact)])),
    rest: isObjectShape(shape) && shape.rest ? shapeData(shape.rest, isExact) : undefined,
  };
}

/** Returns the data of headers by name. */
export function headersData(
  headers: readonly ResponseHeader[],
  isExact: (schema: Schema) => boolean = () => false,
): Data {
  return Object.fromEntries(
    headers.map((header) => [
      header.name,
      { required: header.required ? TRUE : undefined, ...valueData(header, "header", isExact(header.schema)) },
    ]),
  );
}

/** Returns the data of a request body. `contents` is the data of its media types. */
export function bodyData({ required, size: { longestList, validationTime } }: Body, contents: readonly Data[]): Data {
  const mostValues = Math.floor(MAX_CHECKING_TIME / validationTime);
  return {
    required: required ? TRUE : undefined,
    contents,
    longestList: longestList > DEFAULT_ITEMS ? literal(longestList) : undefined,
    mostValues: mostValues < DEFAULT_VALUES ? literal(mostValues) : undefined,
  };
}

/** The defaults of the server limits `jsonItems` (items of one array) and `jsonNodes` (values of one body). */
const DEFAULT_ITEMS = 10_000;
const DEFAULT_VALUES = 100_000;

/** The maximum time in nanoseconds that the validation of one body can block other requests. */
const MAX_CHECKING_TIME = 150_000_000;

/** Returns the data of one media type of a body. */
export function contentData(content: BodyContent, isExact = false): Data {
  const { mediaType, codec, parts, prefix, rest: others, shape, data, dataByEvent } = content;
  const isForm = codec === "form" || codec === "multipart";
  const sentType = sentMediaType(content);
  const rest = isForm && isObjectShape(shape) ? shape.rest : undefined;
  return {
    mediaType: literal(mediaType),
    codec: literal(codec),
    sentType: sentType === undefined ? undefined : literal(sentType),
    bytes: isFree(content) ? TRUE : undefined,
    parts:
      parts.length === 0
        ? undefined
        : Object.fromEntries(parts.map((part) => [part.name, partData(part, codec, isExact)])),
    rest: rest && shapeData(rest, isExact),
    prefix: prefix.length === 0 ? undefined : prefix.map((part) => partData(part, codec, isExact)),
    item: others && partData(others, codec, isExact),
    data: data.every((kind) => kind === "string") ? undefined : data.map((kind) => kindData(kind, isExact)),
    dataByEvent:
      Object.keys(dataByEvent).length === 0
        ? undefined
        : Object.fromEntries(
            Object.entries(dataByEvent).map(([name, kinds]) => [name, kinds.map((kind) => kindData(kind, isExact))]),
          ),
    json:
      isExact && (/^(?:json|by-type)/.test(codec) || [data, ...Object.values(dataByEvent)].flat().includes("json"))
        ? EXACT_JSON
        : undefined,
  };
}

/** Returns the media type of JSON and text in a range. Other values have a media type themselves. */
function sentMediaType({ mediaType, codec }: BodyContent): string | undefined {
  if (!mediaType.includes("*") || (codec !== "json" && codec !== "text")) return undefined;
  if (mediaType.startsWith("text/*")) return "text/plain";
  const [, suffix] = /\*\+([\w.-]+)/.exec(mediaType) ?? [];
  return suffix === undefined ? "application/json" : `application/x.any+${suffix}`; // `x.` is for names that are not registered
}

/** Returns the name of a kind of data. Integers that must not be rounded are `int64`. */
function kindData(kind: DataKind, isExact: boolean): Code {
  return literal(isExact && kind === "integer" ? "int64" : kind);
}

const EXACT_JSON = code`exactJson`;

const DEFAULT_MEDIA_TYPE = {
  json: "application/json",
  text: "text/plain",
  binary: "application/octet-stream",
  multipart: undefined,
};

function partData(part: BodyPart, form: BodyContent["codec"], isExact: boolean): Data {
  const { codec, repeated, mediaTypes, style, shape, headers, within } = part;
  const isDefaultType = mediaTypes.length === 1 && mediaTypes[0] === DEFAULT_MEDIA_TYPE[codec];
  const value = valueData({ codec: { kind: "style", ...(style ?? FORM_STYLE) }, shape }, "query", isExact);
  return {
    ...(style !== undefined && value),
    // A multipart part without a style is not serialized by a style at all, so even the default is printed.
    style: style && (form === "multipart" || style.style !== "form") ? literal(style.style) : undefined,
    codec: codec === "text" ? undefined : literal(codec),
    repeated: repeated ? TRUE : undefined,
    mediaTypes: style !== undefined || mediaTypes.length === 0 || isDefaultType ? undefined : mediaTypes.map(literal),
    content:
      form === "form" && style === undefined && codec === "text" && isNested(shape) ? literal("text") : undefined,
    shape: codec === "text" ? value.shape : undefined,
    json: isExact && codec === "json" ? EXACT_JSON : undefined,
    headers: headers.length === 0 ? undefined : headersData(headers),
    within: within && contentData(within, isExact),
  };
}

/** Returns true if the value is neither one string nor an array of strings. */
function isNested(shape: Shape): boolean {
  return isObjectShape(shape) || (isArrayShape(shape) && (isArrayShape(shape.items) || isNested(shape.items)));
}

const FORM_STYLE = { style: "form", explode: true, allowReserved: false } as const;

/** Properties of `ValueSpec` in `templates/runtime/operation.ts`. */
type ValueData = Partial<
  Record<"style" | "explode" | "allowReserved" | "content" | "shape" | "json", Data | undefined>
>;

function valueData(
  { codec, shape }: { readonly codec: ParameterCodec; readonly shape: Shape },
  location: ParameterIn,
  isExact: boolean,
): ValueData {
  if (codec.kind === "content") {
    const isJson = codec.codec === "json"; // JSON carries its own types.
    return {
      content: literal(codec.codec),
      shape: isJson ? undefined : shapeUnlessString(shape, isExact),
      json: isExact && isJson ? EXACT_JSON : undefined,
    };
  }
  const { style, explode, allowReserved } = codec;
  return {
    style: style === defaultStyleOf(location) ? undefined : literal(style),
    explode: explode === explodesByDefault(style) || style === "deepObject" ? undefined : literal(explode),
    allowReserved: allowReserved ? TRUE : undefined,
    shape: shapeUnlessString(shape, isExact),
  };
}

function shapeUnlessString(shape: Shape, isExact: boolean): Data | undefined {
  return shape === "string" ? undefined : shapeData(shape, isExact);
}

/** Returns a shape as code. If `isExact`, its integers are decoded without rounding. */
function shapeData(shape: Shape, isExact: boolean): Data {
  if (typeof shape === "string") return literal(isExact && shape === "integer" ? "int64" : shape);
  if ("anyOf" in shape) return { anyOf: shape.anyOf.map((each) => shapeData(each, isExact)) };
  if ("items" in shape) return { items: shapeData(shape.items, isExact) };
  const properties = Object.entries(shape.properties).map(([name, each]) => [name, shapeData(each, isExact)] as const);
  return { properties: Object.fromEntries(properties), rest: shape.rest && shapeData(shape.rest, isExact) };
}

/** Returns the data of the extension `x-pagination`. */
export function paginationData({ style, parameter, ...pointers }: Pagination): Data {
  const { items, pages, total, more, next, lastItem } = pointers;
  const given = Object.entries({ items, pages, total, more, next, lastItem });
  return {
    style: literal(style),
    parameter: style === "link" ? undefined : literal(parameter),
    ...Object.fromEntries(given.map(([name, pointer]) => [name, pointer === undefined ? undefined : literal(pointer)])),
  };
}

/** Returns the data of a path that has a query or a fragment. */
export function targetData({ path, query }: PathTarget): Data {
  return {
    path: literal(path),
    query: query === undefined ? undefined : literal(query),
  };
}

/** Returns the data of a server. */
export function serverData(server: Server): Data {
  const { url, variables } = server;
  return {
    url: literal(url),
    default: variables.length === 0 ? undefined : literal(defaultUrl(server)),
    variables:
      variables.length === 0
        ? undefined
        : Object.fromEntries(
            variables.map((variable) => [
              variable.name,
              {
                default: literal(variable.default),
                enum: variable.enum.length === 0 ? undefined : variable.enum.map(literal),
              },
            ]),
          ),
  };
}

/** Returns the URL of a server with the defaults of its variables. */
export function defaultUrl({ url, variables }: Server): string {
  const defaults = new Map(variables.map(({ name, default: value }) => [name, value]));
  return url.replaceAll(/\{([^{}]+)\}/g, (expression, name: string) => defaults.get(name) ?? expression);
}
