/**
 * Many files → one document. Whatever stands in another file becomes a component of this one, named after its
 * file or key; what cannot be a component (path items, for one) is put in the place of its reference. Only
 * references where OpenAPI has references are looked at: examples, defaults, enums and extensions are data.
 */
import { posix } from "node:path";
import { type Kind, kindAt, mapChildren } from "./anatomy.ts";
import { type Failure, type SourceFile, isFailure } from "./files.ts";
import { type Json, type JsonObject, isObject, member, setMember } from "./json.ts";
import { isMappingReference } from "./open-references.ts";
import { canonicalPointer, child, pointerOf, segmentsOf } from "./pointer.ts";
import type { Provenance } from "./provenance.ts";
import { type Found, type Resolver, isBareReference, keyOf } from "./resolve.ts";
import { TOP, type Trail, pointerOfTrail } from "./trail.ts";
import type { Version } from "./version.ts";

/** A reference that leads nowhere. */
export interface Broken {
  /** Of the object with the `$ref`, or of the entry of a discriminator's mapping, in the bundled document. */
  readonly pointer: string;
  /** What should have stood there. */
  readonly kind: Kind;
  readonly failure: Failure;
}

export interface BundleInput {
  /** The root file, with the value that is to be bundled. */
  readonly root: SourceFile;
  readonly version: Version;
  readonly resolver: Resolver;
  /** Learns where the components come from. */
  readonly provenance: Provenance;
  /** Learns at which pointer each node of another file stands, for the passes to come. */
  readonly pointers: Map<string, string>;
}

export interface Bundled {
  readonly document: JsonObject;
  readonly broken: readonly Broken[];
}

/** One document in the dialect of its root, without references to other files. They must have been opened before. */
export function bundle(document: JsonObject, input: BundleInput): Bundled {
  return new Bundler(document, input).run();
}

interface Component {
  readonly section: string;
  readonly name: string;
  readonly kind: Kind;
  readonly found: Found;
}

class Bundler {
  readonly #document: JsonObject;
  readonly #input: BundleInput;
  readonly #sections: Sections;
  readonly #broken: Broken[] = [];
  /** New components by section, filled while the queue is worked off. */
  readonly #added = new Map<string, Record<string, Json>>();
  readonly #queue: Component[] = [];
  /** What is being put in the place of a reference: it must not contain itself. */
  readonly #inlining = new Set<string>();

  constructor(document: JsonObject, input: BundleInput) {
    this.#document = document;
    this.#input = input;
    this.#sections = sectionsOf(input.version);
  }

