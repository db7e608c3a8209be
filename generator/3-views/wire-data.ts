/**
 * The model's wire knowledge as the data that `templates/runtime/operation.ts` types: what has the default that is
 * stated there is left out, so that an operation reads as what is special about it.
 */
import type { Pagination } from "../1-document/pagination.ts";
import type {
  Body,
  Content,
  Parameter,
  ParameterCodec,
  ParameterIn,
  Part,
  ResponseHeader,
  Server,
  Shape,
} from "../2-model/api.ts";
import { code, literal } from "./code.ts";
import type { Data } from "./layout.ts";

const TRUE = code`true`;

export function parameterData(parameter: Parameter): Data {
  const { name, required, constant, default: fallback } = parameter;
  return {
    name: literal(name),
    in: literal(parameter.in),
    required: required ? TRUE : undefined,
    constant: constant && literal(constant.value),
    // nothing is ever filled in for what must be there
    default: fallback && !required ? literal(fallback.value) : undefined,
    ...valueData(parameter, parameter.in),
  };
}

/** Headers by wire name. */
export function headersData(headers: readonly ResponseHeader[]): Data {
  return Object.fromEntries(
    headers.map((header) => [
      header.name,
      { required: header.required ? TRUE : undefined, ...valueData(header, "header") },
    ]),
  );
}

export function bodyData({ required }: Body, contents: readonly Data[]): Data {
  return { required: required ? TRUE : undefined, contents };
}

export function contentData({ mediaType, codec, parts, shape }: Content): Data {
  const isForm = codec === "form" || codec === "multipart";
  const rest = isForm && shape.kind === "object" ? shape.rest : undefined;
  return {
    mediaType: literal(mediaType),
    codec: literal(codec),
    parts: parts.length === 0 ? undefined : Object.fromEntries(parts.map((part) => [part.name, partData(part, codec)])),
    rest: rest && shapeData(rest),
  };
}

const DEFAULT_MEDIA_TYPE = { json: "application/json", text: "text/plain", binary: "application/octet-stream" };

function partData({ codec, repeated, mediaTypes, style, shape }: Part, form: Content["codec"]): Data {
  const isDefaultType = mediaTypes.length === 1 && mediaTypes[0] === DEFAULT_MEDIA_TYPE[codec];
  const value = valueData({ codec: { kind: "style", ...(style ?? FORM_STYLE) }, shape }, "query");
  return {
    ...(style !== undefined && value),
    // in multipart, no style means that there is none
    style: style && (form === "multipart" || style.style !== "form") ? literal(style.style) : undefined,
    codec: codec === "text" ? undefined : literal(codec),
    repeated: repeated ? TRUE : undefined,
    mediaTypes: style !== undefined || mediaTypes.length === 0 || isDefaultType ? undefined : mediaTypes.map(literal),
    shape: codec === "text" ? value.shape : undefined,
  };
}

const FORM_STYLE = { style: "form", explode: true, allowReserved: false } as const;

/** Members of `ValueSpec`. */
type ValueData = Partial<Record<"style" | "explode" | "allowReserved" | "content" | "shape", Data | undefined>>;

function valueData(
  { codec, shape }: { readonly codec: ParameterCodec; readonly shape: Shape },
  place: ParameterIn,
): ValueData {
  if (codec.kind === "content") {
    const isJson = codec.codec === "json"; // which brings its own types
    return { content: literal(codec.codec), shape: isJson ? undefined : shapeUnlessText(shape) };
  }
  const { style, explode, allowReserved } = codec;
  const defaultStyle = place === "path" || place === "header" ? "simple" : "form";
  const explodes = style === "form" || style === "cookie";
  return {
    style: style === defaultStyle ? undefined : literal(style),
    explode: explode === explodes || style === "deepObject" ? undefined : literal(explode),
    allowReserved: allowReserved ? TRUE : undefined,
    shape: shapeUnlessText(shape),
  };
}

function shapeUnlessText(shape: Shape): Data | undefined {
  const isText = shape.kind === "primitive" && shape.types.length === 1 && shape.types[0] === "string";
  return isText ? undefined : shapeData(shape);
}

function shapeData(shape: Shape): Data {
  switch (shape.kind) {
    case "any":
      return literal("any");
    case "primitive": {
      const types = shape.types.map(literal);
      const [only] = types;
      return only !== undefined && types.length === 1 ? only : { anyOf: types };
    }
    case "array":
      return { items: shapeData(shape.items) };
    case "object":
      return {
        properties: Object.fromEntries([...shape.properties].map(([name, each]) => [name, shapeData(each)])),
        rest: shape.rest && shapeData(shape.rest),
      };
    case "union":
      return { anyOf: shape.shapes.map(shapeData) };
  }
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

export function serverData({ url, variables }: Server): Data {
  return {
    url: literal(url),
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
