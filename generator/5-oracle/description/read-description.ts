/** The description as operations, read for the tests alone: path items merged, references followed, defaults filled in. */
import { isObject } from "../../1-document/json.ts";
import {
  type Document,
  METHODS,
  type OperationObject,
  type PathItem,
  type Referable,
  type ResponseObject,
  type ServerObject,
} from "../../1-document/openapi.ts";
import { childPointer, parsePointer } from "../../1-document/pointer.ts";
import type { DescribedLink, DescribedOperation, DescribedParameter, DescribedResponse } from "./description.ts";
import { readBody, readContents, readParameter } from "./read-contents.ts";
import { pointerOfTarget, readHeader } from "./read-values.ts";
import { dereference } from "./described-schemas.ts";
import { securityOf } from "./described-security.ts";

/** What a server of the description answers, in its order: neither webhooks nor callbacks. */
export function readOperations(document: Document): readonly DescribedOperation[] {
  return Object.entries(document.paths ?? {})
    .filter(([path]) => !path.startsWith("x-"))
    .flatMap(([path, item]) => {
      const layers = layersOf(document, { item, pointer: childPointer("#/paths", path) });
      const taken = new Set<string>();
      return layers.flatMap(({ item: layer, pointer }) =>
        methodsOf(layer).flatMap(({ method, steps, value }) => {
          if (taken.has(method)) return [];
          taken.add(method);
          return [readOperation(document, { path, method, value, layers, pointer: childPointer(pointer, ...steps) })];
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
      keep(parameters, readParameter(document, parameter, childPointer(layer.pointer, "parameters", index)));
    }
  }
  for (const [index, parameter] of (value.parameters ?? []).entries()) {
    keep(parameters, readParameter(document, parameter, childPointer(pointer, "parameters", index)));
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
    body:
      value.requestBody === undefined || /^(?:get|head)$/i.test(method)
        ? undefined
        : readBody(document, value.requestBody, pointer),
    responses: Object.entries(value.responses ?? {})
      .filter(([status]) => !status.startsWith("x-"))
      .map(([status, response]) =>
        readResponse(document, { status, response, pointer: childPointer(pointer, "responses", status) }),
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
      .map(([name, header]) => readHeader(document, { name, header, pointer: childPointer(pointer, "headers", name) })),
    contents: readContents(document, response.content, pointer),
    links: Object.values(response.links ?? {}).flatMap((link) => readLink(document, link)),
    pointer,
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
  const [, path = "", method = ""] = parsePointer(reference);
  const operation = document.paths?.[path]?.[method.toLowerCase() as "get"]; // one of the fixed methods, or nothing is found
  return operation && (operation.operationId ?? `${method.toUpperCase()} ${path}`);
}

function urlOf({ url, variables = {} }: ServerObject): string {
  return url.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => variables[name]?.default ?? whole);
}
