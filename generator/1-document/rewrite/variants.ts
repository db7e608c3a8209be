/**
 * The forms of a schema: of requests, of answers, and of messages, which the API sends unasked (webhooks, callbacks). They
 * differ where `readOnly` (not in requests), `writeOnly` (in requests only) or `default` (present in answers, even where it
 * is not required) says so, anywhere below: through references, compositions, arrays, maps and recursion.
 *
 * `not`, `if`, `contains` and `propertyNames` ask about a value and say nothing of its shape: they have one form.
 */
import type { Document, Schema, SchemaObject } from "../openapi.ts";
import { resolvePointer } from "../pointer.ts";
import { dynamicTargets } from "../schemas/dynamic-anchors.ts";
import { type Role, schemaRoots, subschemas } from "../schemas/subschemas.ts";

export type Form = "request" | "response" | "message";

export interface Variants {
  /** Whether two forms of `schema`, a schema of the document, differ: here or anywhere below. */
  differs(schema: Schema, one?: Form, other?: Form): boolean;
  /** The properties that `schema` itself declares and that travel in `form`. */
  properties(schema: SchemaObject, form: Form): Readonly<Record<string, Schema>>;
  /**
   * The names that `schema` itself requires in `form`: those it lists, without the ones that need not travel
   * (whichever schema of the same composition says so), and in answers the properties with a default.
   */
  required(schema: SchemaObject, form: Form): readonly string[];
}

type Trait = "readOnly" | "writeOnly" | "default";

/** The trait of a property that does not travel in the form, and may be missing though it is required. */
const HIDES = { request: "readOnly", response: "writeOnly", message: "writeOnly" } as const satisfies Record<
  Form,
  Trait
>;

const NO_NAMES: readonly string[] = [];

const variantsOfDocuments = new WeakMap<Document, Variants>();

/** Looks at every schema of the document once, in linear time; the answers are look-ups. */
export function variantsOf(document: Document): Variants {
  const variants = variantsOfDocuments.get(document) ?? findVariants(document);
  variantsOfDocuments.set(document, variants); // a document does not change
  return variants;
}

function findVariants(document: Document): Variants {
  const graph = graphOf(document);
  // What a schema says of a value holds as well for those that always apply it: `$ref` and `allOf`.
  const traits = spread(seeds(graph, traitsOf), graph.conjunctions);

  function has(property: Schema, trait: Trait): boolean {
    return typeof property === "object" && contains(traits, property, trait);
  }

  const waives = { readOnly: waiver("readOnly"), writeOnly: waiver("writeOnly") };

  function waiver(trait: Trait): (schema: SchemaObject, name: string) => boolean {
    const own = seeds(graph, ({ properties: declared }) =>
      declared === undefined ? NO_NAMES : Object.keys(declared).filter((name) => has(declared[name] ?? true, trait)),
    );
    // A branch that waives a name does so for whoever applies it, and if it always applies, for the branches beside it.
    const possibly = spread(own, graph.compositions);
    const certainly = spread(spread(own, graph.conjunctions), graph.branches);
    return (schema, name) => contains(possibly, schema, name) || contains(certainly, schema, name);
  }

  function properties(schema: SchemaObject, form: Form): Readonly<Record<string, Schema>> {
    const all = schema.properties ?? {};
    const isHidden = (property: Schema): boolean => has(property, HIDES[form]);
    if (!Object.values(all).some(isHidden)) return all;
    return Object.fromEntries(Object.entries(all).filter(([, property]) => !isHidden(property)));
  }

  function required(schema: SchemaObject, form: Form): readonly string[] {
    const { required: listed, properties: declared } = schema;
    if (listed === undefined && declared === undefined) return NO_NAMES; // as most schemas, which are properties
    const names = new Set(listed);
    if (form === "response") {
      for (const [name, property] of Object.entries(declared ?? {})) {
        if (has(property, "default")) names.add(name);
      }
    }
    return [...names].filter((name) => !waives[HIDES[form]](schema, name));
  }

  function differsItself(schema: SchemaObject, one: Form, other: Form): boolean {
    if (schema.required === undefined && schema.properties === undefined) return false;
    const names = required(schema, one);
    const others = new Set(required(schema, other));
    return (
      names.length !== others.size ||
      names.some((name) => !others.has(name)) ||
      (HIDES[one] !== HIDES[other] &&
        Object.values(schema.properties ?? {}).some(
          (property) => has(property, HIDES[one]) || has(property, HIDES[other]),
        ))
    );
  }

  /** The schemas whose forms differ, by both. */
  const different = new Map<string, Marks<true>>();

  function differs(schema: Schema, one: Form = "request", other: Form = "response"): boolean {
    const key = `${one} ${other}`;
    const found =
      different.get(key) ??
      spread(
        seeds(graph, (each) => (differsItself(each, one, other) ? [true] : [])),
        graph.holders,
      );
    different.set(key, found);
    return typeof schema === "object" && found.has(schema);
  }

  return { differs, properties, required };
}

