/**
 * Many files → one document. Whatever stands in another file becomes a component of this one, named after its
 * file or key; what cannot be a component (path items, for one) is put in the place of its reference. Only
 * references where OpenAPI has references are looked at: examples, defaults, enums and extensions are data.
 */
import * as path from "node:path";
import { type NodeKind, kindAt, mapChildren } from "../../node-kinds.ts";
import { type Json, type JsonObject, isObject, ownProperty } from "../../json.ts";
import { canonicalPointer, formatPointer } from "../../pointer.ts";
import { type LoadFailure, type SourceFile, isLoadFailure } from "../reading/files.ts";
import { isMappingReference } from "../../local-references.ts";
import { ROOT_PATH, type NodePath, pointerOfPath } from "../../node-path.ts";
import { BundledComponents, type BundleInput } from "./bundle-components.ts";
import { type ResolvedNode, CIRCULAR_REFERENCE, nodePlaceKey } from "./resolve.ts";

/** A reference that leads nowhere. */
export interface BrokenReference {
  /** Of the object with the `$ref`, or of the entry of a discriminator's mapping, in the bundled document. */
  readonly pointer: string;
  /** What should have stood there. */
  readonly kind: NodeKind;
  readonly failure: LoadFailure;
}

export interface BundleResult {
  readonly document: JsonObject;
  readonly broken: readonly BrokenReference[];
}

/** One document in the dialect of its root, without references to other files. They must have been opened before. */
export function bundle(document: JsonObject, input: BundleInput): BundleResult {
  return new Bundler(document, input).run();
}

/** A `$ref` on its way: the object that holds it, and where that stands in its file's grammar and in the document. */
interface BundledReference {
  readonly node: JsonObject;
  readonly ref: string;
  readonly kind: NodeKind;
  readonly file: SourceFile;
  readonly here: NodePath;
}

class Bundler {
  readonly #document: JsonObject;
  readonly #input: BundleInput;
  readonly #components: BundledComponents;
  readonly #broken: BrokenReference[] = [];
  /** What is being put in the place of a reference: it must not contain itself. */
  readonly #inlining = new Set<string>();

  constructor(document: JsonObject, input: BundleInput) {
    this.#document = document;
    this.#input = input;
    this.#components = new BundledComponents(document, input);
  }

  run(): BundleResult {
    const document = this.#children(this.#document, "document", this.#input.root, ROOT_PATH);
    for (let next = this.#components.next(); next; next = this.#components.next()) {
      const { kind, found, nodePath: trail, place } = next;
      place(this.#visit(found.node, kind, found.file, trail));
    }
    return { document: this.#components.addedTo(document), broken: this.#broken };
  }

  #visit(node: Json, kind: NodeKind, file: SourceFile, here: NodePath): Json {
    if (!isObject(node)) return node;
    const ref = node["$ref"];
    if (typeof ref === "string") return this.#reference({ node, ref, kind, file, here });
    // The expressions of a callback are names that somebody chose.
    if (ref !== undefined && kind !== "callback") return this.#breaks({ node, kind, here }, REFERENCE_NOT_A_STRING);
    return this.#children(node, kind, file, here);
  }

  #children(node: JsonObject, kind: NodeKind, file: SourceFile, here: NodePath): JsonObject {
    const visited = mapChildren(kind, node, (below, kindBelow, steps) => {
      return this.#visit(below, kindBelow, file, { above: here, steps });
    });
    if (kind === "schema") return this.#mapping(visited, file, here);
    return kind === "link" ? this.#link(visited, file) : visited;
  }

  #reference(reference: BundledReference): Json {
    const { node, ref, kind, file, here } = reference;
    const { root, resolver } = this.#input;
    const base = this.#baseOf(ref, file, here);
    const found = resolver.find(base, ref);
    const end = isLoadFailure(found) ? found : resolver.end(found);
    if (isLoadFailure(end)) return this.#breaks(reference, end);

    const local = isLoadFailure(found) ? undefined : (this.#localPointer(found, kind) ?? this.#localPointer(end, kind));
    if (local !== undefined) {
      const asWritten = base === root && ref.startsWith("#") && canonicalPointer(ref) === local;
      return this.#children(asWritten ? node : { ...node, $ref: local }, kind, file, here);
    }
    const pointer = this.#components.pointerFor(end, kind);
    if (pointer !== undefined && pointer !== pointerOfPath(here)) {
      return this.#children({ ...node, $ref: pointer }, kind, file, here);
    }
    return this.#inline(reference, end);
  }

