/**
 * Binds `$dynamicRef`s, which descriptions use for generic schemas. A schema that binds an anchor can refer to one that
 * leaves it open. It gets a copy of that one, in which the `$dynamicRef` is a `$ref` to the binding:
 *
 *     Page:    { properties: { items: { items: { $dynamicRef: "#item" } } } }
 *     PetPage: { $ref: Page, $defs: { item: { $dynamicAnchor: item, $ref: Pet } } }
 *     →
 *     PetPage: { properties: { items: { items: { $ref: PetPage/$defs/item } } }, $defs: … }
 *
 * The binding is the outermost one in the dynamic scope (JSON Schema 2020-12 Core §8.2.3.2). Equal anchors in one
 * resource leave that undefined. There, each component is a scope of its own, so that generic schemas can be nested.
 */
import { isObject, type Json, type JsonObject, ownProperty } from "../json.ts";
import { mapChildren, type NodeKind } from "../node-kinds.ts";
import { ROOT_PATH, type NodePath, pointerOfPath } from "../node-path.ts";
import type { Document } from "../openapi.ts";
import { childPointer } from "../pointer.ts";
import {
  anchorOf,
  componentOf,
  type DynamicFacts,
  dynamicFactsOf,
  isInPlaceStep,
  type OpenAnchors,
  openAnchorsOf,
} from "./dynamic-facts.ts";
import { mentions } from "./mentions.ts";

const SCHEMAS_POINTER = "#/components/schemas";

/** Returns the document with bound references. Unchanged nodes are shared with `document`. */
export function bindDynamicReferences(document: Document): Document {
  if (!mentions(document as object as Json, "$dynamicRef")) return document; // a document is JSON
  return new Binding(document).run();
}

/** A schema that binds anchors. */
interface Binder {
  readonly bound: ReadonlyMap<string, string>;
  readonly pointer: string;
  /** The name of the component that the schema is or belongs to, for the names of copies. */
  readonly name: string;
  /** Pointers of the copies for this binder, by name of the component. */
  readonly copies: Map<string, string>;
}

class Binding {
  readonly #document: Document;
  readonly #schemas: JsonObject;
  readonly #facts: ReadonlyMap<string, DynamicFacts>;
  readonly #open: OpenAnchors;
  readonly #hasUris: boolean;
  readonly #names: Set<string>;
  readonly #added: Record<string, Json> = {};
  readonly #pending: (() => void)[] = [];

  constructor(document: Document) {
    this.#document = document;
    this.#schemas = (document.components?.schemas ?? {}) as object as JsonObject; // schemas are JSON
    const objects = Object.entries(this.#schemas).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
    this.#facts = new Map(
      objects.map(([name, schema]) => [name, dynamicFactsOf(schema, childPointer(SCHEMAS_POINTER, name))]),
    );
    this.#open = openAnchorsOf(this.#facts);
    this.#hasUris = objects.some(([, schema]) => typeof schema["$id"] === "string");
    this.#names = new Set(Object.keys(this.#schemas));
  }

