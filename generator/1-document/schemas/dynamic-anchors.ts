/**
 * Where a `$dynamicRef` may lead (JSON Schema 2020-12 Core §8.2.3.2). Which of the schemas that bear its anchor is meant
 * depends on the way by which a validator came; without the way, it is one of them.
 */
import { mapChildren, type NodeKind } from "../anatomy.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Document, Schema } from "../openapi.ts";
import { type Located, referredSchema } from "../local-references.ts";
import { TOP, type Trail, pointerOfTrail } from "../trail.ts";

type Anchors = ReadonlyMap<string, readonly Located<Schema>[]>;

const anchorsOfDocuments = new WeakMap<Document, Anchors>();

/** Every schema of the document that `$dynamicRef: reference` can mean, in document order; none where it leads nowhere. */
export function dynamicTargets(document: Document, reference: string): readonly Located<Schema>[] {
  const fragment = reference.slice(reference.indexOf("#") + 1);
  if (fragment.startsWith("/")) {
    const target = referredSchema(document, `#${fragment}`);
    return target === undefined ? [] : [target];
  }
  const anchors = anchorsOfDocuments.get(document) ?? findAnchors(document);
  anchorsOfDocuments.set(document, anchors); // a document does not change
  return anchors.get(fragment) ?? [];
}

/** By name, those with the `$dynamicAnchor`; where there is none, a `$dynamicRef` is a `$ref` to an `$anchor`. */
function findAnchors(document: Document): Anchors {
  const dynamic = new Map<string, Located<Schema>[]>();
  const fixed = new Map<string, Located<Schema>[]>();

  function visit(node: JsonObject, kind: NodeKind, here: Trail): JsonObject {
    if (kind === "schema") {
      add(dynamic, node["$dynamicAnchor"], node, here);
      add(fixed, node["$anchor"], node, here);
    }
    return mapChildren(kind, node, (below, kindBelow, steps) => visit(below, kindBelow, { above: here, steps }));
  }

  if (isObject(document)) visit(document, "document", TOP);
  return new Map([...fixed, ...dynamic]);
}

function add(anchors: Map<string, Located<Schema>[]>, name: unknown, value: JsonObject, here: Trail): void {
  if (typeof name !== "string") return;
  const bearers = anchors.get(name);
  const bearer = { value, pointer: pointerOfTrail(here) };
  if (bearers === undefined) anchors.set(name, [bearer]);
  else bearers.push(bearer);
}
