/**
 * Reads references in fields that hold no Reference Object in OpenAPI: maps such as `properties` and `paths`, arrays
 * such as `parameters`, and plain values such as `description`. Redocly and swagger-parser resolve these references
 * too.
 */
import { pathToFileURL } from "node:url";
import { type NodeKind, kindOfField } from "../../node-kinds.ts";
import { type Json, type JsonObject, isObject, setOwnProperty } from "../../json.ts";
import { formatPointer } from "../../pointer.ts";
import { isUrl } from "../reading/description-address.ts";
import { type LoadFailure, type SourceFile, isLoadFailure } from "../reading/files.ts";
import type { ReferenceResolver, ResolvedNode } from "./resolve.ts";

/** A reference in a field that holds no Reference Object in OpenAPI. */
export interface FieldReference {
  readonly ref: string;
  /** Steps from the node to the field. */
  readonly steps: readonly string[];
  /** The kind of the objects in the field, or undefined if it holds a plain value. */
  readonly kind: NodeKind | undefined;
  /** True for a field that holds text, which may come from a file that is neither JSON nor YAML. */
  readonly isText: boolean;
  /** The reason why the reference cannot be resolved. */
  readonly failure?: LoadFailure;
}

export interface ExpandedNode {
  /** The node with the content of its field references. The node itself if it has none. */
  readonly node: JsonObject;
  readonly references: readonly FieldReference[];
}

export class FieldReferences {
  readonly #resolver: ReferenceResolver;
  /** References that stand for an entry of a map or an item of an array. */
  readonly #entries = new WeakSet<JsonObject>();
  readonly #expanded = new WeakMap<JsonObject, ExpandedNode>();

  constructor(resolver: ReferenceResolver) {
    this.#resolver = resolver;
  }

  /** Returns true for a reference that `expand` created. Its target replaces it, and needs no name as a component. */
  isEntry(node: JsonObject): boolean {
    return this.#entries.has(node);
  }

  /**
   * Replaces field references of a node of `file`. An entry of a map becomes a reference to that entry. A reference
   * that cannot be resolved stays, and is returned with its failure.
   */
  expand(node: JsonObject, kind: NodeKind, file: SourceFile): ExpandedNode {
    const known = this.#expanded.get(node);
    if (known) return known;
    const references: FieldReference[] = [];
    let copy: Record<string, Json> | undefined;
    for (const key of Object.keys(node)) {
      const value = node[key];
      if (typeof value !== "object" || value === null) continue;
      const isNested = kind === "document" && NESTED_FIELDS.has(key);
      if (!isNested && !isFieldReference(value)) continue;
      const place = { file, references };
      const expanded = isNested ? this.#nested(value, [key], place) : this.#field(value, { kind, key }, place);
      if (expanded !== value) setOwnProperty((copy ??= { ...node }), key, expanded);
    }
    if (references.length === 0) return { node, references };
    const result = { node: copy ?? node, references };
    // a failure is not final: more files may be opened later
    if (references.every(({ failure }) => failure === undefined)) this.#expanded.set(node, result);
    return result;
  }

  #field(value: Json, { kind, key }: { readonly kind: NodeKind; readonly key: string }, place: FieldPlace): Json {
    if (!isFieldReference(value)) return value;
    const field = kindOfField(kind, key);
    const isContainer = field?.isMap === true || (field !== undefined && ARRAY_FIELDS.has(key));
    const isValue = field === undefined && kind !== "callback" && (TEXT_FIELDS.has(key) || VALUE_FIELDS.has(key));
    if (!isContainer && !isValue) return value;
    const isText = isValue && TEXT_FIELDS.has(key);
    return this.#target(value, { ref: value.$ref, steps: [key], kind: field?.kind, isText }, place);
  }

  /** Replaces references anywhere in a value that contains no nodes, such as `info`. */
  #nested(value: Json, steps: readonly string[], place: FieldPlace): Json {
    if (typeof value !== "object" || value === null) return value;
    if (isFieldReference(value)) {
      const isText = TEXT_FIELDS.has(steps.at(-1) ?? "");
      return this.#target(value, { ref: value.$ref, steps, kind: undefined, isText }, place);
    }
    if (Array.isArray(value)) {
      const items = value.map((item: Json, index) => this.#nested(item, [...steps, String(index)], place));
      return items.every((item, index) => item === value[index]) ? value : items;
    }
    let copy: Record<string, Json> | undefined;
    for (const [key, below] of Object.entries(value)) {
      const changed = key.startsWith("x-") ? below : this.#nested(below, [...steps, key], place);
      if (changed !== below) setOwnProperty((copy ??= { ...(value as JsonObject) }), key, changed); // arrays are handled above
    }
    return copy ?? value;
  }

  #target(value: JsonObject, reference: FieldReference, { file, references }: FieldPlace): Json {
    const found = this.#resolver.find(file, reference.ref);
    const end = isLoadFailure(found) ? found : this.#resolver.end(found);
    if (isLoadFailure(end)) {
      references.push({ ...reference, failure: end });
      return value;
    }
    references.push(reference);
    if (reference.kind === undefined) return end.node;
    const { $ref: _, ...beside } = value;
    if (Array.isArray(end.node)) return end.node.map((_item, index) => this.#entry(end, String(index), file));
    if (!isObject(end.node)) return end.node;
    const entries = Object.keys(end.node).map((key) => [key, this.#entry(end, key, file)] as const);
    return { ...Object.fromEntries(entries), ...beside };
  }

  #entry(map: ResolvedNode, key: string, file: SourceFile): JsonObject {
    const pointer = formatPointer([...map.segments, key]);
    const { id } = map.file.text;
    // The URI is absolute, because the entry may be moved to another file.
    const uri = map.file === file ? "" : isUrl(id) ? id : pathToFileURL(id).href;
    const entry: JsonObject = { $ref: `${uri}${pointer}` };
    this.#entries.add(entry);
    return entry;
  }
}

interface FieldPlace {
  readonly file: SourceFile;
  readonly references: FieldReference[];
}

function isFieldReference(value: Json): value is JsonObject & { readonly $ref: string } {
  return isObject(value) && typeof value["$ref"] === "string";
}

const TEXT_FIELDS: ReadonlySet<string> = new Set(["description", "summary", "title"]);

/** Fields of the document whose values contain no nodes. */
const NESTED_FIELDS: ReadonlySet<string> = new Set([
  "info",
  "tags",
  "servers",
  "externalDocs",
  "security",
  "securityDefinitions",
]);

/** Fields that hold an array of nodes. */
const ARRAY_FIELDS: ReadonlySet<string> = new Set(["parameters", "allOf", "anyOf", "oneOf", "prefixItems"]);

/** Fields that hold a plain value. Examples, defaults and constants are not listed: they are data. */
const VALUE_FIELDS: ReadonlySet<string> = new Set(["enum", "required", "tags", "servers", "security", "externalDocs"]);
