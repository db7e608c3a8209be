/**
 * Opens the schemas that `allOf` combines, if one of them forbids properties of the others: producers write
 * `additionalProperties: false` for inheritance and mean the whole.
 *
 *     allOf: [Shape], properties: { radius }   →   allOf: [ShapeOpen], properties: { radius }, unevaluatedProperties: false
 *
 * `ShapeOpen` is a second component without `additionalProperties: false`. It takes the place of the first if nothing
 * else refers to that.
 */
import { isObject, type Json, type JsonObject } from "../json.ts";
import { resolveSchemaReference } from "../local-references.ts";
import { mapChildren, type NodeKind } from "../node-kinds.ts";
import type { Document } from "../openapi.ts";
import { canonicalPointer, childPointer } from "../pointer.ts";

const SCHEMAS_POINTER = "#/components/schemas";

/** Returns the document with opened bases. Unchanged nodes are shared with `document`. */
export function extendClosedBases(document: Document): Document {
  const opening = new Opening(document);
  const opened = opening.run();
  const unused = [...opening.pointers].filter(([closed]) => !refersTo(opened, closed));
  return unused.length === 0 ? opened : withReplaced(opened, new Map(unused));
}

/** Returns the document with each closed component replaced by its open form, and without the second component. */
function withReplaced(document: Document, pointers: ReadonlyMap<string, string>): Document {
  const names = new Map([...pointers].map(([closed, opened]) => [lastStep(opened), lastStep(closed)]));
  const closedOf = new Map([...pointers].map(([closed, opened]) => [opened, closed]));

  function visit(node: JsonObject, kind: NodeKind): JsonObject {
    const below = mapChildren(kind, node, visit);
    const { $ref } = below;
    const closed = typeof $ref === "string" ? closedOf.get($ref) : undefined;
    return Object.freeze(closed === undefined ? below : { ...below, $ref: closed });
  }

  const changed = visit(document as object as JsonObject, "document");
  const components = changed["components"] as JsonObject; // it holds the schemas
  const entries = Object.entries(components["schemas"] as JsonObject);
  const byName = new Map(entries);
  const kept = entries
    .filter(([name]) => !names.has(name))
    .map(([name, schema]): [string, Json] => {
      const opened = pointers.get(childPointer(SCHEMAS_POINTER, name));
      return [name, opened === undefined ? schema : (byName.get(lastStep(opened)) ?? schema)];
    });
  return Object.freeze({
    ...changed,
    components: { ...components, schemas: Object.fromEntries(kept) },
  }) as object as Document; // JSON and document have the same shape
}

class Opening {
  readonly #document: Document;
  /** Pointers of the opened components, by pointer of the closed one. */
  readonly pointers: Map<string, string> = new Map();
  readonly #taken: Set<string>;

  constructor(document: Document) {
    this.#document = document;
    this.#taken = new Set(Object.keys(document.components?.schemas ?? {}));
  }

  run(): Document {
    const changed = this.#visit(this.#document as object as JsonObject, "document");
    const added: Record<string, Json> = {};
    for (const [closed, opened] of this.pointers) {
      const schema = this.#opened(resolveSchemaReference(this.#document, closed)?.value as Json); // a schema is JSON
      added[lastStep(opened)] = isObject(schema) ? this.#visit(schema, "schema") : schema;
    }
    if (this.pointers.size === 0) return this.#document;
    const components = changed["components"] as JsonObject; // it holds the closed schemas
    const schemas = { ...(components["schemas"] as JsonObject), ...added };
    return Object.freeze({ ...changed, components: { ...components, schemas } }) as object as Document; // JSON and document have the same shape
  }

