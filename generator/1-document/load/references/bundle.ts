/**
 * Bundles the files of a description into one document. A node of another file becomes a component, which is named
 * after its key or its file. A node that cannot be a component, such as a path item, replaces its reference. Only
 * fields that can hold references are read: examples, defaults, enums and extensions are data.
 */
import * as path from "node:path";
import { type NodeKind, kindAt, mapChildren } from "../../node-kinds.ts";
import { type Json, type JsonObject, isObject, ownProperty } from "../../json.ts";
import { canonicalPointer, formatPointer } from "../../pointer.ts";
import { type LoadFailure, type SourceFile, isLoadFailure } from "../reading/files.ts";
import { isMappingReference } from "../../local-references.ts";
import { ROOT_PATH, type NodePath, pointerOfPath } from "../../node-path.ts";
import { BundledComponents, type BundleInput } from "./bundle-components.ts";
import { type ResolvedNode, CIRCULAR_REFERENCE, isBareReference, nodePlaceKey } from "./resolve.ts";

/** A reference that cannot be resolved. */
export interface BrokenReference {
  /** Pointer in the bundled document to the object with the `$ref`, or to the entry of a discriminator's mapping. */
  readonly pointer: string;
  /** The kind of object that was expected. */
  readonly kind: NodeKind;
  readonly failure: LoadFailure;
}

export interface BundleResult {
  readonly document: JsonObject;
  readonly broken: readonly BrokenReference[];
  /** Pointers in the bundled document to fields that were read through a reference, though OpenAPI allows none there. */
  readonly fields: readonly string[];
}

/**
 * Returns one document in the OpenAPI version of its root, without references to other files. `openReferences` must
 * have opened these files before.
 */
export function bundle(document: JsonObject, input: BundleInput): BundleResult {
  return new Bundler(document, input).run();
}

