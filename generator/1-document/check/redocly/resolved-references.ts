/** References of a bundled document in the form that Redocly's walk needs: resolved, with Redocly's pointers. */
import type { Document, ResolvedRefMap } from "@redocly/openapi-core";
import { mapChildren, type NodeKind } from "../../node-kinds.ts";
import { type Json, type JsonObject, isObject, ownProperty, valueAt } from "../../json.ts";
import { parsePointer } from "../../pointer.ts";
import { isMappingReference } from "../../local-references.ts";
import { ROOT_PATH, type NodePath, pointerOfPath } from "../../node-path.ts";

/** Returns the targets of all local references. Redocly itself would also resolve those in extensions, and read files. */
export function localReferences(document: Document, bundled: JsonObject): ResolvedRefMap {
  const references: ResolvedRefMap = new Map();
  const add = (ref: string): void => {
    const key = `${document.source.absoluteRef}::${ref}`;
    if (references.has(key)) return;
    const end = chainEndOf(ref, bundled);
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

/** Returns the end of a chain of references. The loader has already rejected cycles. */
function chainEndOf(
  ref: string,
  bundled: JsonObject,
): { readonly node: Json; readonly segments: readonly string[] } | undefined {
  const segments = parsePointer(ref);
  const node = valueAt(bundled, segments);
  if (node === undefined) return undefined;
  const next = isObject(node) ? node["$ref"] : undefined;
  return typeof next === "string" && next !== ref ? chainEndOf(next, bundled) : { node, segments };
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
