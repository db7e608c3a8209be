/** Where the components of a bundle stand, what those from other files are called, and which of them are to be visited. */
import { posix } from "node:path";
import type { NodeKind } from "../../anatomy.ts";
import { type Json, type JsonObject, isObject, member, setMember } from "../../json.ts";
import { child, pointerOf, segmentsOf } from "../../pointer.ts";
import { type SourceFile, isFailure } from "../reading/files.ts";
import { TOP, type Trail } from "../../trail.ts";
import type { Version } from "../../version.ts";
import type { Provenance } from "./provenance.ts";
import { type ResolvedNode, type Resolver, isBareReference, keyOf } from "./resolve.ts";

export interface ComponentsInput {
  /** The root file, with the value that is to be bundled. */
  readonly root: SourceFile;
  readonly version: Version;
  readonly resolver: Resolver;
  /** Learns where the components come from. */
  readonly provenance: Provenance;
  /** Learns at which pointer each node of another file stands, for the passes to come. */
  readonly pointers: Map<string, string>;
}

/** A node of another file that becomes a component. */
export interface NewComponent {
  readonly kind: NodeKind;
  readonly found: ResolvedNode;
  /** Where it will stand. */
  readonly trail: Trail;
  /** Puts it there. */
  readonly place: (node: Json) => void;
}

export class Components {
  readonly #document: JsonObject;
  readonly #input: ComponentsInput;
  readonly #sections: Sections;
  /** New components by section, filled while the queue is worked off. */
  readonly #added = new Map<string, Record<string, Json>>();
  readonly #queue: NewComponent[] = [];

  constructor(document: JsonObject, input: ComponentsInput) {
    this.#document = document;
    this.#input = input;
    this.#sections = sectionsOf(input.version);
    this.#nameFilesOfRootComponents();
  }

  /** The next component that is to be visited, until there is none. */
  next(): NewComponent | undefined {
    return this.#queue.shift();
  }

  /** The pointer of the component that `found` is or becomes; undefined where a thing of this kind is no component. */
  pointerFor(found: ResolvedNode, kind: NodeKind): string | undefined {
    const section = this.#sections.byKind[kind];
    if (section === undefined) return undefined;
    const key = `${section} ${keyOf(found)}`;
    const present = member(this.#of(this.#document), section);
    const added = this.#newOf(section);
    const isTaken = (name: string): boolean => member(present, name) !== undefined || Object.hasOwn(added, name);
    const known = this.#input.pointers.get(key);
    // An overlay may have removed what an earlier pass had put there.
    if (known !== undefined && isTaken(segmentsOf(known).at(-1) ?? "")) return known;
    const stem = nameOf(found);
    let name = stem;
    for (let next = 2; isTaken(name); next += 1) name = `${stem}-${next}`;
    const pointer = child(this.#sections.parent, section, name);
    setMember(added, name, null); // keeps the name and the order; the queue brings the node
    this.#input.pointers.set(key, pointer);
    this.#input.provenance.graft(pointer, found);
    this.#queue.push({ kind, found, trail: this.#trail(section, name), place: (node) => setMember(added, name, node) });
    return pointer;
  }

  /** The document with the new components. */
  addedTo(document: JsonObject): JsonObject {
    const filled = [...this.#added].filter(([, added]) => Object.keys(added).length > 0);
    if (filled.length === 0) return document;
    const before = this.#of(document);
    const components: Record<string, Json> = isObject(before) ? { ...before } : {};
    for (const [section, added] of filled) {
      const present = components[section];
      components[section] = isObject(present) ? { ...present, ...added } : added;
    }
    return this.#sections.parent === "#" ? components : { ...document, components };
  }

  /** `Client: { $ref: schemas/Client.yaml }`: that file is called Client, whoever refers to it. */
  #nameFilesOfRootComponents(): void {
    const { root, resolver, provenance, pointers } = this.#input;
    for (const section of new Set(Object.values(this.#sections.byKind))) {
      const components = member(this.#of(this.#document), section);
      if (!isObject(components)) continue;
      for (const [name, node] of Object.entries(components)) {
        if (!isBareReference(node)) continue;
        const here = this.#trail(section, name);
        const found = resolver.find(provenance.baseOf(node.$ref, { file: root, root, here }), node.$ref);
        // The other name of a component that leads out of the root by itself is only that.
        if (isFailure(found) || found.file === root) continue;
        const end = resolver.end(found);
        if (isFailure(end) || end.file === root) continue;
        const key = `${section} ${keyOf(end)}`;
        if (!pointers.has(key)) pointers.set(key, pointerOf(here.steps));
      }
    }
  }

  #trail(section: string, name: string): Trail {
    return { above: TOP, steps: [...segmentsOf(this.#sections.parent), section, name] };
  }

  #of(document: JsonObject): Json | undefined {
    return this.#sections.parent === "#" ? document : document["components"];
  }

  #newOf(section: string): Record<string, Json> {
    const known = this.#added.get(section);
    if (known) return known;
    const added: Record<string, Json> = {};
    this.#added.set(section, added);
    return added;
  }
}

/** Last step of the pointer, or the file's name; only characters that OpenAPI allows in a component's name. */
function nameOf({ file, segments }: ResolvedNode): string {
  const id = file.text.id.replace(/[?].*$/, "");
  const name = segments.at(-1) ?? posix.basename(id.replaceAll("\\", "/")).replace(/\.[^.]+$/, "");
  return name.replace(/[^A-Za-z0-9._-]+/g, "_") || "_";
}

interface Sections {
  /** Pointer of the object that holds the components. */
  readonly parent: string;
  readonly byKind: Partial<Readonly<Record<NodeKind, string>>>;
}

function sectionsOf(version: Version): Sections {
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
