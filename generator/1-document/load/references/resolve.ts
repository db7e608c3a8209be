/** What stands behind a `$ref`, across files. Works on files that have been opened before. */
import { type Json, type JsonObject, isObject, member } from "../../json.ts";
import { pointerOf, segmentsOf } from "../../pointer.ts";
import { type Failure, type Files, type SourceFile, isFailure, resolveUri } from "../reading/files.ts";

/** A node of a file. */
export interface NodePlace {
  readonly file: SourceFile;
  readonly segments: readonly string[];
}

export interface ResolvedNode extends NodePlace {
  readonly node: Json;
}

export class Resolver {
  readonly #files: Files;
  readonly #root: SourceFile;
  /** What the root says its own URI is, as other references would name it (OAS 3.2 §4.1.2.2.1). */
  readonly #self: string | undefined;
  /** What references lead to, by file and text: a description has far fewer targets than references. */
  readonly #found = new Map<SourceFile, Map<string, ResolvedNode>>();

  /** `root` stands for its file even where overlays have changed it. */
  constructor(files: Files, root: SourceFile) {
    this.#files = files;
    this.#root = root;
    const self = member(root.value, "$self");
    this.#self = typeof self === "string" ? resolveUri(root.text.id, self) : undefined;
  }

  /** The id of the file that a `$ref` written in `base` leads to; undefined where no file can be meant. */
  target(base: SourceFile, ref: string): string | undefined {
    const uri = ref.split("#", 1)[0];
    if (uri === undefined || uri === "" || namesOf(base).has(ref)) return base.text.id;
    const id = resolveUri(base.text.id, uri);
    return id !== undefined && id === this.#self ? this.#root.text.id : id;
  }

  /** The node that `ref`, written in `base`, names; it may be a reference itself. */
  find(base: SourceFile, ref: string, passed: ReadonlySet<string> = new Set()): ResolvedNode | Failure {
    const known = this.#found.get(base)?.get(ref);
    if (known) return known;
    const found = this.#find(base, ref, passed);
    if (isFailure(found)) return found; // perhaps only until more files are open
    const ofBase = this.#found.get(base) ?? new Map<string, ResolvedNode>();
    this.#found.set(base, ofBase.set(ref, found));
    return found;
  }

  #find(base: SourceFile, ref: string, passed: ReadonlySet<string>): ResolvedNode | Failure {
    const named = namesOf(base).get(ref);
    if (named) return this.descend(base, named, passed);
    const id = this.target(base, ref);
    if (id === undefined) return unresolved(`\`${ref}\` names no file that can be read`);
    const file = id === base.text.id ? base : this.#file(id);
    if (isFailure(file)) return file;
    const fragment = ref.slice(ref.split("#", 1)[0]?.length ?? 0);
    if (/^#[^/]/.test(fragment)) {
      const anchored = namesOf(file).get(fragment);
      return anchored ? this.descend(file, anchored, passed) : unresolved(`There is no \`$anchor\` for \`${ref}\``);
    }
    const found = this.descend(file, segmentsOf(fragment), passed);
    return found === missingNode ? unresolved(`\`${ref}\` leads nowhere`) : found;
  }

  /** The end of the chain of references that begins at `found`. */
  end(found: ResolvedNode): ResolvedNode | Failure {
    const passed = new Set<string>();
    let current: ResolvedNode | Failure = found;
    while (!isFailure(current) && isBareReference(current.node)) {
      const key = keyOf(current);
      if (passed.has(key)) return CIRCULAR;
      passed.add(key);
      current = this.find(current.file, current.node.$ref);
    }
    return current;
  }

  /** Down from the top of `file`; a reference on the way is followed. */
  descend(
    file: SourceFile,
    segments: readonly string[],
    passed: ReadonlySet<string> = new Set(),
  ): ResolvedNode | Failure {
    let place: ResolvedNode = { file, segments: [], node: file.value };
    for (const segment of segments) {
      let below = member(place.node, segment);
      const hops = new Set(passed);
      while (below === undefined) {
        const ref = member(place.node, "$ref");
        if (typeof ref !== "string") return missingNode;
        if (hops.has(keyOf(place))) return CIRCULAR;
        hops.add(keyOf(place));
        const next = this.find(place.file, ref, hops);
        if (isFailure(next)) return next;
        place = next;
        below = member(place.node, segment);
      }
      place = { file: place.file, segments: [...place.segments, segment], node: below };
    }
    return place;
  }

  #file(id: string): SourceFile | Failure {
    return id === this.#root.text.id ? this.#root : this.#files.get(id);
  }
}

export interface BareReference extends JsonObject {
  readonly $ref: string;
}

/** A `$ref` with nothing beside it: a mere other name for its target. */
export function isBareReference(node: Json): node is BareReference {
  return isObject(node) && typeof node["$ref"] === "string" && Object.keys(node).length === 1;
}

export function keyOf(place: NodePlace): string {
  return place.file.text.id + pointerOf(place.segments);
}

/** Stands for itself: whoever knows the reference has the words. */
const missingNode: Failure = { rule: "no-unresolved-refs", message: "", remedy: "" };

export const CIRCULAR: Failure = {
  rule: "no-reference-cycle",
  message: "This reference leads back to itself.",
  remedy: "Refer to something that is written out.",
};

function unresolved(message: string): Failure {
  return {
    rule: "no-unresolved-refs",
    message: `${message}.`,
    remedy: "Correct the reference, or add what it refers to.",
  };
}

const names = new WeakMap<SourceFile, ReadonlyMap<string, readonly string[]>>();

/** Names that schemas of a file give themselves: `$id`, and `#anchor` for `$anchor` and `$dynamicAnchor`. */
function namesOf(file: SourceFile): ReadonlyMap<string, readonly string[]> {
  const known = names.get(file);
  if (known) return known;
  const found = new Map<string, readonly string[]>();
  names.set(file, found);
  if (/\$(id|anchor|dynamicAnchor)\b/.test(file.text.content)) collectNames(file.value, [], found);
  return found;
}

function collectNames(node: Json, segments: readonly string[], found: Map<string, readonly string[]>): void {
  if (typeof node !== "object" || node === null) return;
  const { $id, $anchor, $dynamicAnchor } = node as JsonObject; // a list has none of them
  if (typeof $id === "string") found.set($id, segments);
  for (const anchor of [$anchor, $dynamicAnchor]) if (typeof anchor === "string") found.set(`#${anchor}`, segments);
  for (const [key, child] of Object.entries(node)) collectNames(child, [...segments, key], found);
}
