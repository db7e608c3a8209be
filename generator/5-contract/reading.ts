/** The description as operations, read for the tests alone: path items merged, references followed, defaults filled in. */
import { isObject } from "../1-document/json.ts";
import {
  type Document,
  type HeaderObject,
  type MediaType,
  METHODS,
  type OperationObject,
  type ParameterObject,
  type PathItem,
  type Referable,
  type ResponseObject,
  type ServerObject,
} from "../1-document/openapi.ts";
import { child, segmentsOf } from "../1-document/pointer.ts";
import type {
  DescribedBody,
  DescribedContent,
  DescribedEncoding,
  DescribedHeader,
  DescribedLink,
  DescribedOperation,
  DescribedParameter,
  DescribedResponse,
  Serialisation,
} from "./description.ts";
import { filesIn, kindOf } from "./media.ts";
import { dereference } from "./schemas.ts";
import { securityOf } from "./security.ts";

/** What a server of the description answers, in its order: neither webhooks nor callbacks. */
export function readOperations(document: Document): readonly DescribedOperation[] {
  return Object.entries(document.paths ?? {})
    .filter(([path]) => !path.startsWith("x-"))
    .flatMap(([path, item]) => {
      const layers = layersOf(document, { item, pointer: child("#/paths", path) });
      const taken = new Set<string>();
      return layers.flatMap(({ item: layer, pointer }) =>
        methodsOf(layer).flatMap(({ method, steps, value }) => {
          if (taken.has(method)) return [];
          taken.add(method);
          return [readOperation(document, { path, method, value, layers, pointer: child(pointer, ...steps) })];
        }),
      );
    });
}

interface Layer {
  readonly item: PathItem;
  readonly pointer: string;
}

/** A path item, and what its `$ref` leads to. */
function layersOf(document: Document, layer: Layer): readonly Layer[] {
  const { $ref } = layer.item;
  if ($ref === undefined) return [layer];
  const { $ref: _ref, ...own } = layer.item;
  return [
    { item: own, pointer: layer.pointer },
    { item: dereference(document, { $ref }), pointer: $ref },
  ];
}

interface WrittenOperation {
  readonly path: string;
  readonly method: string;
  readonly value: OperationObject;
  readonly layers: readonly Layer[];
  readonly pointer: string;
}

function methodsOf(item: PathItem): readonly { method: string; steps: readonly string[]; value: OperationObject }[] {
  const fixed = METHODS.flatMap((method) => {
    const value = item[method];
    return value === undefined ? [] : [{ method: method.toUpperCase(), steps: [method], value }];
  });
  const additional = Object.entries(item.additionalOperations ?? {}).map(([method, value]) => {
    return { method, steps: ["additionalOperations", method], value };
  });
  return [...fixed, ...additional];
}

function readOperation(document: Document, written: WrittenOperation): DescribedOperation {
  const { path, method, value, layers, pointer } = written;
  const security = securityOf(document, value.security ?? document.security ?? []);
  const keys = new Set(
    security.flat().flatMap(({ scheme }) => (scheme.type === "apiKey" ? [placeOf(scheme.in, scheme.name)] : [])),
  );
  const parameters = new Map<string, DescribedParameter>();
  for (const layer of layers.toReversed()) {
    for (const [index, parameter] of (layer.item.parameters ?? []).entries()) {
      keep(parameters, readParameter(document, parameter, child(layer.pointer, "parameters", index)));
    }
  }
  for (const [index, parameter] of (value.parameters ?? []).entries()) {
    keep(parameters, readParameter(document, parameter, child(pointer, "parameters", index)));
  }
  const servers =
    value.servers ?? layers.find(({ item }) => item.servers !== undefined)?.item.servers ?? document.servers;
  return {
    id: value.operationId ?? `${method} ${path}`,
    method,
    path,
    tags: value.tags ?? [],
    summary: value.summary,
    pointer,
    parameters: [...parameters.values()].filter((one) => !isIgnored(one) && !keys.has(placeOf(one.in, one.name))),
    body: value.requestBody === undefined ? undefined : readBody(document, value.requestBody, pointer),
    responses: Object.entries(value.responses ?? {})
      .filter(([status]) => !status.startsWith("x-"))
      .map(([status, response]) =>
        readResponse(document, { status, response, pointer: child(pointer, "responses", status) }),
      ),
    security,
    servers: (servers ?? []).map(urlOf),
  };
}

