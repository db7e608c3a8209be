/**
 * Collects the components of a bundled document: names those that come from other files, and queues them for
 * bundling.
 */
import { posix } from "node:path";
import type { NodeKind } from "../../node-kinds.ts";
import { type Json, type JsonObject, isObject, ownProperty, setOwnProperty } from "../../json.ts";
import { childPointer, formatPointer, parsePointer } from "../../pointer.ts";
import { type SourceFile, isLoadFailure } from "../reading/files.ts";
import { ROOT_PATH, type NodePath } from "../../node-path.ts";
import type { OpenApiVersion } from "../../openapi-version.ts";
import type { FieldReferences } from "./field-references.ts";
import type { Provenance } from "./provenance.ts";
import { type ResolvedNode, type ReferenceResolver, isBareReference, nodePlaceKey } from "./resolve.ts";

export interface BundleInput {
  /** The root file, with the value to bundle. */
  readonly root: SourceFile;
  readonly version: OpenApiVersion;
  readonly resolver: ReferenceResolver;
  readonly fields: FieldReferences;
  /** Records the origin of each component. */
  readonly provenance: Provenance;
  /** Records the pointer of each node of another file, so that later passes reuse it. */
  readonly pointers: Map<string, string>;
}

/** A node of another file that becomes a component. */
export interface NewComponent {
  readonly kind: NodeKind;
  readonly found: ResolvedNode;
  /** The path at which the component is added. */
  readonly nodePath: NodePath;
  /** Stores the bundled node at that path. */
  readonly place: (node: Json) => void;
}

export class BundledComponents {
  readonly #document: JsonObject;
  readonly #input: BundleInput;
  readonly #sections: ComponentSections;
  /** New components by section. Entries are null until the queue has been processed. */
  readonly #added = new Map<string, Record<string, Json>>();
  readonly #queue: NewComponent[] = [];

  constructor(document: JsonObject, input: BundleInput) {
    this.#document = document;
    this.#input = input;
    this.#sections = componentSections(input.version);
    this.#nameFilesOfRootComponents();
  }

  /** Returns the next component to bundle, or undefined if the queue is empty. */
  next(): NewComponent | undefined {
    return this.#queue.shift();
  }

  /**
   * Returns the pointer of the component for the node `found`, and adds the component if it is new. Returns
   * undefined if this kind of node cannot be a component.
   */
  pointerFor(found: ResolvedNode, kind: NodeKind): string | undefined {
    const section = this.#sections.byKind[kind];
    if (section === undefined) return undefined;
    const key = `${section} ${nodePlaceKey(found)}`;
    const present = ownProperty(this.#componentsOf(this.#document), section);
    const added = this.#newComponentsIn(section);
    const isTaken = (name: string): boolean => ownProperty(present, name) !== undefined || Object.hasOwn(added, name);
    const known = this.#input.pointers.get(key);
    // An overlay may have removed a component that an earlier pass added.
    if (known !== undefined && isTaken(parsePointer(known).at(-1) ?? "")) return known;
    const stem = componentNameFor(found);
    let name = stem;
    for (let next = 2; isTaken(name); next += 1) name = `${stem}-${next}`;
    const pointer = childPointer(this.#sections.parent, section, name);
    setOwnProperty(added, name, null); // reserves the name and the position until the queue provides the node
    this.#input.pointers.set(key, pointer);
    this.#input.provenance.graft(pointer, found);
    this.#queue.push({
      kind,
      found,
      nodePath: this.#pathOf(section, name),
      place: (node) => setOwnProperty(added, name, node),
    });
    return pointer;
  }

  /** Returns the document with the new components. */
  addedTo(document: JsonObject): JsonObject {
    const filled = [...this.#added].filter(([, added]) => Object.keys(added).length > 0);
    if (filled.length === 0) return document;
    const before = this.#componentsOf(document);
    const components: Record<string, Json> = isObject(before) ? { ...before } : {};
    for (const [section, added] of filled) {
      const present = components[section];
      components[section] = isObject(present) ? { ...present, ...added } : added;
    }
    return this.#sections.parent === "#" ? components : { ...document, components };
  }

  /**
   * Reserves the names of root components that only refer to a file. For `Client: { $ref: schemas/Client.yaml }`,
   * every reference to that file uses the name `Client`.
   */
  #nameFilesOfRootComponents(): void {
    const { root, resolver, provenance, pointers } = this.#input;
    for (const section of new Set(Object.values(this.#sections.byKind))) {
      const components = ownProperty(this.#componentsOf(this.#document), section);
      if (!isObject(components)) continue;
      for (const [name, node] of Object.entries(components)) {
        if (!isBareReference(node)) continue;
        const here = this.#pathOf(section, name);
        const found = resolver.find(provenance.baseFileOf(node.$ref, { file: root, root, here }), node.$ref);
        // An alias of a component that itself refers to another file must not claim that file.
        if (isLoadFailure(found) || found.file === root) continue;
        const end = resolver.end(found);
        if (isLoadFailure(end) || end.file === root) continue;
        const key = `${section} ${nodePlaceKey(end)}`;
        if (!pointers.has(key)) pointers.set(key, formatPointer(here.steps));
      }
    }
  }

  #pathOf(section: string, name: string): NodePath {
    return { above: ROOT_PATH, steps: [...parsePointer(this.#sections.parent), section, name] };
  }

  #componentsOf(document: JsonObject): Json | undefined {
    return this.#sections.parent === "#" ? document : document["components"];
  }

  #newComponentsIn(section: string): Record<string, Json> {
    const known = this.#added.get(section);
    if (known) return known;
    const added: Record<string, Json> = {};
    this.#added.set(section, added);
    return added;
  }
}

/**
 * Returns a component name: the last segment of the pointer, or the file name without extension. Replaces characters
 * that OpenAPI does not allow.
 */
function componentNameFor({ file, segments }: ResolvedNode): string {
  const id = file.text.id.replace(/[?].*$/, "");
  const name = segments.at(-1) ?? posix.basename(id.replaceAll("\\", "/")).replace(/\.[^.]+$/, "");
  return name.replace(/[^A-Za-z0-9._-]+/g, "_") || "_";
}

interface ComponentSections {
  /** Pointer of the object that contains the components. */
  readonly parent: string;
  readonly byKind: Partial<Readonly<Record<NodeKind, string>>>;
}

function componentSections(version: OpenApiVersion): ComponentSections {
  if (version === "2.0") {
    return { parent: "#", byKind: { schema: "definitions", parameter: "parameters", response: "responses" } };
  }
  return {
    parent: "#/components",
    byKind: {
      schema: "schemas",
      parameter: "parameters",
      response: "responses",
      header: "headers",
      requestBody: "requestBodies",
      example: "examples",
      link: "links",
      callback: "callbacks",
      securityScheme: "securitySchemes",
      ...(version === "3.2" && { mediaType: "mediaTypes" }),
    },
  };
}