  /** The target in the place of its reference; what stands beside the `$ref` wins. */
  #inline(reference: BundledReference, end: ResolvedNode): Json {
    const { node, kind, file, here } = reference;
    const key = nodePlaceKey(end);
    if (this.#inlining.has(key)) return this.#breaks(reference, CIRCULAR_REFERENCE);
    this.#inlining.add(key);
    const target = this.#visit(end.node, kind, end.file, here);
    this.#inlining.delete(key);
    const { $ref: _, ...beside } = node;
    if (!isObject(target) || Object.keys(beside).length === 0) return target;
    return { ...target, ...this.#children(beside, kind, file, here) };
  }

  /** The pointer of what is part of the root already, at a place where its kind is expected. */
  #localPointer(found: ResolvedNode, kind: NodeKind): string | undefined {
    const isThere = found.file === this.#input.root && kindAt("document", found.segments) === kind;
    return isThere ? formatPointer(found.segments) : undefined;
  }

  /** The targets of a discriminator's mapping are references as well, where they are no bare names. */
  #mapping(schema: JsonObject, file: SourceFile, here: NodePath): JsonObject {
    const discriminator = schema["discriminator"];
    if (!isObject(discriminator)) return schema;
    const resolved = (value: Json | undefined, steps: readonly string[]): Json | undefined => {
      if (!isMappingReference(value)) return value;
      const there: NodePath = { above: here, steps: ["discriminator", ...steps] };
      const target = this.#reference({ node: { $ref: value }, ref: value, kind: "schema", file, here: there });
      return ownProperty(target, "$ref") ?? value;
    };
    const mapping = Object.entries(isObject(discriminator["mapping"]) ? discriminator["mapping"] : {});
    const changed = mapping.map(([name, value]) => [name, resolved(value, ["mapping", name]) ?? value] as const);
    const byDefault = resolved(discriminator["defaultMapping"], ["defaultMapping"]);
    const isSame = changed.every(([, value], index) => value === mapping[index]?.[1]);
    if (isSame && byDefault === discriminator["defaultMapping"]) return schema;
    return {
      ...schema,
      discriminator: {
        ...discriminator,
        ...(mapping.length > 0 && { mapping: Object.fromEntries(changed) }),
        ...(byDefault !== undefined && { defaultMapping: byDefault }),
      },
    };
  }

  /** The operation that a link of another file names: a pointer where it is one of the root, else with the name of its file. */
  #link(link: JsonObject, file: SourceFile): JsonObject {
    const { root, resolver } = this.#input;
    const ref = link["operationRef"];
    if (typeof ref !== "string" || file === root) return link;
    const fragment = ref.slice(ref.split("#", 1)[0]?.length ?? 0);
    const id = resolver.target(file, ref);
    if (id === undefined) return link; // no file can be meant
    return { ...link, operationRef: id === root.text.id ? fragment : `${relativeFileId(root.text.id, id)}${fragment}` };
  }

  #baseOf(ref: string, file: SourceFile, here: NodePath): SourceFile {
    return this.#input.provenance.baseFileOf(ref, { file, root: this.#input.root, here });
  }

  /** The reference stays: an overlay may put it right, or the caller something in its place. */
  #breaks({ node, kind, here }: Omit<BundledReference, "ref" | "file">, failure: LoadFailure): JsonObject {
    this.#broken.push({ pointer: pointerOfPath(here), kind, failure });
    return node;
  }
}

/** The way from the file `root` to the file `id`, whatever machine they are on. */
function relativeFileId(root: string, id: string): string {
  const isUrl = /^https?:/.test(id);
  return isUrl ? id : path.relative(path.dirname(root), id).replaceAll("\\", "/");
}

const REFERENCE_NOT_A_STRING: LoadFailure = {
  rule: "no-unresolved-refs",
  message: "A `$ref` is a text: this one refers to nothing.",
  remedy: "Write where it leads, such as `#/components/schemas/Name`, or remove it.",
};
