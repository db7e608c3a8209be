/** Finds out in which file a node of a bundled document was written. */
import { formatPointer, parsePointer } from "../../pointer.ts";
import { type SourceFile, isLoadFailure } from "../reading/files.ts";
import { type NodePath, pointerOfPath } from "../../node-path.ts";
import type { NodePlace, ReferenceResolver } from "./resolve.ts";

/**
 * Maps pointers of the bundled document to nodes of files. By default a pointer leads to the same place in the root
 * file. A graft maps a pointer to another place, for nodes that were moved there. References that were replaced by
 * their targets need no graft, because they are resolved.
 */
export class Provenance {
  readonly #root: SourceFile;
  readonly #resolver: ReferenceResolver;
  readonly #grafts = new Map<string, NodePlace>();

  constructor(root: SourceFile, resolver: ReferenceResolver) {
    this.#root = root;
    this.#resolver = resolver;
  }

  /** Maps `pointer`, and all pointers below it, to `place`. */
  graft(pointer: string, place: NodePlace): void {
    this.#grafts.set(pointer, place);
  }

  /** Removes the mappings of `pointer` and of all pointers below it. */
  forget(pointer: string): void {
    for (const key of this.#grafts.keys()) {
      if (key === pointer || key.startsWith(`${pointer}/`)) this.#grafts.delete(key);
    }
  }

  /**
   * Returns the file that a `$ref` at `here` is relative to while `file` is being walked. References that an overlay
   * added to the root are relative to the overlay. References that begin with `#` stay in the walked document.
   */
  baseFileOf(ref: string, { file, root, here }: { file: SourceFile; root: SourceFile; here: NodePath }): SourceFile {
    if (file !== root || ref.startsWith("#")) return file;
    const origin = this.origin(pointerOfPath(here)).file;
    return origin.text.id === root.text.id ? root : origin;
  }

  /** Returns the place of the node at `pointer`, or of its nearest ancestor that was written in a file. */
  origin(pointer: string): NodePlace {
    const segments = parsePointer(pointer);
    for (let length = segments.length; length >= 0; length -= 1) {
      const graft = this.#grafts.get(formatPointer(segments.slice(0, length)));
      if (graft) return this.#below(graft, segments.slice(length));
    }
    return this.#below({ file: this.#root, segments: [] }, segments);
  }

  #below(start: NodePlace, segments: readonly string[]): NodePlace {
    for (let length = segments.length; length > 0; length -= 1) {
      const found = this.#resolver.descend(start.file, [...start.segments, ...segments.slice(0, length)]);
      if (!isLoadFailure(found)) return found;
    }
    return start;
  }
}