  run(): Document {
    const changed = this.#visit(this.#document as object as JsonObject, "document", ROOT_PATH);
    for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) next();
    if (Object.keys(this.#added).length === 0) return changed as object as Document; // JSON and document have the same shape
    const components = changed["components"] as JsonObject; // it holds the schemas that were copied
    const schemas = { ...(components["schemas"] as JsonObject), ...this.#added };
    return Object.freeze({ ...changed, components: { ...components, schemas } }) as object as Document;
  }

  /** Visits the outermost schemas of the document. */
  #visit(node: JsonObject, kind: NodeKind, here: NodePath): JsonObject {
    if (kind !== "schema") {
      return Object.freeze(
        mapChildren(kind, node, (below, kindBelow, steps) => this.#visit(below, kindBelow, { above: here, steps })),
      );
    }
    const pointer = pointerOfPath(here);
    const name = componentOf(pointer);
    const { bound } = (name === undefined ? undefined : this.#facts.get(name)) ?? dynamicFactsOf(node, pointer);
    if (bound.size === 0 || (name !== undefined && this.#hasUris && this.#isReachedByAnother(name))) return node;
    const binder: Binder = { bound, pointer, name: name ?? "", copies: new Map() };
    return Object.freeze(this.#withCopies(node, binder));
  }

  /** Returns true if another binder of the same anchor can be further out in the dynamic scope. */
  #isReachedByAnother(name: string): boolean {
    const anchors = [...(this.#facts.get(name)?.bound.keys() ?? [])];
    return [...this.#facts].some(([other, { bound }]) => {
      return other !== name && anchors.some((anchor) => bound.has(anchor)) && this.#reaches(other, name);
    });
  }

  #reaches(from: string, to: string): boolean {
    const passed = new Set([from]);
    for (const name of passed) {
      for (const { name: next } of this.#facts.get(name)?.references ?? []) {
        if (next === to) return true;
        passed.add(next);
      }
    }
    return false;
  }

  /** Returns a binder with references to copies. A schema that only refers to another one becomes the copy itself. */
  #withCopies(schema: JsonObject, binder: Binder): JsonObject {
    const target = componentOf(schema["$ref"]);
    const others = Object.keys(schema).filter((keyword) => keyword !== "$ref" && !NEUTRAL.has(keyword));
    const isWhole = target !== undefined && others.length === 0 && this.#needsCopy(target, binder, true);
    if (!isWhole) return this.#rewrite(schema, binder, true, false);
    binder.copies.set(target, binder.pointer);
    const { $ref: _, ...own } = schema;
    const { $defs: _defs, ...copy } = this.#copyOf(target, binder);
    return { ...copy, ...this.#rewrite(own, binder, true, false) };
  }

  #needsCopy(name: string, { bound, pointer }: Binder, isInPlace: boolean): boolean {
    if (childPointer(SCHEMAS_POINTER, name) === pointer) return false;
    const open = (isInPlace ? this.#open.ofExtended : this.#open.ofPart).get(name) ?? [];
    return [...open].some((anchor) => bound.has(anchor));
  }

  #copyOf(name: string, binder: Binder): JsonObject {
    const schema = ownProperty(this.#schemas, name);
    if (!isObject(schema)) return {};
    const { $id: _id, $anchor: _anchor, $dynamicAnchor: _dynamic, ...rest } = this.#rewrite(schema, binder, true, true);
    return rest;
  }

  /** Rewrites references for a binder. In a copy, `$dynamicRef`s are bound and identifiers are removed. */
  #rewrite(node: JsonObject, binder: Binder, isInPlace: boolean, isCopy: boolean): JsonObject {
    const below = mapChildren("schema", node, (child, _kind, steps) => {
      return this.#rewrite(child, binder, isInPlace && isInPlaceStep(steps), isCopy);
    });
    const target = componentOf(below["$ref"]);
    const $ref =
      target !== undefined && this.#needsCopy(target, binder, isInPlace)
        ? this.#pointerOfCopy(target, binder)
        : below["$ref"];
    if (!isCopy) return $ref === below["$ref"] || $ref === undefined ? below : { ...below, $ref };
    const bound = binder.bound.get(anchorOf(below["$dynamicRef"]) ?? "");
    const { $id: _id, $anchor: _anchor, $dynamicAnchor: _dynamic, $dynamicRef, ...rest } = below;
    const isFree = $dynamicRef !== undefined && bound === undefined;
    const copy: JsonObject = { ...rest, ...($ref !== undefined && { $ref }), ...(isFree && { $dynamicRef }) };
    if (bound === undefined) return copy;
    const allOf = Array.isArray(copy["allOf"]) ? copy["allOf"] : [];
    return $ref === undefined ? { ...copy, $ref: bound } : { ...copy, allOf: [...allOf, { $ref: bound }] };
  }

  #pointerOfCopy(name: string, binder: Binder): string {
    const known = binder.copies.get(name);
    if (known !== undefined) return known;
    let copy = `${binder.name}${name}`;
    while (this.#names.has(copy)) copy += "_";
    this.#names.add(copy);
    const pointer = childPointer(SCHEMAS_POINTER, copy);
    binder.copies.set(name, pointer);
    this.#pending.push(() => void (this.#added[copy] = Object.freeze(this.#copyOf(name, binder))));
    return pointer;
  }
}

/** Keywords beside a `$ref` that say nothing about the value. */
const NEUTRAL: ReadonlySet<string> = new Set(
  "$id $schema $anchor $dynamicAnchor $comment $defs title description deprecated example examples".split(" "),
);