/** What a schema says of its value as a property, by itself. */
function traitsOf(schema: SchemaObject): readonly Trait[] {
  const traits: Trait[] = [];
  if (schema.readOnly === true) traits.push("readOnly");
  if (schema.writeOnly === true) traits.push("writeOnly");
  if (schema.default !== undefined) traits.push("default");
  return traits;
}

type Edges = ReadonlyMap<SchemaObject, readonly SchemaObject[]>;

interface Graph {
  readonly nodes: readonly SchemaObject[];
  /** From a schema to those that apply it to the same value: always, or perhaps. */
  readonly conjunctions: Edges;
  readonly compositions: Edges;
  /** From a schema to those that it applies to the same value: the reverse of `compositions`. */
  readonly branches: Edges;
  /** From a schema to those whose type mentions it. */
  readonly holders: Edges;
}

function graphOf(document: Document): Graph {
  const nodes = new Set<SchemaObject>();
  const conjunctions = new Map<SchemaObject, SchemaObject[]>();
  const compositions = new Map<SchemaObject, SchemaObject[]>();
  const branches = new Map<SchemaObject, SchemaObject[]>();
  const holders = new Map<SchemaObject, SchemaObject[]>();

  function connect(schema: SchemaObject, below: SchemaObject, role: Role): void {
    if (role === "test" || role === "definition") return;
    append(holders, below, schema);
    if (role === "part") return;
    append(compositions, below, schema);
    append(branches, schema, below);
    if (role === "and") append(conjunctions, below, schema);
  }

  const waiting = schemaRoots(document).filter((schema) => typeof schema === "object");
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (nodes.has(node)) continue;
    nodes.add(node);
    for (const below of [subschemas(node), referred(document, node)]) {
      for (const { schema, role } of below) {
        if (typeof schema === "boolean") continue;
        connect(node, schema, role);
        waiting.push(schema);
      }
    }
  }
  return { nodes: [...nodes], conjunctions, compositions, branches, holders };
}

function referred(document: Document, schema: SchemaObject): readonly { schema: Schema; role: Role }[] {
  const { $ref, $dynamicRef } = schema;
  if ($ref === undefined && $dynamicRef === undefined) return [];
  const target = $ref?.startsWith("#") ? resolvePointer(document, $ref) : undefined;
  const found: { schema: Schema; role: Role }[] =
    typeof target === "object" && target !== null ? [{ schema: target, role: "and" }] : [];
  if ($dynamicRef === undefined) return found;
  const targets = dynamicTargets(document, $dynamicRef);
  const role = targets.length === 1 ? "and" : "or";
  return [...found, ...targets.map(({ value }) => ({ schema: value, role }) as const)];
}

function append(edges: Map<SchemaObject, SchemaObject[]>, from: SchemaObject, to: SchemaObject): void {
  const targets = edges.get(from);
  if (targets === undefined) edges.set(from, [to]);
  else targets.push(to);
}

type Marks<T> = ReadonlyMap<SchemaObject, ReadonlySet<T>>;

function seeds<T>(graph: Graph, marksOf: (schema: SchemaObject) => readonly T[]): Marks<T> {
  const marks = new Map<SchemaObject, ReadonlySet<T>>();
  for (const node of graph.nodes) {
    const own = marksOf(node);
    if (own.length > 0) marks.set(node, new Set(own));
  }
  return marks;
}

/** `marks`, and each of them also on whatever `edges` lead to from where it stands, through cycles too. */
function spread<T>(marks: Marks<T>, edges: Edges): Marks<T> {
  const result = new Map<SchemaObject, Set<T>>();
  const waiting = [...marks].map(([node, fresh]) => ({ node, fresh: [...fresh] }));
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const known = result.get(step.node) ?? new Set<T>();
    result.set(step.node, known);
    const fresh = step.fresh.filter((mark) => !known.has(mark));
    if (fresh.length === 0) continue;
    for (const mark of fresh) known.add(mark);
    for (const node of edges.get(step.node) ?? []) waiting.push({ node, fresh });
  }
  return result;
}

function contains<T>(marks: Marks<T>, schema: SchemaObject, mark: T): boolean {
  return marks.get(schema)?.has(mark) ?? false;
}