  run(): Bundled {
    this.#nameFilesOfRootComponents();
    const document = this.#children(this.#document, "document", this.#input.root, TOP);
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const { section, name, kind, found } = next;
      const here: Trail = { above: TOP, steps: [...segmentsOf(this.#sections.parent), section, name] };
      const node = this.#visit(found.node, kind, found.file, here);
      setMember(this.#newComponents(section), name, node);
    }
    return { document: this.#withAdded(document), broken: this.#broken };
  }

  /** `Client: { $ref: schemas/Client.yaml }`: that file is called Client, whoever refers to it. */
  #nameFilesOfRootComponents(): void {
    for (const section of new Set(Object.values(this.#sections.byKind))) {
      const components = member(this.#componentsOf(this.#document), section);
      if (!isObject(components)) continue;
      for (const [name, node] of Object.entries(components)) {
        if (!isBareReference(node)) continue;
        const here: Trail = { above: TOP, steps: [...segmentsOf(this.#sections.parent), section, name] };
        const found = this.#input.resolver.find(this.#baseOf(node.$ref, this.#input.root, here), node.$ref);
        const end = isFailure(found) ? found : this.#input.resolver.end(found);
        if (isFailure(end) || end.file === this.#input.root) continue;
        const key = `${section} ${keyOf(end)}`;
        if (!this.#input.pointers.has(key)) this.#input.pointers.set(key, pointerOfTrail(here));
      }
    }
  }

  #visit(node: Json, kind: Kind, file: SourceFile, here: Trail): Json {
    if (!isObject(node)) return node;
    const ref = node["$ref"];
    return typeof ref === "string"
      ? this.#reference({ node, ref, kind, file, here })
      : this.#children(node, kind, file, here);
  }

  #children(node: JsonObject, kind: Kind, file: SourceFile, here: Trail): JsonObject {
    const visited = mapChildren(kind, node, (below, kindBelow, steps) => {
      return this.#visit(below, kindBelow, file, { above: here, steps });
    });
    return kind === "schema" ? this.#mapping(visited, file, here) : visited;
  }

  #reference(reference: Reference): Json {
    const { node, ref, kind, file, here } = reference;
    const { root, resolver } = this.#input;
    const base = this.#baseOf(ref, file, here);
    const found = resolver.find(base, ref);
    const end = isFailure(found) ? found : resolver.end(found);
    if (isFailure(end)) return this.#breaks(reference, end);

    const local = isFailure(found) ? undefined : (this.#localPointer(found, kind) ?? this.#localPointer(end, kind));
    if (local !== undefined) {
      const asWritten = base === root && ref.startsWith("#") && canonicalPointer(ref) === local;
      return this.#children(asWritten ? node : { ...node, $ref: local }, kind, file, here);
    }
    const section = this.#sections.byKind[kind];
    if (section !== undefined && this.#input.pointers.get(`${section} ${keyOf(end)}`) !== pointerOfTrail(here)) {
      return this.#children({ ...node, $ref: this.#component(end, kind, section) }, kind, file, here);
    }
    return this.#inline(reference, end);
  }

  /** The target in the place of its reference; what stands beside the `$ref` wins. */
  #inline(reference: Reference, end: Found): Json {
    const { node, kind, file, here } = reference;
    const key = keyOf(end);
    if (this.#inlining.has(key)) return this.#breaks(reference, CIRCULAR);
    this.#inlining.add(key);
    const target = this.#visit(end.node, kind, end.file, here);
    this.#inlining.delete(key);
    const { $ref: _, ...beside } = node;
    if (!isObject(target) || Object.keys(beside).length === 0) return target;
    return { ...target, ...this.#children(beside, kind, file, here) };
  }

  /** The pointer of what is part of the root already, at a place where its kind is expected. */
  #localPointer(found: Found, kind: Kind): string | undefined {
    const isThere = found.file === this.#input.root && kindAt("document", found.segments) === kind;
    return isThere ? pointerOf(found.segments) : undefined;
  }

  #component(found: Found, kind: Kind, section: string): string {
    const key = `${section} ${keyOf(found)}`;
    const present = member(this.#componentsOf(this.#document), section);
    const added = this.#newComponents(section);
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
    this.#queue.push({ section, name, kind, found });
    return pointer;
  }

  /** The targets of a discriminator's mapping are references as well, where they are no bare names. */
  #mapping(schema: JsonObject, file: SourceFile, here: Trail): JsonObject {
    const discriminator = schema["discriminator"];
    if (!isObject(discriminator)) return schema;
    const resolved = (value: Json | undefined, steps: readonly string[]): Json | undefined => {
      if (!isMappingReference(value)) return value;
      const there: Trail = { above: here, steps: ["discriminator", ...steps] };
      const target = this.#reference({ node: { $ref: value }, ref: value, kind: "schema", file, here: there });
      return member(target, "$ref") ?? value;
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

  #baseOf(ref: string, file: SourceFile, here: Trail): SourceFile {
    return this.#input.provenance.baseOf(ref, { file, root: this.#input.root, here });
  }

  /** The reference stays: an overlay may put it right, or the caller something in its place. */
  #breaks({ node, kind, here }: Reference, failure: Failure): JsonObject {
    this.#broken.push({ pointer: pointerOfTrail(here), kind, failure });
    return node;
  }

  #componentsOf(document: JsonObject): Json | undefined {
    return this.#sections.parent === "#" ? document : document["components"];
  }

  #newComponents(section: string): Record<string, Json> {
    const known = this.#added.get(section);
    if (known) return known;
    const added: Record<string, Json> = {};
    this.#added.set(section, added);
    return added;
  }

  #withAdded(document: JsonObject): JsonObject {
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
}

/** A `$ref` on its way: the object that holds it, and where that stands in its file's grammar and in the document. */
interface Reference {
  readonly node: JsonObject;
  readonly ref: string;
  readonly kind: Kind;
  readonly file: SourceFile;
  readonly here: Trail;
}

const CIRCULAR: Failure = {
  rule: "no-reference-cycle",
  message: "This reference leads back to itself.",
  remedy: "Refer to something that is written out.",
};

/** Last step of the pointer, or the file's name; only characters that OpenAPI allows in a component's name. */
function nameOf({ file, segments }: Found): string {
  const id = file.text.id.replace(/[?].*$/, "");
  const name = segments.at(-1) ?? posix.basename(id.replaceAll("\\", "/")).replace(/\.[^.]+$/, "");
  return name.replace(/[^A-Za-z0-9._-]+/g, "_") || "_";
}

interface Sections {
  /** Pointer of the object that holds the components. */
  readonly parent: string;
  readonly byKind: Partial<Readonly<Record<Kind, string>>>;
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
