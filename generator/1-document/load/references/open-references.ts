/** Opens every file that a description refers to, directly or through other files. */
import { type NodeKind, kindAt, mapChildren } from "../../node-kinds.ts";
import { type Json, type JsonObject, isObject, ownProperty } from "../../json.ts";
import { type DescriptionFiles, type SourceFile, isLoadFailure } from "../reading/files.ts";
import { isMappingReference } from "../../local-references.ts";
import { ROOT_PATH, type NodePath } from "../../node-path.ts";
import type { FieldReference, FieldReferences } from "./field-references.ts";
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
  readonly fields: FieldReferences;
  readonly provenance: Provenance;
}

/**
 * Reads referenced files from disk or network, in waves: the references of one wave make the next. Afterwards
 * `resolver.find` finds all of them.
 */
export async function openReferences({
  root,
  files,
  resolver,
  fields,
  provenance,
}: OpenReferencesInput): Promise<void> {
  const visited = new Set<string>();
  let unresolved: SeenReference[] = [];
  let wave: OpenedNode[] = [{ file: root, node: root.value, kind: "document" }];
  while (wave.length > 0) {
    const seen: SeenReference[] = unresolved; // a pointer may pass through a file that the last wave has opened
    unresolved = [];
    const again: OpenedNode[] = []; // nodes with fields whose content is not known yet
    const opened = new Set(files.ids);
    for (const { file, node, kind } of wave) {
      const missing: FieldReference[] = [];
      const report: ReportReference = (ref, kindOfTarget, here) => {
        // The walk visits every component of the root anyway.
        if (file === root && isRootComponentReference(ref)) return;
        seen.push({ base: provenance.baseFileOf(ref, { file, root, here }), ref, kind: kindOfTarget });
      };
      collectReferences(node, kind, ROOT_PATH, {
        report,
        expand: (below, kindBelow) => {
          const expanded = fields.expand(below, kindBelow, file);
          missing.push(...expanded.references.filter(({ failure }) => failure !== undefined));
          return expanded.node;
        },
      });
      for (const { ref, isText } of missing) {
        const id = resolver.target(file, ref);
        if (id !== undefined && id !== root.text.id) await files.open(id, isText);
      }
      if (missing.length > 0) again.push({ file, node, kind });
    }
    const ids = new Set(seen.map(({ base, ref }) => resolver.target(base, ref)));
    for (const id of ids) if (id !== undefined && id !== root.text.id) await files.open(id);
    wave = files.ids.some((id) => !opened.has(id)) ? again : [];
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

interface ReferenceVisitor {
  readonly report: ReportReference;
  /** Replaces the references in fields of a node. */
  readonly expand: (node: JsonObject, kind: NodeKind) => JsonObject;
}

function collectReferences(written: Json, kind: NodeKind, here: NodePath, visitor: ReferenceVisitor): void {
  if (!isObject(written)) return;
  const { report } = visitor;
  const node = visitor.expand(written, kind);
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
    collectReferences(below, kindBelow, { above: here, steps }, visitor);
    return below;
  });
}
