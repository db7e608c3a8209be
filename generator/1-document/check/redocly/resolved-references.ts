/** References of a bundled document in the form that Redocly's walk needs: resolved, with Redocly's pointers. */
import type { Document, ResolvedRefMap } from "@redocly/openapi-core";
import { mapChildren, type NodeKind } from "../../node-kinds.ts";
import { type Json, type JsonObject, ownProperty, valueAt } from "../../json.ts";
import { parsePointer } from "../../pointer.ts";
import { isMappingReference } from "../../local-references.ts";
import { ROOT_PATH, type NodePath, pointerOfPath } from "../../node-path.ts";

/** Returns the targets of all local references. Redocly itself would also resolve those in extensions, and read files. */
export function localReferences(document: Document, bundled: JsonObject): ResolvedRefMap {
  const references: ResolvedRefMap = new Map();
  const ends = new Map<string, ChainEnd>();
  const add = (ref: string): void => {
    const key = `${document.source.absoluteRef}::${ref}`;
    if (references.has(key)) return;
    const end = chainEndOf(ref, bundled, ends);
    if (!end) return;
    references.set(key, {
      resolved: true,
      isRemote: false,
      document,
      node: end.node,
      nodePointer: redoclyPointer(end.segments),
    });
  };
  collect(bundled, "document", add);
  return references;
}

function collect(node: JsonObject, kind: NodeKind, add: (ref: string) => void): void {
  const ref = node["$ref"];
  if (typeof ref === "string") add(ref);
  if (kind === "schema") {
    for (const target of Object.values(ownProperty(node["discriminator"], "mapping") ?? {})) {
      if (isMappingReference(target)) add(target);
    }
  }
  mapChildren(kind, node, (below, kindBelow) => {
    collect(below, kindBelow, add);
    return below;
  });
}

/** Returns the references without a target, with the kind of node that each one stands for. */
export function danglingReferences(
  document: JsonObject,
): readonly { readonly steps: readonly string[]; readonly kind: NodeKind }[] {
  const found: { readonly steps: readonly string[]; readonly kind: NodeKind }[] = [];
  const visit = (node: JsonObject, kind: NodeKind, here: NodePath): JsonObject => {
    const ref = node["$ref"];
    if (typeof ref === "string" && valueAt(document, parsePointer(ref)) === undefined) {
      found.push({ steps: parsePointer(pointerOfPath(here)), kind });
    }
    return mapChildren(kind, node, (below, kindBelow, steps) => visit(below, kindBelow, { above: here, steps }));
  };
  visit(document, "document", ROOT_PATH);
  return found;
}

interface ChainEnd {
  readonly node: Json;
  readonly segments: readonly string[];
}

/**
 * Returns the end of a chain of references. `ends` stores the end of each reference on the way, so that a chain is
 * followed once. The loader has already rejected cycles.
 */
function chainEndOf(ref: string, bundled: JsonObject, ends: Map<string, ChainEnd>): ChainEnd | undefined {
  const passed = new Set<string>();
  let end: ChainEnd | undefined;
  for (let next: unknown = ref; typeof next === "string" && !passed.has(next); next = ownProperty(end.node, "$ref")) {
    passed.add(next);
    end = ends.get(next);
    if (end !== undefined) break;
    const segments = parsePointer(next);
    const node = valueAt(bundled, segments);
    if (node === undefined) return undefined;
    end = { node, segments };
  }
  if (end !== undefined) for (const one of passed) ends.set(one, end);
  return end;
}

/** Returns a pointer as Redocly writes it: without percent-encoding, and `#/` for the root. */
function redoclyPointer(segments: readonly string[]): string {
  return `#/${segments.map((segment) => segment.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
}

/** Returns the segments of a pointer of Redocly. */
export function segmentsOfRedocly(pointer: string): readonly string[] {
  const body = pointer.replace(/^#\//, "");
  if (body === "") return [];
  return body.split("/").map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}
