/** Facts about `$dynamicRef` and `$dynamicAnchor`: which schemas bind an anchor, and which ones leave it open. */
import type { Json, JsonObject } from "../json.ts";
import { mapChildren } from "../node-kinds.ts";
import { ROOT_PATH, type NodePath, pointerOfPath } from "../node-path.ts";
import { canonicalPointer, parsePointer } from "../pointer.ts";

/** The facts about one schema of the document and its subschemas. */
export interface DynamicFacts {
  /** Pointers of the schemas with a `$dynamicAnchor`, by anchor. */
  readonly bound: ReadonlyMap<string, string>;
  /** Anchors of the `$dynamicRef`s. */
  readonly used: ReadonlySet<string>;
  readonly references: readonly SchemaLink[];
}

/** A `$ref` to a component. */
interface SchemaLink {
  readonly name: string;
  /** True if the target applies to the same value as the schema. */
  readonly isInPlace: boolean;
}

/** Anchors of `$dynamicRef`s that a schema reaches, by the name of the schema. */
export interface OpenAnchors {
  /** The anchors that a schema binds which extends this one, for the same value. */
  readonly ofExtended: ReadonlyMap<string, ReadonlySet<string>>;
  /** The anchors that a schema binds which uses this one for a part of its value. */
  readonly ofPart: ReadonlyMap<string, ReadonlySet<string>>;
}

const IN_PLACE: ReadonlySet<string> = new Set("allOf anyOf oneOf not if then else dependentSchemas".split(" "));

/** Returns true if the subschema at the end of `steps` applies to the same value. */
export function isInPlaceStep([keyword = ""]: readonly string[]): boolean {
  return IN_PLACE.has(keyword);
}

/** Returns the anchor of a `$dynamicRef`. Returns undefined for one by JSON Pointer, which acts like a `$ref`. */
export function anchorOf(reference: Json | undefined): string | undefined {
  if (typeof reference !== "string") return undefined;
  const fragment = reference.slice(reference.indexOf("#") + 1);
  return fragment === "" || fragment.startsWith("/") ? undefined : fragment;
}

/** Returns the name of the component that a reference leads to. */
export function componentOf(reference: Json | undefined): string | undefined {
  if (typeof reference !== "string") return undefined;
  const [parent, section, name, ...more] = parsePointer(canonicalPointer(reference));
  return parent === "components" && section === "schemas" && more.length === 0 ? name : undefined;
}

/** Collects the facts about a schema at a pointer. */
export function dynamicFactsOf(schema: JsonObject, pointer: string): DynamicFacts {
  const bound = new Map<string, string>();
  const used = new Set<string>();
  const references: SchemaLink[] = [];

  function visit(node: JsonObject, here: NodePath, isInPlace: boolean): JsonObject {
    const { $dynamicAnchor, $dynamicRef, $ref } = node;
    if (typeof $dynamicAnchor === "string" && !bound.has($dynamicAnchor)) {
      bound.set($dynamicAnchor, pointer + pointerOfPath(here).slice(1));
    }
    const anchor = anchorOf($dynamicRef);
    if (anchor !== undefined) used.add(anchor);
    const name = componentOf($ref);
    if (name !== undefined) references.push({ name, isInPlace });
    return mapChildren("schema", node, (below, _kind, steps) =>
      visit(below, { above: here, steps }, isInPlace && isInPlaceStep(steps)),
    );
  }

  visit(schema, ROOT_PATH, true);
  return { bound, used, references };
}

/** Follows the references between components until no set of anchors grows. */
export function openAnchorsOf(facts: ReadonlyMap<string, DynamicFacts>): OpenAnchors {
  const ofExtended = new Map([...facts].map(([name, { used }]) => [name, new Set(used)]));
  const ofPart = new Map([...facts].map(([name, { used }]) => [name, new Set(used)]));
  for (let grows = true; grows;) {
    grows = false;
    for (const [name, { bound, references }] of facts) {
      for (const { name: target, isInPlace } of references) {
        for (const anchor of (isInPlace ? ofExtended : ofPart).get(target) ?? []) {
          const isNew = ofExtended.get(name)?.has(anchor) === false;
          const isOpen = !bound.has(anchor) && ofPart.get(name)?.has(anchor) === false;
          if (isNew) ofExtended.get(name)?.add(anchor);
          if (isOpen) ofPart.get(name)?.add(anchor);
          grows ||= isNew || isOpen;
        }
      }
    }
  }
  return { ofExtended, ofPart };
}