/** A `$ref` with the object that contains it, the expected kind, the file, and the path in the bundled document. */
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
  readonly #fields: string[] = [];
  /** Nodes whose fields have been recorded in `#fields`. A node of another file may be inlined several times. */
  readonly #recorded = new WeakSet<JsonObject>();
  /** Keys of the nodes that are being inlined. A node that contains itself cannot be inlined. */
  readonly #inlining = new Set<string>();

  constructor(document: JsonObject, input: BundleInput) {
    this.#input = input;
    this.#document = this.#withExpandedComponents(this.#expand(document, "document", input.root, ROOT_PATH));
    this.#components = new BundledComponents(this.#document, input);
  }

  run(): BundleResult {
    const document = this.#children(this.#document, "document", this.#input.root, ROOT_PATH);
    for (let next = this.#components.next(); next; next = this.#components.next()) {
      const { kind, found, nodePath, place } = next;
      place(this.#visit(found.node, kind, found.file, nodePath));
    }
    return { document: this.#components.addedTo(document), broken: this.#broken, fields: this.#fields };
  }

  #visit(node: Json, kind: NodeKind, file: SourceFile, here: NodePath): Json {
    if (!isObject(node)) return node;
    const ref = node["$ref"];
    if (typeof ref === "string") return this.#reference({ node, ref, kind, file, here });
    // The keys of a callback are runtime expressions, so `$ref` can be one of them.
    if (ref !== undefined && kind !== "callback") return this.#breaks({ node, kind, here }, REFERENCE_NOT_A_STRING);
    return this.#children(node, kind, file, here);
  }

  /** Returns the document with the content of references such as `components: { schemas: { $ref: … } }`. */
  #withExpandedComponents(document: JsonObject): JsonObject {
    const components = document["components"];
    if (!isObject(components)) return document;
    const here: NodePath = { above: ROOT_PATH, steps: ["components"] };
    const expanded = this.#expand(components, "components", this.#input.root, here);
    return expanded === components ? document : { ...document, components: expanded };
  }

  /** Replaces the references in fields of a node that hold no Reference Object. */
  #expand(node: JsonObject, kind: NodeKind, file: SourceFile, here: NodePath): JsonObject {
    const expanded = this.#input.fields.expand(node, kind, file);
    for (const { steps, failure, isText, kind: kindOfEntries = "schema" } of expanded.references) {
      const pointer = pointerOfPath({ above: here, steps });
      if (failure === undefined && !this.#recorded.has(node)) this.#fields.push(pointer);
      if (failure !== undefined && !this.#broken.some((known) => known.pointer === pointer)) {
        this.#broken.push({ pointer, kind: isText ? "example" : kindOfEntries, failure });
      }
    }
    if (expanded.references.length > 0) this.#recorded.add(node);
    return expanded.node;
  }

  #children(written: JsonObject, kind: NodeKind, file: SourceFile, here: NodePath): JsonObject {
    const node = this.#expand(written, kind, file, here);
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
    const end = isLoadFailure(found) ? found : resolver.end(found, true);
    if (isLoadFailure(end)) return this.#breaks(reference, end);

    const local = isLoadFailure(found) ? undefined : (this.#localPointer(found, kind) ?? this.#localPointer(end, kind));
    if (local !== undefined) {
      const asWritten = base === root && ref.startsWith("#") && canonicalPointer(ref) === local;
      return this.#children(asWritten ? node : { ...node, $ref: local }, kind, file, here);
    }
    const isEntry = this.#input.fields.isEntry(node) && !isLoadFailure(found) && !isBareReference(found.node);
    if (isEntry && !this.#inlining.has(nodePlaceKey(end))) return this.#inline(reference, end);
    const pointer = this.#components.pointerFor(end, kind);
    if (pointer !== undefined && pointer !== pointerOfPath(here)) {
      return this.#children({ ...node, $ref: pointer }, kind, file, here);
    }
    return this.#inline(reference, end);
  }

  /** Returns the target of a reference, to replace it. Properties beside the `$ref` take precedence. */
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

  /** Returns the pointer of a node that is already part of the root, at a place where its kind is expected. */
  #localPointer(found: ResolvedNode, kind: NodeKind): string | undefined {
    const isThere = found.file === this.#input.root && kindAt("document", found.segments) === kind;
    return isThere ? formatPointer(found.segments) : undefined;
  }

  /** Bundles the targets of a discriminator's mapping. A target is a reference unless it is a plain schema name. */
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

  /**
   * Rewrites the `operationRef` of a link of another file. An operation of the root gets a pointer, any other a path
   * relative to the root.
   */
  #link(link: JsonObject, file: SourceFile): JsonObject {
    const { root, resolver } = this.#input;
    const ref = link["operationRef"];
    if (typeof ref !== "string" || file === root) return link;
    const fragment = ref.slice(ref.split("#", 1)[0]?.length ?? 0);
    const id = resolver.target(file, ref);
    if (id === undefined) return link; // the reference names no file
    return { ...link, operationRef: id === root.text.id ? fragment : `${relativeFileId(root.text.id, id)}${fragment}` };
  }

  #baseOf(ref: string, file: SourceFile, here: NodePath): SourceFile {
    return this.#input.provenance.baseFileOf(ref, { file, root: this.#input.root, here });
  }

  /**
   * Records a broken reference and keeps it in the document. An overlay may correct it, or the caller may replace
   * it.
   */
  #breaks({ node, kind, here }: Omit<BundledReference, "ref" | "file">, failure: LoadFailure): JsonObject {
    this.#broken.push({ pointer: pointerOfPath(here), kind, failure });
    return node;
  }
}

/** Returns the path from the file `root` to the file `id`, with `/` on every platform. */
function relativeFileId(root: string, id: string): string {
  const isUrl = /^https?:/.test(id);
  return isUrl ? id : path.relative(path.dirname(root), id).replaceAll("\\", "/");
}

const REFERENCE_NOT_A_STRING: LoadFailure = {
  rule: "no-unresolved-refs",
  message: "The value of `$ref` must be a string.",
  remedy: "Write a reference such as `#/components/schemas/Name`, or remove the `$ref`.",
};
