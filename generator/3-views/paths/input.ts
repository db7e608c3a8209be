/**
 * The document as openapi-typescript can read it, a copy that it may change: every schema that is referred to is a
 * component, what it prints as a comment can end none, and what it does not know or takes for something else is left out.
 */
import { type NodeKind, mapChildren } from "../../1-document/node-kinds.ts";
import { isObject, type Json, type JsonObject, setOwnProperty } from "../../1-document/json.ts";
import { childPointer } from "../../1-document/pointer.ts";
import { resolveReference } from "../../1-document/local-references.ts";
import type { Api } from "../../2-model/api.ts";
import { commentLines } from "../code.ts";

/** What openapi-typescript reads of a schema; `$defs` it would take for a property. */
const KEYWORDS = setOf(
  "type const enum properties required additionalProperties patternProperties items prefixItems minItems maxItems",
  "allOf anyOf oneOf discriminator readOnly writeOnly title description format default example deprecated",
);

/** What it prints nothing of, or data that it would search for schemas. */
const UNREAD = setOf("callbacks links examples encoding securitySchemes mediaTypes");

/** What it prints as comments. */
const TEXTS = setOf("title summary description format default example");

const COMBINATIONS = setOf("allOf anyOf oneOf");
const BOOLEAN: Readonly<Record<string, JsonObject>> = { true: {}, false: { enum: [] } };

/** Maps with extensions among their entries. */
const EXTENSIBLE = setOf("paths responses");

/** Where it can follow a reference to. */
const COMPONENT = /^#\/components\/(?:schemas|responses|parameters|requestBodies|headers|pathItems)\/[^/]+$/;

export function pathsInput(api: Api): JsonObject {
  const moved = movedSchemas(api);
  const operationIds = new Set<Json>();

  function visit(node: JsonObject, kind: NodeKind): JsonObject {
    return kind === "schema" ? schema(node) : object(node, kind);
  }

  function schema(node: JsonObject): JsonObject {
    const { $ref } = node;
    if (typeof $ref === "string") return { $ref: moved.get($ref)?.pointer ?? $ref };
    return select(mapChildren("schema", node, visit), (name) => KEYWORDS.has(name) && isReadable(name, node));
  }

  function object(node: JsonObject, kind: NodeKind): JsonObject {
    const isForeign = typeof node["$ref"] === "string" && !COMPONENT.test(node["$ref"]);
    const target = isForeign ? resolveReference(api.document, { value: node, pointer: "#" })?.value : node;
    const known = select((target ?? {}) as JsonObject, (name) => !UNREAD.has(name) && !name.startsWith("x-")); // JSON still
    return uniquelyNamed(mapChildren(kind, known, visit));
  }

  /** An `operationId` becomes a property of `operations`: of those of callbacks and webhooks, some come twice. */
  function uniquelyNamed(node: JsonObject): JsonObject {
    const { operationId } = node;
    if (operationId === undefined) return node;
    const isTaken = operationIds.has(operationId);
    operationIds.add(operationId);
    return isTaken ? select(node, (name) => name !== "operationId") : node;
  }

  const document = api.document as object as JsonObject; // read as the JSON that it is
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

interface Moved {
  readonly key: string;
  readonly pointer: string;
  readonly schema: Json;
}

/** Schemas that are referred to inside of others: components of their own here, under the names that they have anyway. */
function movedSchemas(api: Api): ReadonlyMap<string, Moved> {
  const keys = new Set(Object.keys(api.document.components?.schemas ?? {}));
  const moved = new Map<string, Moved>();
  for (const { pointer, identifier, schema } of api.schemas) {
    if (COMPONENT.test(pointer)) continue;
    let key = identifier;
    while (keys.has(key)) key += "_";
    keys.add(key);
    moved.set(pointer, { key, pointer: childPointer("#/components/schemas", key), schema: schema as Json }); // JSON still
  }
  return moved;
}

/** Lists of literals it prints; of an object's, and of lists and objects among them, it takes the values for schemas. */
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

/** A copy with some members only, dressed for where they will stand. */
function select(node: JsonObject, isWanted: (name: string) => boolean): JsonObject {
  const copy: Record<string, Json> = {};
  for (const [name, value] of Object.entries(node)) {
    if (isWanted(name)) setOwnProperty(copy, name, dressed(name, value));
  }
  return copy;
}

function dressed(name: string, value: Json): Json {
  // of a format, it takes the line breaks for its own
  const separator = name === "format" ? " " : "\n";
  if (TEXTS.has(name)) return commentLines(typeof value === "string" ? value : JSON.stringify(value)).join(separator);
  if (EXTENSIBLE.has(name) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith("x-")));
  }
  // It asks each alternative for its members, and a boolean has none.
  if (!COMBINATIONS.has(name) || !Array.isArray(value)) return value;
  return value.map((each: Json) => (isObject(each) ? each : { ...BOOLEAN[String(each)] }));
}

function setOf(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(" ")));
}
