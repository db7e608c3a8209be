/** Resolves `$ref`s across files. The files must have been opened before. */
import { type Json, type JsonObject, isObject, ownProperty } from "../../json.ts";
import { formatPointer, parsePointer } from "../../pointer.ts";
import {
  type LoadFailure,
  type DescriptionFiles,
  type SourceFile,
  isLoadFailure,
  resolveUri,
} from "../reading/files.ts";

/** The location of a node in a file. */
export interface NodePlace {
  readonly file: SourceFile;
  readonly segments: readonly string[];
}

export interface ResolvedNode extends NodePlace {
  readonly node: Json;
}

export class ReferenceResolver {
  readonly #files: DescriptionFiles;
  readonly #root: SourceFile;
  /** The URI that the root states in `$self`. Other references may use it (OpenAPI 3.2 §4.1.2.2.1). */
  readonly #self: string | undefined;
  /** Resolved references by file and reference string. Descriptions have far more references than targets. */
  readonly #found = new Map<SourceFile, Map<string, ResolvedNode>>();

  /** Ends of chains of references, by the places on the way, so that a chain is followed once. */
  readonly #ends = new Map<string, ResolvedNode | LoadFailure>();

  /** Creates a resolver. `root` replaces its file, because overlays may have changed its value. */
  constructor(files: DescriptionFiles, root: SourceFile) {
    this.#files = files;
    this.#root = root;
    const self = ownProperty(root.value, "$self");
    this.#self = typeof self === "string" ? resolveUri(root.text.id, self) : undefined;
  }

  /** Returns the id of the file that a `$ref` in `base` refers to. Returns undefined if the reference names no file. */
  target(base: SourceFile, ref: string): string | undefined {
    const uri = ref.split("#", 1)[0];
    if (uri === undefined || uri === "" || schemaNamesIn(base).has(ref)) return base.text.id;
    const id = resolveUri(base.text.id, uri);
    return id !== undefined && id === this.#self ? this.#root.text.id : id;
  }

  /** Returns the node that `ref`, written in `base`, refers to. The node may be a reference itself. */
  find(base: SourceFile, ref: string, passed: ReadonlySet<string> = new Set()): ResolvedNode | LoadFailure {
    const known = this.#found.get(base)?.get(ref);
    if (known) return known;
    const found = this.#find(base, ref, passed);
    if (isLoadFailure(found)) return found; // not cached: more files may be opened later
    const ofBase = this.#found.get(base) ?? new Map<string, ResolvedNode>();
    this.#found.set(base, ofBase.set(ref, found));
    return found;
  }

  #find(base: SourceFile, ref: string, passed: ReadonlySet<string>): ResolvedNode | LoadFailure {
    const named = schemaNamesIn(base).get(ref);
    if (named) return this.descend(base, named, passed);
    const id = this.target(base, ref);
    if (id === undefined) return unresolvedReference(`\`${ref}\` does not name a file that can be read`);
    const file = id === base.text.id ? base : this.#file(id);
    if (isLoadFailure(file)) return file;
    const fragment = ref.slice(ref.split("#", 1)[0]?.length ?? 0);
    if (/^#[^/]/.test(fragment)) {
      const anchored = schemaNamesIn(file).get(fragment);
      return anchored
        ? this.descend(file, anchored, passed)
        : unresolvedReference(`No schema declares the anchor of \`${ref}\``);
    }
    const found = this.descend(file, parsePointer(fragment), passed);
    return found === MISSING_NODE ? unresolvedReference(`\`${ref}\` cannot be resolved`) : found;
  }

  /**
   * Returns the end of the chain of references that begins at `found`. A failure is stored only if `isComplete`: all
   * files have been opened.
   */
  end(found: ResolvedNode, isComplete = false): ResolvedNode | LoadFailure {
    const passed = new Set<string>();
    let current: ResolvedNode | LoadFailure = found;
    while (!isLoadFailure(current) && isBareReference(current.node)) {
      const key = nodePlaceKey(current);
      const isCircular = passed.has(key);
      passed.add(key);
      current = isCircular ? CIRCULAR_REFERENCE : (this.#ends.get(key) ?? this.find(current.file, current.node.$ref));
    }
    if (isComplete || !isLoadFailure(current)) for (const key of passed) this.#ends.set(key, current);
    return current;
  }

  /** Returns the node at `segments` of `file`. Resolves references on the way. */
  descend(
    file: SourceFile,
    segments: readonly string[],
    passed: ReadonlySet<string> = new Set(),
  ): ResolvedNode | LoadFailure {
    let place: ResolvedNode = { file, segments: [], node: file.value };
    for (const segment of segments) {
      let below = ownProperty(place.node, segment);
      const hops = new Set(passed);
      while (below === undefined) {
        const ref = ownProperty(place.node, "$ref");
        if (typeof ref !== "string") return MISSING_NODE;
        if (hops.has(nodePlaceKey(place))) return CIRCULAR_REFERENCE;
        hops.add(nodePlaceKey(place));
        const next = this.find(place.file, ref, hops);
        if (isLoadFailure(next)) return next;
        place = next;
        below = ownProperty(place.node, segment);
      }
      place = { file: place.file, segments: [...place.segments, segment], node: below };
    }
    return place;
  }

  #file(id: string): SourceFile | LoadFailure {
    return id === this.#root.text.id ? this.#root : this.#files.get(id);
  }
}

export interface BareReference extends JsonObject {
  readonly $ref: string;
}

/** Returns true if a node has a `$ref` and no other properties. Such a node is an alias for its target. */
export function isBareReference(node: Json): node is BareReference {
  return isObject(node) && typeof node["$ref"] === "string" && Object.keys(node).length === 1;
}

export function nodePlaceKey(place: NodePlace): string {
  return place.file.text.id + formatPointer(place.segments);
}

/** A placeholder for a missing node. The caller, which knows the reference, replaces it by a failure with a message. */
const MISSING_NODE: LoadFailure = { rule: "no-unresolved-refs", message: "", remedy: "" };

export const CIRCULAR_REFERENCE: LoadFailure = {
  rule: "no-reference-cycle",
  message: "This reference is circular: it leads back to itself.",
  remedy: "Refer to an object that is not itself a reference to this one.",
};

function unresolvedReference(message: string): LoadFailure {
  return {
    rule: "no-unresolved-refs",
    message: `${message}.`,
    remedy: "Correct the reference, or add the object that it refers to.",
  };
}

const namesByFile = new WeakMap<SourceFile, ReadonlyMap<string, readonly string[]>>();

/**
 * Returns the pointers of schemas by the names that they declare: `$id`, and `#anchor` for `$anchor` and
 * `$dynamicAnchor`.
 */
function schemaNamesIn(file: SourceFile): ReadonlyMap<string, readonly string[]> {
  const known = namesByFile.get(file);
  if (known) return known;
  const found = new Map<string, readonly string[]>();
  namesByFile.set(file, found);
  if (/\$(id|anchor|dynamicAnchor)\b/.test(file.text.content)) collectSchemaNames(file.value, [], found);
  return found;
}

function collectSchemaNames(node: Json, segments: readonly string[], found: Map<string, readonly string[]>): void {
  if (typeof node !== "object" || node === null) return;
  const { $id, $anchor, $dynamicAnchor } = node as JsonObject; // an array has none of these properties
  if (typeof $id === "string") found.set($id, segments);
  for (const anchor of [$anchor, $dynamicAnchor]) if (typeof anchor === "string") found.set(`#${anchor}`, segments);
  for (const [key, child] of Object.entries(node)) collectSchemaNames(child, [...segments, key], found);
}
