/**
 * The grammar of OpenAPI 2.0 to 3.2: for each kind of object, the fields that hold other objects of the description.
 * Only these fields can hold references and schemas. Fields that are not listed here (examples, defaults, enums,
 * constants, extensions) are data: a `$ref` in them is not a reference.
 */
import { leavingNode } from "./failure-place.ts";
import type { Json, JsonObject } from "./json.ts";
import { isObject, setOwnProperty } from "./json.ts";

export type NodeKind =
  | "document"
  | "components"
  | "pathItem"
  | "operation"
  | "parameter"
  | "header"
  | "requestBody"
  | "response"
  | "mediaType"
  | "encoding"
  | "callback"
  | "schema"
  | "example"
  | "link"
  | "securityScheme";

interface NodeFields {
  /** Fields that hold one object of a kind, or an array of them. */
  readonly nodes?: Readonly<Record<string, NodeKind>>;
  /** Fields that hold a map from names to objects of a kind. */
  readonly maps?: Readonly<Record<string, NodeKind>>;
  /** The kind of the value of every other field except extensions. Set where the object itself is a map. */
  readonly rest?: NodeKind;
  /** The map field in which keys that begin with `x-` are extensions. In all other maps such keys are names. */
  readonly extensible?: string;
}

const content = { content: "mediaType", examples: "example" } as const;

const NODE_FIELDS: Readonly<Record<NodeKind, NodeFields>> = {
  document: {
    nodes: { components: "components" },
    // `definitions`, `parameters` and `responses` are fields of 2.0. Security schemes of 2.0 are never references,
    // so they are not listed.
    maps: {
      paths: "pathItem",
      webhooks: "pathItem",
      definitions: "schema",
      parameters: "parameter",
      responses: "response",
    },
    extensible: "paths",
  },
  components: {
    maps: {
      schemas: "schema",
      responses: "response",
      parameters: "parameter",
      examples: "example",
      requestBodies: "requestBody",
      headers: "header",
      securitySchemes: "securityScheme",
      links: "link",
      callbacks: "callback",
      pathItems: "pathItem",
      mediaTypes: "mediaType",
    },
  },
  pathItem: {
    nodes: {
      parameters: "parameter",
      get: "operation",
      put: "operation",
      post: "operation",
      delete: "operation",
      options: "operation",
      head: "operation",
      patch: "operation",
      trace: "operation",
      query: "operation",
    },
    maps: { additionalOperations: "operation" },
  },
  operation: {
    nodes: { parameters: "parameter", requestBody: "requestBody" },
    maps: { responses: "response", callbacks: "callback" },
    extensible: "responses",
  },
  parameter: { nodes: { schema: "schema" }, maps: content },
  header: { nodes: { schema: "schema" }, maps: content },
  requestBody: { maps: { content: "mediaType" } },
  // `schema` is a field of 2.0. The `examples` of a 2.0 response are data, not Example Objects.
  response: { nodes: { schema: "schema" }, maps: { headers: "header", content: "mediaType", links: "link" } },
  mediaType: {
    nodes: { schema: "schema", itemSchema: "schema", prefixEncoding: "encoding", itemEncoding: "encoding" },
    maps: { examples: "example", encoding: "encoding" },
  },
  encoding: {
    nodes: { prefixEncoding: "encoding", itemEncoding: "encoding" },
    maps: { headers: "header", encoding: "encoding" },
  },
  callback: { rest: "pathItem" },
  schema: {
    nodes: {
      allOf: "schema",
      anyOf: "schema",
      oneOf: "schema",
      not: "schema",
      if: "schema",
      then: "schema",
      else: "schema",
      items: "schema",
      prefixItems: "schema",
      additionalItems: "schema",
      unevaluatedItems: "schema",
      contains: "schema",
      additionalProperties: "schema",
      unevaluatedProperties: "schema",
      propertyNames: "schema",
      contentSchema: "schema",
    },
    maps: {
      properties: "schema",
      patternProperties: "schema",
      dependentSchemas: "schema",
      dependencies: "schema",
      $defs: "schema",
      definitions: "schema",
    },
  },
  example: {},
  link: {},
  securityScheme: {},
};

/** Receives a child object and the steps from its parent to it. Returns the value that replaces the child. */
export type NodeChange = (child: JsonObject, kind: NodeKind, steps: readonly string[]) => Json;

/**
 * Calls `change` for every object directly below `node` that the grammar knows. Returns `node` itself if no child
 * changed, and otherwise a changed copy. Skips boolean schemas, because they contain no objects.
 */
