/** Opens every file that a description reaches, in waves: what one wave refers to is the next. */
import { type NodeKind, kindAt, mapChildren } from "../../anatomy.ts";
import { type Json, isObject, member } from "../../json.ts";
import { type Files, type SourceFile, isFailure } from "../reading/files.ts";
import { isMappingReference } from "../../local-references.ts";
import { TOP, type Trail } from "../../trail.ts";
import type { Provenance } from "./provenance.ts";
import { type Resolver, keyOf } from "./resolve.ts";

interface Seen {
  /** The file that the reference is relative to. */
  readonly base: SourceFile;
  readonly ref: string;
  readonly kind: NodeKind;
}

interface OpenedPart {
  readonly file: SourceFile;
  readonly node: Json;
  readonly kind: NodeKind;
}

export interface Reach {
  /** The root file, with the value that is to be bundled. */
  readonly root: SourceFile;
  readonly files: Files;
  readonly resolver: Resolver;
  readonly provenance: Provenance;
}

/** Reads from disk or network; afterwards `resolver.find` knows every answer. */
export async function openReferences({ root, files, resolver, provenance }: Reach): Promise<void> {
  const visited = new Set<string>();
  let unresolved: Seen[] = [];
  let wave: OpenedPart[] = [{ file: root, node: root.value, kind: "document" }];
  while (wave.length > 0) {
    const seen: Seen[] = unresolved; // a pointer may lead through a file that the last wave has opened
    unresolved = [];
    for (const { file, node, kind } of wave) {
      collect(node, kind, TOP, (ref, kindOfTarget, here) => {
        // The walk comes to every component of the root by itself.
        if (file === root && isComponent(ref)) return;
        seen.push({ base: provenance.baseOf(ref, { file, root, here }), ref, kind: kindOfTarget });
      });
    }
    const ids = new Set(seen.map(({ base, ref }) => resolver.target(base, ref)));
    for (const id of ids) if (id !== undefined && id !== root.text.id) await files.open(id);
    wave = [];
    for (const reference of seen) {
      const { base, ref, kind } = reference;
      const found = resolver.find(base, ref);
      if (isFailure(found)) unresolved.push(reference);
      else if (found.file !== root || kindAt("document", found.segments) !== kind) {
        const key = `${kind} ${keyOf(found)}`;
        if (!visited.has(key)) wave.push({ file: found.file, node: found.node, kind });
        visited.add(key);
      }
    }
  }
}

function isComponent(ref: string): boolean {
  return /^#\/(components\/(schemas|responses|parameters|headers|requestBodies)|definitions)\/[^/%~]+$/.test(ref);
}

type ReportReference = (ref: string, kind: NodeKind, here: Trail) => void;

function collect(node: Json, kind: NodeKind, here: Trail, report: ReportReference): void {
  if (!isObject(node)) return;
  const ref = node["$ref"];
  if (typeof ref === "string" && kind !== "document") report(ref, kind, here);
  if (kind === "schema") {
    const discriminator = node["discriminator"];
    const mapped = [member(discriminator, "defaultMapping"), ...Object.values(member(discriminator, "mapping") ?? {})];
    for (const value of mapped) if (isMappingReference(value)) report(value, kind, here);
  }
  mapChildren(kind, node, (below, kindBelow, steps) => {
    collect(below, kindBelow, { above: here, steps }, report);
    return below;
  });
}
