/**
 * The model's wire knowledge as the data that `templates/runtime/operation.ts` types: what has the default that is
 * stated there is left out, so that an operation reads as what is special about it.
 */
import { defaultStyleOf, explodesByDefault } from "../../templates/runtime/wire/parameter-places.ts";
import type { Pagination } from "../1-document/pagination.ts";
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

const TRUE = code`true`;

/** `isExact`: among its integers are some that must not be rounded. */
export function parameterData(parameter: Parameter, isExact = false): Data {
  const { name, required, constant, default: fallback } = parameter;
  return {
    name: literal(name),
    in: literal(parameter.in),
    required: required ? TRUE : undefined,
    constant: constant && literal(constant.value),
    // nothing is ever filled in for what must be there
    default: fallback && !required ? literal(fallback.value) : undefined,
    ...valueData(parameter, parameter.in, isExact),
    ...(parameter.form && formData(parameter.form, isExact)),
  };
}

/** Of a querystring parameter: its shape is in its parts. */
function formData({ codec, parts, shape }: BodyContent, isExact: boolean): Record<string, Data | undefined> {
  return {
    shape: undefined,
    parts: Object.fromEntries(parts.map((part) => [part.name, partData(part, codec, isExact)])),
    rest: isObjectShape(shape) && shape.rest ? shapeData(shape.rest, isExact) : undefined,
  };
}

/** Headers by wire name. */
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

export function bodyData({ required, size: { longestList, validationTime } }: Body, contents: readonly Data[]): Data {
  const mostValues = Math.floor(BEARABLE / validationTime);
  return {
    required: required ? TRUE : undefined,
    contents,
    longestList: longestList > UNASKED_ITEMS ? literal(longestList) : undefined,
    mostValues: mostValues < UNASKED_VALUES ? literal(mostValues) : undefined,
  };
}

/** A server takes lists of as many items and bodies of as many values unasked: `jsonItems` and `jsonNodes` of its limits. */
const UNASKED_ITEMS = 10_000;
const UNASKED_VALUES = 100_000;

/** Nanoseconds that others may have to wait while a body is checked. */
const BEARABLE = 150_000_000;

export function contentData(content: BodyContent, isExact = false): Data {
  const { mediaType, codec, parts, prefix, rest: others, shape, data } = content;
  const isForm = codec === "form" || codec === "multipart";
  const rest = isForm && isObjectShape(shape) ? shape.rest : undefined;
  return {
    mediaType: literal(mediaType),
    codec: literal(codec),
    parts:
      parts.length === 0
        ? undefined
        : Object.fromEntries(parts.map((part) => [part.name, partData(part, codec, isExact)])),
    rest: rest && shapeData(rest, isExact),
    prefix: prefix.length === 0 ? undefined : prefix.map((part) => partData(part, codec, isExact)),
    item: others && partData(others, codec, isExact),
    data: data.every((kind) => kind === "string") ? undefined : data.map((kind) => kindData(kind, isExact)),
    json: isExact && (codec.startsWith("json") || data.includes("json")) ? EXACT_JSON : undefined,
  };
}

/** An integer that is not rounded is a type of its own. */
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
    // in multipart, no style means that there is none
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

/** What is not even several texts. */
function isNested(shape: Shape): boolean {
  return isObjectShape(shape) || (isArrayShape(shape) && (isArrayShape(shape.items) || isNested(shape.items)));
}

const FORM_STYLE = { style: "form", explode: true, allowReserved: false } as const;

/** Members of `ValueSpec`. */
type ValueData = Partial<
  Record<"style" | "explode" | "allowReserved" | "content" | "shape" | "json", Data | undefined>
>;

function valueData(
  { codec, shape }: { readonly codec: ParameterCodec; readonly shape: Shape },
  place: ParameterIn,
  isExact: boolean,
): ValueData {
  if (codec.kind === "content") {
    const isJson = codec.codec === "json"; // which brings its own types
    return {
      content: literal(codec.codec),
      shape: isJson ? undefined : shapeUnlessText(shape, isExact),
      json: isExact && isJson ? EXACT_JSON : undefined,
    };
  }
  const { style, explode, allowReserved } = codec;
  return {
    style: style === defaultStyleOf(place) ? undefined : literal(style),
    explode: explode === explodesByDefault(style) || style === "deepObject" ? undefined : literal(explode),
    allowReserved: allowReserved ? TRUE : undefined,
    shape: shapeUnlessText(shape, isExact),
  };
}

function shapeUnlessText(shape: Shape, isExact: boolean): Data | undefined {
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

export function paginationData({ style, parameter, ...pointers }: Pagination): Data {
  const { items, pages, total, more, next, lastItem } = pointers;
  const led = Object.entries({ items, pages, total, more, next, lastItem });
  return {
    style: literal(style),
    parameter: style === "link" ? undefined : literal(parameter),
    ...Object.fromEntries(led.map(([name, pointer]) => [name, pointer === undefined ? undefined : literal(pointer)])),
  };
}

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

/** With the defaults of its variables. */
export function defaultUrl({ url, variables }: Server): string {
  const defaults = new Map(variables.map(({ name, default: value }) => [name, value]));
  return url.replaceAll(/\{([^{}]+)\}/g, (expression, name: string) => defaults.get(name) ?? expression);
}
