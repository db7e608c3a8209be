/** Opens every file that a description refers to, directly or through other files. */
import { type NodeKind, kindAt, mapChildren } from "../../node-kinds.ts";
import { type Json, isObject, ownProperty } from "../../json.ts";
import { type DescriptionFiles, type SourceFile, isLoadFailure } from "../reading/files.ts";
import { isMappingReference } from "../../local-references.ts";
import { ROOT_PATH, type NodePath } from "../../node-path.ts";
import type { Provenance } from "./provenance.ts";
import { type ReferenceResolver, nodePlaceKey } from "./resolve.ts";

interface SeenReference {
  /** The file that the reference is relative to. */
  readonly base: SourceFile;
  readonly ref: string;
  readonly kind: NodeKind;
}

interface OpenedNode {
  readonly file: SourceFile;
  readonly node: Json;
  readonly kind: NodeKind;
}

export interface OpenReferencesInput {
  /** The root file, with the value to bundle. */
  readonly root: SourceFile;
  readonly files: DescriptionFiles;
  readonly resolver: ReferenceResolver;
  readonly provenance: Provenance;
}

/**
 * Reads referenced files from disk or network, in waves: the references of one wave make the next. Afterwards
 * `resolver.find` finds all of them.
 */
export async function openReferences({ root, files, resolver, provenance }: OpenReferencesInput): Promise<void> {
  const visited = new Set<string>();
  let unresolved: SeenReference[] = [];
  let wave: OpenedNode[] = [{ file: root, node: root.value, kind: "document" }];
  while (wave.length > 0) {
    const seen: SeenReference[] = unresolved; // a pointer may pass through a file that the last wave has opened
    unresolved = [];
    for (const { file, node, kind } of wave) {
      collectReferences(node, kind, ROOT_PATH, (ref, kindOfTarget, here) => {
        // The walk visits every component of the root anyway.
        if (file === root && isRootComponentReference(ref)) return;
        seen.push({ base: provenance.baseFileOf(ref, { file, root, here }), ref, kind: kindOfTarget });
      });
    }
    const ids = new Set(seen.map(({ base, ref }) => resolver.target(base, ref)));
    for (const id of ids) if (id !== undefined && id !== root.text.id) await files.open(id);
    wave = [];
    for (const reference of seen) {
      const { base, ref, kind } = reference;
      const found = resolver.find(base, ref);
      if (isLoadFailure(found)) unresolved.push(reference);
      else if (found.file !== root || kindAt("document", found.segments) !== kind) {
        const key = `${kind} ${nodePlaceKey(found)}`;
        if (!visited.has(key)) wave.push({ file: found.file, node: found.node, kind });
        visited.add(key);
      }
    }
  }
}

function isRootComponentReference(ref: string): boolean {
  return /^#\/(components\/(schemas|responses|parameters|headers|requestBodies)|definitions)\/[^/%~]+$/.test(ref);
}

type ReportReference = (ref: string, kind: NodeKind, here: NodePath) => void;

function collectReferences(node: Json, kind: NodeKind, here: NodePath, report: ReportReference): void {
  if (!isObject(node)) return;
  const ref = node["$ref"];
  if (typeof ref === "string" && kind !== "document") report(ref, kind, here);
  if (kind === "schema") {
    const discriminator = node["discriminator"];
    const mapped = [
      ownProperty(discriminator, "defaultMapping"),
      ...Object.values(ownProperty(discriminator, "mapping") ?? {}),
    ];
    for (const value of mapped) if (isMappingReference(value)) report(value, kind, here);
  }
  mapChildren(kind, node, (below, kindBelow, steps) => {
    collectReferences(below, kindBelow, { above: here, steps }, report);
    return below;
  });
}