export function mapChildren(kind: NodeKind, node: JsonObject, change: NodeChange): JsonObject {
  const { nodes, maps, rest, extensible } = NODE_FIELDS[kind];
  let copy: Record<string, Json> | undefined;
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (typeof value !== "object" || value === null) continue;
    const kindOfNode = ownKind(nodes, key) ?? (key.startsWith("x-") || ownKind(maps, key) ? undefined : rest);
    const kindOfEntries = ownKind(maps, key);
    let changed: Json = value;
    if (kindOfNode) changed = mapObjectOrArray(value, kindOfNode, key, change);
    else if (kindOfEntries && isObject(value)) {
      changed = mapEntries(value, { kind: kindOfEntries, key, extensible }, change);
    }
    if (changed !== value) setOwnProperty((copy ??= { ...node }), key, changed);
  }
  return copy ?? node;
}

function mapObjectOrArray(value: Json, kind: NodeKind, key: string, change: NodeChange): Json {
  return Array.isArray(value) ? mapArray(value, kind, key, change) : mapObject(value, kind, [key], change);
}

function mapObject(value: Json, kind: NodeKind, steps: readonly string[], change: NodeChange): Json {
  if (!isObject(value)) return value;
  try {
    return change(value, kind, steps);
  } catch (error) {
    leavingNode(error, steps);
    throw error;
  }
}

function mapArray(values: readonly Json[], kind: NodeKind, key: string, change: NodeChange): readonly Json[] {
  let copy: Json[] | undefined;
  values.forEach((value, index) => {
    const changed = mapObject(value, kind, [key, String(index)], change);
    if (changed !== value) (copy ??= [...values])[index] = changed;
  });
  return copy ?? values;
}

interface MapField {
  readonly kind: NodeKind;
  readonly key: string;
  readonly extensible: string | undefined;
}

function mapEntries(values: JsonObject, { kind, key, extensible }: MapField, change: NodeChange): JsonObject {
  let copy: Record<string, Json> | undefined;
  for (const name of Object.keys(values)) {
    if (key === extensible && name.startsWith("x-")) continue;
    const value = values[name];
    if (value === undefined) continue;
    const changed = mapObject(value, kind, [key, name], change);
    if (changed !== value) setOwnProperty((copy ??= { ...values }), name, changed);
  }
  return copy ?? values;
}

/**
 * Removes extensions from a node that is a map, or from its map field that may hold extensions. Afterwards every key
 * of these maps is a name.
 */
export function withoutExtensions(kind: NodeKind, node: JsonObject): JsonObject {
  const { rest, extensible } = NODE_FIELDS[kind];
  if (rest !== undefined) return withoutExtensionProperties(node);
  const names = extensible === undefined ? undefined : node[extensible];
  if (extensible === undefined || !isObject(names)) return node;
  const kept = withoutExtensionProperties(names);
  return kept === names ? node : { ...node, [extensible]: kept };
}

function withoutExtensionProperties(node: JsonObject): JsonObject {
  const kept = Object.entries(node).filter(([name]) => !name.startsWith("x-"));
  return kept.length === Object.keys(node).length ? node : Object.fromEntries(kept);
}

function ownKind(table: Readonly<Record<string, NodeKind>> | undefined, key: string): NodeKind | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Returns the kind of the objects in a field, and if they are in a map. Returns undefined for a field without objects. */
export function kindOfField(
  kind: NodeKind,
  key: string,
): { readonly kind: NodeKind; readonly isMap: boolean } | undefined {
  const { nodes, maps } = NODE_FIELDS[kind];
  const ofEntries = ownKind(maps, key);
  const own = ofEntries ?? ownKind(nodes, key);
  return own === undefined ? undefined : { kind: own, isMap: ofEntries !== undefined };
}

/**
 * Returns the kind of the node that `segments` lead to from a node of `kind`. Returns undefined if the grammar
 * treats that place as data.
 */
export function kindAt(kind: NodeKind, segments: readonly string[]): NodeKind | undefined {
  let current = kind;
  for (let index = 0; index < segments.length; index += 1) {
    const { nodes, maps, rest } = NODE_FIELDS[current];
    const key = segments[index] ?? "";
    const ofEntries = ownKind(maps, key);
    if (ofEntries) index += 1;
    const next = ofEntries ?? ownKind(nodes, key) ?? rest;
    if (next === undefined || index >= segments.length) return undefined;
    if (!ofEntries && ARRAY_INDEX.test(segments[index + 1] ?? "") && ownKind(nodes, key)) index += 1;
    current = next;
  }
  return current;
}

/**
 * An index of an array. No object in an array of the grammar has a field with a numeric name, so this is
 * unambiguous.
 */
const ARRAY_INDEX = /^\d+$/;
