/** Where the nodes of a bundled document were written. */
import { formatPointer, parsePointer } from "../../pointer.ts";
import { type SourceFile, isLoadFailure } from "../reading/files.ts";
import { type NodePath, pointerOfPath } from "../../node-path.ts";
import type { NodePlace, ReferenceResolver } from "./resolve.ts";

/**
 * A bundled document stands as its root file stands, but for grafts: what came from elsewhere, by the pointer at
 * which it was put. References that bundling replaced by their target need no graft: they are followed.
 */
export class Provenance {
  readonly #root: SourceFile;
  readonly #resolver: ReferenceResolver;
  readonly #grafts = new Map<string, NodePlace>();

  constructor(root: SourceFile, resolver: ReferenceResolver) {
    this.#root = root;
    this.#resolver = resolver;
  }

  /** From now on, what is at and below `pointer` comes from `place`. */
  graft(pointer: string, place: NodePlace): void {
    this.#grafts.set(pointer, place);
  }

  /** What was at or below `pointer` is there no more. */
  forget(pointer: string): void {
    for (const key of this.#grafts.keys()) {
      if (key === pointer || key.startsWith(`${pointer}/`)) this.#grafts.delete(key);
    }
  }

  /**
   * The file that a `$ref` at `here` is relative to, when the walk is in `file`. What an overlay has put into the
   * root is written relative to the overlay; a mere fragment means the document that is being walked.
   */
  baseFileOf(ref: string, { file, root, here }: { file: SourceFile; root: SourceFile; here: NodePath }): SourceFile {
    if (file !== root || ref.startsWith("#")) return file;
    const origin = this.origin(pointerOfPath(here)).file;
    return origin.text.id === root.text.id ? root : origin;
  }

  /** The place of the node at `pointer`, or of the nearest one around it that was written. */
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
