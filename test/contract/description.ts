/**
 * An independent reader of `spec/` for the contract tests. It uses only the `yaml` package and shares no code with the
 * generator, so a mistake in one of them shows as a difference.
 */
import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { query } from "json-p3";
import { parse } from "yaml";

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export interface DescribedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly DescribedParameter[];
  readonly body: { readonly required: boolean; readonly contents: ReadonlyMap<string, JsonObject> } | undefined;
  readonly responses: ReadonlyMap<string, DescribedResponse>;
  readonly security: readonly JsonObject[];
}

export interface DescribedParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Json;
}

export interface DescribedResponse {
  readonly headers: ReadonlyMap<string, { readonly required: boolean; readonly schema: Json }>;
  readonly contents: ReadonlyMap<string, JsonObject>;
}

export interface Description {
  /** The bundled document: path items inline, component files under `components`. */
  readonly document: JsonObject;
  readonly operations: readonly DescribedOperation[];
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const specFolder = resolve(dirname(fileURLToPath(import.meta.url)), "../../spec");

/** Reads `spec/openapi.yaml`, with `overlays` (file names in `spec/overlays`) applied in order. */
export function readDescription(overlays: readonly string[] = ["corrections.yaml"]): Description {
  const document = bundle(join(specFolder, "openapi.yaml"));
  for (const overlay of overlays) applyOverlay(document, readYaml(join(specFolder, "overlays", overlay)));
  return { document, operations: operationsOf(document) };
}

/** Returns the target of a reference, or `node` itself. */
export function dereference(document: JsonObject, node: Json | undefined): JsonObject {
  let current = object(node);
  while (typeof current["$ref"] === "string") {
    const segments = current["$ref"].replace("#/", "").split("/");
    let target: Json | undefined = document;
    for (const segment of segments) {
      target = object(target)[decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~")];
    }
    current = object(target);
  }
  return current;
}

/** Returns the properties of an object in the description, as pairs. */
export function entries(node: Json | undefined): [string, Json][] {
  return node === undefined ? [] : Object.entries(object(node));
}

/** Returns `node`, or throws if it is not an object. */
export function object(node: Json | undefined): JsonObject {
  if (typeof node !== "object" || node === null || Array.isArray(node)) {
    throw new Error(`an object was expected, not ${JSON.stringify(node)}`);
  }
  return node;
}

function operationsOf(document: JsonObject): DescribedOperation[] {
  const resolveNode = (node: Json | undefined): JsonObject => dereference(document, node);
  return entries(document["paths"]).flatMap(([path, item]) =>
    METHODS.filter((method) => method in object(item)).map((method) => {
      const operation = object(object(item)[method]);
      const body = operation["requestBody"] === undefined ? undefined : resolveNode(operation["requestBody"]);
      return {
        id: String(operation["operationId"]),
        method: method.toUpperCase(),
        path,
        parameters: [...list(object(item)["parameters"]), ...list(operation["parameters"])].map((node) => {
          const parameter = resolveNode(node);
          return {
            name: String(parameter["name"]),
            in: String(parameter["in"]),
            required: parameter["required"] === true,
            schema: parameter["schema"] ?? true,
          };
        }),
        body: body && { required: body["required"] === true, contents: contentsOf(body) },
        responses: new Map(
          entries(operation["responses"]).map(([status, node]) => {
            const response = resolveNode(node);
            const headers = entries(response["headers"]).map(([name, header]) => {
              const { required, schema } = resolveNode(header);
              return [name, { required: required === true, schema: schema ?? true }] as const;
            });
            return [status, { headers: new Map(headers), contents: contentsOf(response) }] as const;
          }),
        ),
        security: list(operation["security"] ?? document["security"]).map(object),
      };
    }),
  );
}

function contentsOf(node: JsonObject): Map<string, JsonObject> {
  return new Map(entries(node["content"]).map(([mediaType, content]) => [mediaType, object(content)]));
}

function list(node: Json | undefined): Json[] {
  return Array.isArray(node) ? node : [];
}

/** Bundles the description. References to `components/<kind>/` become components, and others are inlined. */
function bundle(root: string): JsonObject {
  const components: { [kind: string]: JsonObject } = {};
  const read = (file: string): Json => {
    const kind = basename(dirname(file));
    if (basename(dirname(dirname(file))) !== "components") return walk(readYaml(file), file);
    const name = basename(file, ".yaml");
    const known = (components[kind] ??= {});
    if (!(name in known)) {
      known[name] = null; // holds the place while a cycle is followed
      known[name] = walk(readYaml(file), file);
    }
    return { $ref: `#/components/${kind}/${name}` };
  };
  const walk = (node: Json, file: string): Json => {
    if (Array.isArray(node)) return node.map((item) => walk(item, file));
    if (typeof node !== "object" || node === null) return node;
    const { $ref: reference, ...siblings } = node;
    const walked = Object.fromEntries(Object.entries(siblings).map(([name, value]) => [name, walk(value, file)]));
    if (typeof reference !== "string") return walked;
    const target = reference.startsWith("#") ? { $ref: reference } : read(resolve(dirname(file), reference));
    return { ...object(target), ...walked };
  };
  const document = object(walk(readYaml(root), root));
  for (const [kind, named] of entries(document["components"] ?? {})) {
    for (const [name, component] of entries(named)) {
      // `Meta: { $ref: schemas/Meta.yaml }` names the component that the file already is
      if (object(component)["$ref"] !== `#/components/${kind}/${name}`) (components[kind] ??= {})[name] = component;
    }
  }
  return { ...document, components };
}

/** Applies an overlay: merges `update` into every target, or removes the targets (OpenAPI Overlay 1.0 §4.4). */
function applyOverlay(document: JsonObject, overlay: Json): void {
  for (const action of list(object(overlay)["actions"]).map(object)) {
    const targets = query(String(action["target"]), document).nodes;
    if (targets.length === 0) throw new Error(`the overlay's target ${String(action["target"])} matches nothing`);
    for (const { value, location } of targets.toReversed()) {
      if (action["remove"] === true) {
        const parent = location.slice(0, -1).reduce<Json>((node, step) => member(node, step), document);
        const last = location.at(-1) ?? "";
        if (Array.isArray(parent)) parent.splice(Number(last), 1);
        else delete object(parent)[last];
      } else if (Array.isArray(value)) {
        value.push(structuredClone(action["update"] ?? null));
      } else {
        merge(object(value as Json), object(action["update"])); // a node of a JSON document is JSON
      }
    }
  }
}

function member(node: Json, step: string | number): Json {
  return (Array.isArray(node) ? node[Number(step)] : object(node)[step]) ?? null;
}

function merge(target: JsonObject, update: JsonObject): void {
  for (const [name, value] of Object.entries(update)) {
    const current = target[name];
    if (Array.isArray(current) && Array.isArray(value)) current.push(...structuredClone(value));
    else if (isObject(current) && isObject(value)) merge(current, value);
    else target[name] = structuredClone(value);
  }
}

function isObject(node: Json | undefined): node is JsonObject {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

function readYaml(file: string): Json {
  return parse(readFileSync(file, "utf8")) as Json; // YAML's core schema gives JSON values
}
