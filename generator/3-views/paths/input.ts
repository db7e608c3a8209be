/**
 * Prepares a copy of the document for openapi-typescript. Every schema that is referred to becomes a component. Strings
 * that it prints as comments become safe. Keywords that it does not know or misreads are removed.
 */
import { type NodeKind, mapChildren } from "../../1-document/node-kinds.ts";
import { isObject, type Json, type JsonObject, setOwnProperty } from "../../1-document/json.ts";
import { childPointer } from "../../1-document/pointer.ts";
import { resolveReference } from "../../1-document/local-references.ts";
import type { Api } from "../../2-model/api.ts";
import { commentLines } from "../code.ts";

/** Schema keywords that openapi-typescript reads. It would read `$defs` as a property. */
const KEYWORDS = setOf(
  "type const enum properties required additionalProperties patternProperties items prefixItems minItems maxItems",
  "allOf anyOf oneOf discriminator readOnly writeOnly title description format default example deprecated",
);

/** Properties that it does not print, and data that it would search for schemas. */
const REMOVED = setOf("callbacks links examples encoding securitySchemes mediaTypes");

/** Keywords that it prints as comments. */
const COMMENTS = setOf("title summary description format default example");

const COMBINATIONS = setOf("allOf anyOf oneOf");
const BOOLEAN: Readonly<Record<string, JsonObject>> = { true: {}, false: { enum: [] } };

/** Objects that can contain extensions beside their entries. */
const EXTENSIBLE = setOf("paths responses");

/** Targets of references that it can resolve. */
const COMPONENT = /^#\/components\/(?:schemas|responses|parameters|requestBodies|headers|pathItems)\/[^/]+$/;

/** Returns the document as openapi-typescript can read it. */
export function pathsInput(api: Api): JsonObject {
  const moved = movedSchemas(api);
  const operationIds = new Set<Json>();

  function visit(node: JsonObject, kind: NodeKind): JsonObject {
    return kind === "schema" ? schema(node) : object(node, kind);
  }

  function schema(node: JsonObject): JsonObject {
    const { $ref } = node;
    if (typeof $ref === "string") return { $ref: moved.get($ref)?.pointer ?? $ref };
    const known = withoutNullableRequired(node, api);
    return select(mapChildren("schema", known, visit), (name) => KEYWORDS.has(name) && isReadable(name, node));
  }

  function object(node: JsonObject, kind: NodeKind): JsonObject {
    const isForeign = typeof node["$ref"] === "string" && !COMPONENT.test(node["$ref"]);
    const target = isForeign ? resolveReference(api.document, { value: node, pointer: "#" })?.value : node;
    const known = select((target ?? {}) as JsonObject, (name) => !REMOVED.has(name) && !name.startsWith("x-")); // The copy is still JSON.
    return uniquelyNamed(mapChildren(kind, known, visit));
  }

  /** Removes an `operationId` that is taken, as in webhooks and callbacks. Each becomes a property of `operations`. */
  function uniquelyNamed(node: JsonObject): JsonObject {
    const { operationId } = node;
    if (operationId === undefined) return node;
    const isTaken = operationIds.has(operationId);
    operationIds.add(operationId);
    return isTaken ? select(node, (name) => name !== "operationId") : node;
  }

  const document = api.document as object as JsonObject; // A document is JSON.
  const { components = {}, ...rest } = visit(document, "document");
  const added = [...moved.values()].map(
    ({ key, schema: value }) => [key, isObject(value) ? schema(value) : value] as const,
  );
  const schemas = { ...memberObject(components, "schemas"), ...Object.fromEntries(added) };
  return { ...rest, components: { ...(isObject(components) && components), schemas } };
}

function memberObject(node: Json, name: string): JsonObject {
  const value = isObject(node) ? node[name] : undefined;
  return isObject(value) ? value : {};
}

/**
 * Removes names from `required` that are properties of a nullable schema in `allOf`. openapi-typescript writes them as
 * keys of its type, and a union with null has no keys.
 */
function withoutNullableRequired(node: JsonObject, api: Api): JsonObject {
  const { required, allOf } = node;
  if (!Array.isArray(required) || !Array.isArray(allOf)) return node;
  const names = nullableProperties(allOf, api);
  return names.size === 0 ? node : { ...node, required: required.filter((name) => !names.has(String(name))) };
}

function nullableProperties(branches: readonly Json[], api: Api): ReadonlySet<string> {
  return new Set(
    branches.filter(isObject).flatMap((branch): readonly string[] => {
      if (Array.isArray(branch["allOf"])) return [...nullableProperties(branch["allOf"], api)];
      if (typeof branch["$ref"] !== "string") return [];
      const target = resolveReference(api.document, { value: branch, pointer: "#" })?.value as Json | undefined; // the copy is JSON
      if (!isObject(target) || !Array.isArray(target["type"]) || !target["type"].includes("null")) return [];
      return Object.keys(memberObject(target, "properties"));
    }),
  );
}

interface MovedSchema {
  readonly key: string;
  readonly pointer: string;
  readonly schema: Json;
}

/** Returns schemas that are the target of a reference but no component, with a component name for each. */
function movedSchemas(api: Api): ReadonlyMap<string, MovedSchema> {
  const keys = new Set(Object.keys(api.document.components?.schemas ?? {}));
  const moved = new Map<string, MovedSchema>();
  for (const { pointer, identifier, schema } of api.schemas) {
    if (COMPONENT.test(pointer)) continue;
    let key = identifier;
    while (keys.has(key)) key += "_";
    keys.add(key);
    moved.set(pointer, { key, pointer: childPointer("#/components/schemas", key), schema: schema as Json }); // A schema is JSON.
  }
  return moved;
}

/** Returns false for `const` and `enum` with objects or arrays. openapi-typescript would read those as schemas. */
function isReadable(name: string, node: JsonObject): boolean {
  if (name === "const") return typeof node[name] !== "object";
  if (name !== "enum") return true;
  const values = node[name];
  return (
    node["type"] !== "object" &&
    Array.isArray(values) &&
    !values.some((value: Json) => typeof value === "object" && value !== null)
  );
}

/** Returns a copy with some of the properties, each one safe to print. */
function select(node: JsonObject, isWanted: (name: string) => boolean): JsonObject {
  const copy: Record<string, Json> = {};
  for (const [name, value] of Object.entries(node)) {
    if (isWanted(name)) setOwnProperty(copy, name, printable(name, value));
  }
  return copy;
}

/** Returns the value of a property in the form that openapi-typescript prints correctly. */
function printable(name: string, value: Json): Json {
  // It prints the format on one line.
  const separator = name === "format" ? " " : "\n";
  if (COMMENTS.has(name)) {
    return commentLines(typeof value === "string" ? value : JSON.stringify(value)).join(separator);
  }
  if (EXTENSIBLE.has(name) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith("x-")));
  }
  // It reads properties of each alternative, which fails for a boolean.
  if (!COMBINATIONS.has(name) || !Array.isArray(value)) return value;
  return value.map((each: Json) => (isObject(each) ? each : { ...BOOLEAN[String(each)] }));
}

function setOf(...names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((line) => line.split(" ")));
}
