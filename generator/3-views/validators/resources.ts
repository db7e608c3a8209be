/**
 * References by URI: where `$id` gives a schema an address of its own, and anchors name places in it
 * (JSON Schema 2020-12 Core §8.2). Few descriptions have any, so nothing is indexed before somebody asks.
 */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { parsePointer } from "../../1-document/pointer.ts";
import { subschemas } from "../../1-document/schemas/subschemas.ts";

/** A file, and the schemas in it that stand below no other schema. */
export interface File {
  readonly uri: string;
  readonly content: unknown;
  readonly schemas: readonly Schema[];
}

export interface Resources {
  /** What the `$ref` or `$dynamicRef` of `holder` leads to, by its URI and nothing else. */
  resolve(reference: string, holder: SchemaObject): Schema | undefined;
  /** Every schema with this `$dynamicAnchor` in the resource that `schema` belongs to, by name of the anchor. */
  dynamicAnchors(schema: Schema): ReadonlyMap<string, SchemaObject>;
}

export function resourcesOf(files: readonly File[]): Resources {
  let index: ResourceIndex | undefined;
  const indexed = (): ResourceIndex => (index ??= indexOf(files));

  return {
    resolve(reference, holder) {
      const { baseOf, resources, find } = indexed();
      const [uri, fragment] = split(reference, baseOf(holder));
      const resource = resources.get(uri);
      if (resource === undefined) return undefined;
      const isAnchor = fragment !== "" && !fragment.startsWith("/");
      return isAnchor ? resource.anchors.get(fragment) : find(resource.content, fragment, uri);
    },
    dynamicAnchors(schema) {
      const { baseOf, resources } = indexed();
      return (typeof schema === "object" && resources.get(baseOf(schema))?.dynamicAnchors) || new Map();
    },
  };
}

interface Resource {
  readonly content: unknown;
  readonly anchors: Map<string, SchemaObject>;
  readonly dynamicAnchors: Map<string, SchemaObject>;
}

interface ResourceIndex {
  readonly resources: ReadonlyMap<string, Resource>;
  /** The URI of the resource that a schema belongs to. */
  baseOf(schema: SchemaObject): string;
  /** What stands at a pointer below `content`, whose URI is `uri`. */
  find(content: unknown, pointer: string, uri: string): Schema | undefined;
}

function indexOf(files: readonly File[]): ResourceIndex {
  const bases = new Map<SchemaObject, string>();
  const resources = new Map<string, Resource>();

  function resourceAt(uri: string, content: unknown): Resource {
    const resource = resources.get(uri) ?? { content, anchors: new Map(), dynamicAnchors: new Map() };
    resources.set(uri, resource);
    return resource;
  }

  function visit(schema: Schema, above: string): void {
    if (typeof schema === "boolean" || bases.has(schema)) return;
    const uri = addressOf(schema, above);
    bases.set(schema, uri);
    const { anchors, dynamicAnchors } = resourceAt(uri, schema);
    if (schema.$anchor !== undefined) anchors.set(schema.$anchor, schema);
    if (schema.$dynamicAnchor !== undefined) {
      anchors.set(schema.$dynamicAnchor, schema);
      dynamicAnchors.set(schema.$dynamicAnchor, schema);
    }
    for (const { schema: part } of subschemas(schema)) visit(part, uri);
  }

  function find(content: unknown, pointer: string, uri: string): Schema | undefined {
    let node = content;
    let base = uri;
    for (const segment of parsePointer(pointer)) {
      if (typeof node !== "object" || node === null || !Object.hasOwn(node, segment)) return undefined;
      base = addressOf(node, base);
      node = (node as Readonly<Record<string, unknown>>)[segment]; // hasOwn says that it is there
    }
    if (!isSchema(node)) return undefined;
    visit(node, base); // it may stand where no schema was expected
    return node;
  }

  for (const { uri, content } of files) resourceAt(uri, content);
  for (const { uri, schemas } of files) for (const schema of schemas) visit(schema, uri);
  return { resources, find, baseOf: (schema) => bases.get(schema) ?? "" };
}

/** The URI of a schema with an `$id`, and of any other what was the URI above it. */
function addressOf(schema: object, above: string): string {
  return "$id" in schema && typeof schema.$id === "string" ? split(schema.$id, above)[0] : above;
}

/** A reference from `base` as the URI of a resource and the fragment in it. */
function split(reference: string, base: string): readonly [uri: string, fragment: string] {
  if (!URL.canParse(reference, base)) return [reference, ""];
  const url = new URL(reference, base);
  const fragment = url.hash.slice(1);
  url.hash = "";
  return [url.href, fragment];
}

/** Whether a value can be a schema. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === "boolean" || (typeof value === "object" && value !== null && !Array.isArray(value));
}