  #visit(node: JsonObject, kind: NodeKind): JsonObject {
    const whole =
      kind === "schema" && this.#isContradictory(node)
        ? { ...this.#openedObject(node), unevaluatedProperties: false }
        : node;
    return Object.freeze(mapChildren(kind, whole, (below, kindBelow) => this.#visit(below, kindBelow)));
  }

  /**
   * Returns true if a schema, or one that it combines, is closed and does not declare the properties of the others.
   * Contradictions inside a branch are the matter of that branch.
   */
  #isContradictory(schema: JsonObject): boolean {
    const { $ref, allOf, unevaluatedProperties } = schema;
    if (unevaluatedProperties !== undefined) return false;
    const branches = [
      ...(typeof $ref === "string" ? [this.#target($ref)] : []),
      ...(Array.isArray(allOf) ? allOf : []),
    ];
    const names = propertyNames(this.#combined(schema));
    const lacks = (all: ReadonlySet<JsonObject>): boolean => {
      const own = propertyNames(all);
      return [...all].some(isClosed) && [...names].some((name) => !own.has(name));
    };
    return lacks(new Set([schema])) || branches.some((branch: Json) => lacks(this.#combined(branch)));
  }

  /** Returns the schemas that always apply to the same value. */
  #combined(schema: Json, found: Set<JsonObject> = new Set()): ReadonlySet<JsonObject> {
    if (!isObject(schema) || found.has(schema)) return found;
    found.add(schema);
    const { $ref, allOf } = schema;
    if (typeof $ref === "string") this.#combined(this.#target($ref), found);
    if (Array.isArray(allOf)) for (const branch of allOf) this.#combined(branch, found);
    return found;
  }

  #target($ref: string): Json {
    return (resolveSchemaReference(this.#document, $ref)?.value ?? true) as Json; // a schema is JSON
  }

  #opened(schema: Json): Json {
    return isObject(schema) ? this.#openedObject(schema) : schema;
  }

  #openedObject(schema: JsonObject): JsonObject {
    const { $ref, allOf } = schema;
    const { additionalProperties, ...rest } = schema;
    return {
      ...(isClosed(schema) ? rest : { ...rest, ...(additionalProperties !== undefined && { additionalProperties }) }),
      ...(typeof $ref === "string" && { $ref: this.#openedReference($ref) }),
      ...(Array.isArray(allOf) && { allOf: allOf.map((branch: Json) => this.#opened(branch)) }),
    };
  }

  /** Returns the reference to the opened form of a component. Other schemas stay closed: nothing can be added to them. */
  #openedReference($ref: string): string {
    const pointer = canonicalPointer($ref);
    const isComponent = pointer.startsWith(`${SCHEMAS_POINTER}/`) && pointer.split("/").length === 4;
    if (!isComponent || ![...this.#combined(this.#target($ref))].some(isClosed)) return $ref;
    const known = this.pointers.get(pointer);
    if (known !== undefined) return known;
    const opened = this.#newPointer(lastStep(pointer));
    this.pointers.set(pointer, opened);
    return opened;
  }

  #newPointer(name: string): string {
    let opened = `${name}Open`;
    while (this.#taken.has(opened)) opened += "_";
    this.#taken.add(opened);
    return childPointer(SCHEMAS_POINTER, opened);
  }
}

function isClosed(schema: JsonObject): boolean {
  return schema["additionalProperties"] === false && schema["patternProperties"] === undefined;
}

function propertyNames(schemas: ReadonlySet<JsonObject>): ReadonlySet<string> {
  return new Set([...schemas].flatMap(({ properties }) => (isObject(properties) ? Object.keys(properties) : [])));
}

/** Returns the name of a component by its pointer. Names have no characters that a pointer escapes. */
function lastStep(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf("/") + 1);
}

/** Returns true if a reference in the document leads to a pointer, or to a place below it. */
function refersTo(document: Document, pointer: string): boolean {
  let isFound = false;
  const visit = (node: JsonObject, kind: NodeKind): JsonObject => {
    const { $ref } = node;
    if (typeof $ref === "string" && `${canonicalPointer($ref)}/`.startsWith(`${pointer}/`)) isFound = true;
    return mapChildren(kind, node, visit);
  };
  visit(document as object as JsonObject, "document");
  return isFound;
}