function keep(parameters: Map<string, DescribedParameter>, parameter: DescribedParameter): void {
  parameters.set(`${parameter.in} ${parameter.name}`, parameter);
}

/** The body, the responses and the security say what these are. OpenAPI 3.2 §4.12.2.1 */
function isIgnored({ in: place, name }: DescribedParameter): boolean {
  return place === "header" && ["accept", "content-type", "authorization"].includes(name.toLowerCase());
}

/** Names of headers are the same in any case. */
function placeOf(place: string, name: string): string {
  return `${place} ${place === "header" ? name.toLowerCase() : name}`;
}

function pointerOfTarget(written: object, pointer: string): string {
  return "$ref" in written && typeof written.$ref === "string" ? written.$ref : pointer;
}

function readParameter(document: Document, written: Referable<ParameterObject>, pointer: string): DescribedParameter {
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
    allowReserved: rest.allowReserved ?? false,
    mediaType: only?.[0],
    schema: (only === undefined ? schema : dereference(document, only[1]).schema) ?? true,
  };
}

function readBody(
  document: Document,
  written: NonNullable<OperationObject["requestBody"]>,
  operation: string,
): DescribedBody {
  const body = dereference(document, written);
  const pointer = pointerOfTarget(written, child(operation, "requestBody"));
  return { required: body.required === true, contents: readContents(document, body.content, pointer), pointer };
}

function readContents(
  document: Document,
  contents: Readonly<Record<string, Referable<MediaType>>> = {},
  pointer: string,
): readonly DescribedContent[] {
  return Object.entries(contents).map(([mediaType, written]) => {
    const content = dereference(document, written);
    const kind = kindOf(document, mediaType, content.schema ?? true);
    const isSequence = kind === "events" || kind === "lines";
    const schema = (isSequence ? content.itemSchema : content.schema) ?? true;
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

function styleOf(written: { style?: string; explode?: boolean; allowReserved?: boolean }): DescribedEncoding["style"] {
  const { style = "form", explode, allowReserved = false } = written;
  if (written.style === undefined && explode === undefined && written.allowReserved === undefined) return undefined;
  return { style, explode: explode ?? style === "form", allowReserved, mediaType: undefined };
}

interface WrittenResponse {
  readonly status: string;
  readonly response: Referable<ResponseObject>;
  readonly pointer: string;
}

function readResponse(
  document: Document,
  { status, response: written, pointer: own }: WrittenResponse,
): DescribedResponse {
  const response = dereference(document, written);
  const pointer = pointerOfTarget(written, own);
  return {
    status,
    headers: Object.entries(response.headers ?? {})
      .filter(([name]) => name.toLowerCase() !== "content-type")
      .map(([name, header]) => readHeader(document, { name, header, pointer: child(pointer, "headers", name) })),
    contents: readContents(document, response.content, pointer),
    links: Object.values(response.links ?? {}).flatMap((link) => readLink(document, link)),
    pointer,
  };
}

function readHeader(
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

function readLink(document: Document, written: unknown): readonly DescribedLink[] {
  if (!isObject(written)) return [];
  const link = dereference<object>(document, written);
  if (!isObject(link)) return [];
  const { operationId, operationRef, parameters } = link;
  const operation = typeof operationId === "string" ? operationId : operationOf(document, operationRef);
  return operation === undefined ? [] : [{ operation, parameters: isObject(parameters) ? parameters : {} }];
}

function operationOf(document: Document, reference: unknown): string | undefined {
  if (typeof reference !== "string" || !reference.startsWith("#/paths/")) return undefined;
  const [, path = "", method = ""] = segmentsOf(reference);
  const operation = document.paths?.[path]?.[method.toLowerCase() as "get"]; // one of the fixed methods, or nothing is found
  return operation && (operation.operationId ?? `${method.toUpperCase()} ${path}`);
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

function urlOf({ url, variables = {} }: ServerObject): string {
  return url.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => variables[name]?.default ?? whole);
}
