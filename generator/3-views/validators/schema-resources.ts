/**
 * Resolves references by URI, `$id` and anchors (JSON Schema 2020-12 Core §8.2). Few descriptions use them, so the
 * index is built on the first call. Equal dynamic anchors in one resource have no defined meaning: there, each top-level
 * schema is a scope of its own.
 */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { parsePointer } from "../../1-document/pointer.ts";
import { subschemas } from "../../1-document/schemas/subschemas.ts";

/** A file and its top-level schemas. */
export interface SchemaFile {
  readonly uri: string;
  readonly content: unknown;
  readonly schemas: readonly Schema[];
}

export interface SchemaResources {
  /** Returns the target of a `$ref` or `$dynamicRef` in `holder`, by URI only. */
  resolve(reference: string, holder: SchemaObject): Schema | undefined;
  /** Returns the schemas with a `$dynamicAnchor` in the resource of `schema`, by anchor. */
  dynamicAnchors(schema: Schema): ReadonlyMap<string, SchemaObject>;
}

export function schemaResourcesOf(files: readonly SchemaFile[]): SchemaResources {
  let index: ResourceIndex | undefined;
  const indexed = (): ResourceIndex => (index ??= buildResourceIndex(files));

  return {
    resolve(reference, holder) {
      const { baseOf, resources, rootOf, find } = indexed();
      const [uri, fragment] = splitReference(reference, baseOf(holder));
      const resource = resources.get(uri);
      if (resource === undefined) return undefined;
      const isAnchor = fragment !== "" && !fragment.startsWith("/");
      if (!isAnchor) return find(resource.content, fragment, uri);
      const own = resource.isAmbiguous ? resource.anchorsByRoot.get(rootOf(holder))?.get(fragment) : undefined;
      return own ?? resource.anchors.get(fragment);
    },
    dynamicAnchors(schema) {
      const { baseOf, resources, rootOf } = indexed();
      const resource = typeof schema === "object" ? resources.get(baseOf(schema)) : undefined;
      if (resource === undefined || typeof schema === "boolean") return new Map();
      return (resource.isAmbiguous ? resource.anchorsByRoot.get(rootOf(schema)) : resource.dynamicAnchors) ?? new Map();
    },
  };
}

interface Resource {
  readonly content: unknown;
  readonly anchors: Map<string, SchemaObject>;
  readonly dynamicAnchors: Map<string, SchemaObject>;
  /** Dynamic anchors by the top-level schema that they are in. */
  readonly anchorsByRoot: Map<Schema, Map<string, SchemaObject>>;
  /** True if two schemas have the same dynamic anchor. */
  isAmbiguous: boolean;
}

interface ResourceIndex {
  readonly resources: ReadonlyMap<string, Resource>;
  /** Returns the URI of the resource that a schema belongs to. */
  baseOf(schema: SchemaObject): string;
  /** Returns the top-level schema that a schema is in. */
  rootOf(schema: SchemaObject): Schema;
  /** Returns the schema at a pointer below `content`, whose URI is `uri`. */
  find(content: unknown, pointer: string, uri: string): Schema | undefined;
}

function buildResourceIndex(files: readonly SchemaFile[]): ResourceIndex {
  const bases = new Map<SchemaObject, string>();
  const roots = new Map<SchemaObject, Schema>();
  const resources = new Map<string, Resource>();

  function resourceAt(uri: string, content: unknown): Resource {
    const resource = resources.get(uri) ?? {
      content,
      anchors: new Map(),
      dynamicAnchors: new Map(),
      anchorsByRoot: new Map(),
      isAmbiguous: false,
    };
    resources.set(uri, resource);
    return resource;
  }

  function visit(schema: Schema, above: string, root: Schema): void {
    if (typeof schema === "boolean" || bases.has(schema)) return;
    const uri = baseUriOf(schema, above);
    bases.set(schema, uri);
    roots.set(schema, root);
    const resource = resourceAt(uri, schema);
    const { anchors, dynamicAnchors, anchorsByRoot } = resource;
    if (schema.$anchor !== undefined) anchors.set(schema.$anchor, schema);
    if (schema.$dynamicAnchor !== undefined) {
      anchors.set(schema.$dynamicAnchor, schema);
      resource.isAmbiguous ||= dynamicAnchors.has(schema.$dynamicAnchor);
      dynamicAnchors.set(schema.$dynamicAnchor, schema);
      const ofRoot = anchorsByRoot.get(root) ?? new Map<string, SchemaObject>();
      anchorsByRoot.set(root, ofRoot.set(schema.$dynamicAnchor, schema));
    }
    for (const { schema: part } of subschemas(schema)) visit(part, uri, root);
  }

  function find(content: unknown, pointer: string, uri: string): Schema | undefined {
    let node = content;
    let base = uri;
    for (const segment of parsePointer(pointer)) {
      if (typeof node !== "object" || node === null || !Object.hasOwn(node, segment)) return undefined;
      base = baseUriOf(node, base);
      node = (node as Readonly<Record<string, unknown>>)[segment]; // `hasOwn` has checked that it exists
    }
    if (!isSchema(node)) return undefined;
    visit(node, base, node); // the pointer may lead to a place that is not known to hold schemas
    return node;
  }

  for (const { uri, content } of files) resourceAt(uri, content);
  for (const { uri, schemas } of files) for (const schema of schemas) visit(schema, uri, schema);
  return {
    resources,
    find,
    baseOf: (schema) => bases.get(schema) ?? "",
    rootOf: (schema) => roots.get(schema) ?? schema,
  };
}

/** Returns the URI of a schema with an `$id`, else the URI of its parent. */
function baseUriOf(schema: object, above: string): string {
  return "$id" in schema && typeof schema.$id === "string" ? splitReference(schema.$id, above)[0] : above;
}

/** Splits a reference, resolved against `base`, into the URI of a resource and a fragment. */
function splitReference(reference: string, base: string): readonly [uri: string, fragment: string] {
  if (!URL.canParse(reference, base)) return [reference, ""];
  const url = new URL(reference, base);
  const fragment = url.hash.slice(1);
  url.hash = "";
  return [url.href, fragment];
}

/** Returns true if a value can be a schema: a boolean or an object. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === "boolean" || (typeof value === "object" && value !== null && !Array.isArray(value));
}
