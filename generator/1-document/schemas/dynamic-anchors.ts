/**
 * Finds the schemas that a `$dynamicRef` may refer to (JSON Schema 2020-12 Core §8.2.3.2). A validator selects one
 * by the path of its evaluation. Without that path, any schema with the anchor is possible.
 */
import { mapChildren, type NodeKind } from "../node-kinds.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Document, Schema } from "../openapi.ts";
import { type Located, resolveSchemaReference } from "../local-references.ts";
import { ROOT_PATH, type NodePath, pointerOfPath } from "../node-path.ts";

type SchemasByAnchor = ReadonlyMap<string, readonly Located<Schema>[]>;

const anchorsByDocument = new WeakMap<Document, SchemasByAnchor>();

/**
 * Returns the schemas that a `$dynamicRef` can refer to, in document order. Returns an empty array if it cannot be
 * resolved.
 */
export function dynamicTargets(document: Document, reference: string): readonly Located<Schema>[] {
  const fragment = reference.slice(reference.indexOf("#") + 1);
  if (fragment.startsWith("/")) {
    const target = resolveSchemaReference(document, `#${fragment}`);
    return target === undefined ? [] : [target];
  }
  const anchors = anchorsByDocument.get(document) ?? findAnchors(document);
  anchorsByDocument.set(document, anchors); // documents are immutable
  return anchors.get(fragment) ?? [];
}

/**
 * Returns schemas by the name of their `$dynamicAnchor`. For a name without one, returns the schemas with that
 * `$anchor`, because such a `$dynamicRef` acts like a `$ref`.
 */
function findAnchors(document: Document): SchemasByAnchor {
  const dynamic = new Map<string, Located<Schema>[]>();
  const fixed = new Map<string, Located<Schema>[]>();

  function visit(node: JsonObject, kind: NodeKind, here: NodePath): JsonObject {
    if (kind === "schema") {
      addAnchor(dynamic, node["$dynamicAnchor"], node, here);
      addAnchor(fixed, node["$anchor"], node, here);
    }
    return mapChildren(kind, node, (below, kindBelow, steps) => visit(below, kindBelow, { above: here, steps }));
  }

  if (isObject(document)) visit(document, "document", ROOT_PATH);
  return new Map([...fixed, ...dynamic]);
}

function addAnchor(anchors: Map<string, Located<Schema>[]>, name: unknown, value: JsonObject, here: NodePath): void {
  if (typeof name !== "string") return;
  const bearers = anchors.get(name);
  const bearer = { value, pointer: pointerOfPath(here) };
  if (bearers === undefined) anchors.set(name, [bearer]);
  else bearers.push(bearer);
}
