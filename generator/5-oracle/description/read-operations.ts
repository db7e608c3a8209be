/**
 * The oracle's reading of all operations: path items merged, references resolved, defaults filled in. It follows
 * OpenAPI 3.2 §4.8 to §4.10 and does not use the model, so tests can compare both.
 */
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
import type {
  DescribedLink,
  DescribedOperation,
  DescribedParameter,
  DescribedResponse,
} from "./described-operation.ts";
import { readBody, readContents, readParameter } from "./read-contents.ts";
import { pointerOfTarget, readHeader } from "./read-values.ts";
import { dereference } from "./described-schemas.ts";
import { readSecurity } from "./described-security.ts";

/** Reads all operations of `paths`, in document order. Webhooks and callbacks are not included. */
export function readOperations(document: Document): readonly DescribedOperation[] {
  return Object.entries(document.paths ?? {})
    .filter(([path]) => !path.startsWith("x-"))
    .flatMap(([path, item]) => {
      const layers = pathItemLayers(document, { item, pointer: childPointer("#/paths", path) });
      const taken = new Set<string>();
      return layers.flatMap(({ item: layer, pointer }) =>
        operationsByMethod(layer).flatMap(({ method, steps, value }) => {
          if (taken.has(method)) return [];
          taken.add(method);
          return [readOperation(document, { path, method, value, layers, pointer: childPointer(pointer, ...steps) })];
        }),
      );
    });
}

/** A Path Item Object and its place. */
interface PathItemLayer {
  readonly item: PathItem;
  readonly pointer: string;
}

/** Returns a path item and the target of its `$ref`. Fields of the path item come first. OpenAPI 3.2 §4.9 */
function pathItemLayers(document: Document, layer: PathItemLayer): readonly PathItemLayer[] {
  const { $ref } = layer.item;
  if ($ref === undefined) return [layer];
  const { $ref: _ref, ...own } = layer.item;
  return [
    { item: own, pointer: layer.pointer },
    { item: dereference(document, { $ref }), pointer: $ref },
  ];
}

interface OperationSource {
  readonly path: string;
  readonly method: string;
  readonly value: OperationObject;
  readonly layers: readonly PathItemLayer[];
  readonly pointer: string;
}

function operationsByMethod(
  item: PathItem,
): readonly { method: string; steps: readonly string[]; value: OperationObject }[] {
  const fixed = METHODS.flatMap((method) => {
    const value = item[method];
    return value === undefined ? [] : [{ method: method.toUpperCase(), steps: [method], value }];
  });
  const additional = Object.entries(item.additionalOperations ?? {}).map(([method, value]) => {
    return { method, steps: ["additionalOperations", method], value };
  });
  return [...fixed, ...additional];
}

function readOperation(document: Document, written: OperationSource): DescribedOperation {
  const { path, method, value, layers, pointer } = written;
  const security = readSecurity(document, value.security ?? document.security ?? []);
  const keys = new Set(
    security.flat().flatMap(({ scheme }) => (scheme.type === "apiKey" ? [parameterKey(scheme.in, scheme.name)] : [])),
  );
  const parameters = new Map<string, DescribedParameter>();
  for (const layer of layers.toReversed()) {
    for (const [index, parameter] of (layer.item.parameters ?? []).entries()) {
      addParameter(parameters, readParameter(document, parameter, childPointer(layer.pointer, "parameters", index)));
    }
  }
  for (const [index, parameter] of (value.parameters ?? []).entries()) {
    addParameter(parameters, readParameter(document, parameter, childPointer(pointer, "parameters", index)));
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
    parameters: [...parameters.values()].filter(
      (one) => !isIgnoredHeader(one) && !keys.has(parameterKey(one.in, one.name)),
    ),
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
    servers: (servers ?? []).map(serverUrl),
  };
}

function addParameter(parameters: Map<string, DescribedParameter>, parameter: DescribedParameter): void {
  parameters.set(`${parameter.in} ${parameter.name}`, parameter);
}

/** Returns true for headers that body, responses and security define. OpenAPI 3.2 §4.12.2.1 ignores such parameters. */
function isIgnoredHeader({ in: place, name }: DescribedParameter): boolean {
  return place === "header" && ["accept", "content-type", "authorization"].includes(name.toLowerCase());
}

/** Returns a key that identifies a parameter. Header names are case-insensitive. RFC 9110 §5.1 */
function parameterKey(place: string, name: string): string {
  return `${place} ${place === "header" ? name.toLowerCase() : name}`;
}

interface ResponseSource {
  readonly status: string;
  readonly response: Referable<ResponseObject>;
  readonly pointer: string;
}

function readResponse(
  document: Document,
  { status, response: written, pointer: own }: ResponseSource,
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
  const operation = typeof operationId === "string" ? operationId : operationIdOfReference(document, operationRef);
  return operation === undefined ? [] : [{ operation, parameters: isObject(parameters) ? parameters : {} }];
}

function operationIdOfReference(document: Document, reference: unknown): string | undefined {
  if (typeof reference !== "string" || !reference.startsWith("#/paths/")) return undefined;
  const [, path = "", method = ""] = parsePointer(reference);
  const operation = document.paths?.[path]?.[method.toLowerCase() as "get"]; // any other name finds no operation
  return operation && (operation.operationId ?? `${method.toUpperCase()} ${path}`);
}

function serverUrl({ url, variables = {} }: ServerObject): string {
  return url.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => variables[name]?.default ?? whole);
}
