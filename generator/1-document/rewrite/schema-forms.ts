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
import { type SubschemaRole, schemaRoots, subschemas } from "../schemas/subschemas.ts";

export type SchemaForm = "request" | "response" | "message";

export interface SchemaForms {
  /** Whether two forms of `schema`, a schema of the document, differ: here or anywhere below. */
  differs(schema: Schema, one?: SchemaForm, other?: SchemaForm): boolean;
  /** The properties that `schema` itself declares and that travel in `form`. */
  properties(schema: SchemaObject, form: SchemaForm): Readonly<Record<string, Schema>>;
  /**
   * The names that `schema` itself requires in `form`: those it lists, without the ones that need not travel
   * (whichever schema of the same composition says so), and in answers the properties with a default.
   */
  required(schema: SchemaObject, form: SchemaForm): readonly string[];
}

type PropertyTrait = "readOnly" | "writeOnly" | "default";

/** The trait of a property that does not travel in the form, and may be missing though it is required. */
const HIDING_TRAIT = { request: "readOnly", response: "writeOnly", message: "writeOnly" } as const satisfies Record<
  SchemaForm,
  PropertyTrait
>;

const NO_NAMES: readonly string[] = [];

const formsByDocument = new WeakMap<Document, SchemaForms>();

/** Looks at every schema of the document once, in linear time; the answers are look-ups. */
export function schemaFormsOf(document: Document): SchemaForms {
  const forms = formsByDocument.get(document) ?? findSchemaForms(document);
  formsByDocument.set(document, forms); // a document does not change
  return forms;
}

function findSchemaForms(document: Document): SchemaForms {
  const graph = schemaGraphOf(document);
  // What a schema says of a value holds as well for those that always apply it: `$ref` and `allOf`.
  const traits = propagate(initialMarks(graph, ownTraits), graph.conjunctions);

  function has(property: Schema, trait: PropertyTrait): boolean {
    return typeof property === "object" && hasMark(traits, property, trait);
  }

  const drops = { readOnly: dropTest("readOnly"), writeOnly: dropTest("writeOnly") };

  function dropTest(trait: PropertyTrait): (schema: SchemaObject, name: string) => boolean {
    const own = initialMarks(graph, ({ properties: declared }) =>
      declared === undefined ? NO_NAMES : Object.keys(declared).filter((name) => has(declared[name] ?? true, trait)),
    );
    // A branch that waives a name does so for whoever applies it, and if it always applies, for the branches beside it.
    const possibly = propagate(own, graph.compositions);
    const certainly = propagate(propagate(own, graph.conjunctions), graph.branches);
    return (schema, name) => hasMark(possibly, schema, name) || hasMark(certainly, schema, name);
  }

  function properties(schema: SchemaObject, form: SchemaForm): Readonly<Record<string, Schema>> {
    const all = schema.properties ?? {};
    const isHidden = (property: Schema): boolean => has(property, HIDING_TRAIT[form]);
    if (!Object.values(all).some(isHidden)) return all;
    return Object.fromEntries(Object.entries(all).filter(([, property]) => !isHidden(property)));
  }

  function required(schema: SchemaObject, form: SchemaForm): readonly string[] {
    const { required: listed, properties: declared } = schema;
    if (listed === undefined && declared === undefined) return NO_NAMES; // as most schemas, which are properties
    const names = new Set(listed);
    if (form === "response") {
      for (const [name, property] of Object.entries(declared ?? {})) {
        if (has(property, "default")) names.add(name);
      }
    }
    return [...names].filter((name) => !drops[HIDING_TRAIT[form]](schema, name));
  }

  function ownFormsDiffer(schema: SchemaObject, one: SchemaForm, other: SchemaForm): boolean {
    if (schema.required === undefined && schema.properties === undefined) return false;
    const names = required(schema, one);
    const others = new Set(required(schema, other));
    return (
      names.length !== others.size ||
      names.some((name) => !others.has(name)) ||
      (HIDING_TRAIT[one] !== HIDING_TRAIT[other] &&
        Object.values(schema.properties ?? {}).some(
          (property) => has(property, HIDING_TRAIT[one]) || has(property, HIDING_TRAIT[other]),
        ))
    );
  }

  /** The schemas whose forms differ, by both. */
  const different = new Map<string, SchemaMarks<true>>();

  function differs(schema: Schema, one: SchemaForm = "request", other: SchemaForm = "response"): boolean {
    const key = `${one} ${other}`;
    const found =
      different.get(key) ??
      propagate(
        initialMarks(graph, (each) => (ownFormsDiffer(each, one, other) ? [true] : [])),
        graph.holders,
      );
    different.set(key, found);
    return typeof schema === "object" && found.has(schema);
  }

  return { differs, properties, required };
}

/** What a schema says of its value as a property, by itself. */
function ownTraits(schema: SchemaObject): readonly PropertyTrait[] {
  const traits: PropertyTrait[] = [];
  if (schema.readOnly === true) traits.push("readOnly");
  if (schema.writeOnly === true) traits.push("writeOnly");
  if (schema.default !== undefined) traits.push("default");
  return traits;
}

type SchemaEdges = ReadonlyMap<SchemaObject, readonly SchemaObject[]>;

interface SchemaGraph {
  readonly nodes: readonly SchemaObject[];
  /** From a schema to those that apply it to the same value: always, or perhaps. */
  readonly conjunctions: SchemaEdges;
  readonly compositions: SchemaEdges;
  /** From a schema to those that it applies to the same value: the reverse of `compositions`. */
  readonly branches: SchemaEdges;
  /** From a schema to those whose type mentions it. */
  readonly holders: SchemaEdges;
}

function schemaGraphOf(document: Document): SchemaGraph {
  const nodes = new Set<SchemaObject>();
  const conjunctions = new Map<SchemaObject, SchemaObject[]>();
  const compositions = new Map<SchemaObject, SchemaObject[]>();
  const branches = new Map<SchemaObject, SchemaObject[]>();
  const holders = new Map<SchemaObject, SchemaObject[]>();

  function connect(schema: SchemaObject, below: SchemaObject, role: SubschemaRole): void {
    if (role === "test" || role === "definition") return;
    addEdge(holders, below, schema);
    if (role === "part") return;
    addEdge(compositions, below, schema);
    addEdge(branches, schema, below);
    if (role === "and") addEdge(conjunctions, below, schema);
  }

  const waiting = schemaRoots(document).filter((schema) => typeof schema === "object");
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (nodes.has(node)) continue;
    nodes.add(node);
    for (const below of [subschemas(node), referencedSchemas(document, node)]) {
      for (const { schema, role } of below) {
        if (typeof schema === "boolean") continue;
        connect(node, schema, role);
        waiting.push(schema);
      }
    }
  }
  return { nodes: [...nodes], conjunctions, compositions, branches, holders };
}

function referencedSchemas(
  document: Document,
  schema: SchemaObject,
): readonly { schema: Schema; role: SubschemaRole }[] {
  const { $ref, $dynamicRef } = schema;
  if ($ref === undefined && $dynamicRef === undefined) return [];
  const target = $ref?.startsWith("#") ? resolvePointer(document, $ref) : undefined;
  const found: { schema: Schema; role: SubschemaRole }[] =
    typeof target === "object" && target !== null ? [{ schema: target, role: "and" }] : [];
  if ($dynamicRef === undefined) return found;
  const targets = dynamicTargets(document, $dynamicRef);
  const role = targets.length === 1 ? "and" : "or";
  return [...found, ...targets.map(({ value }) => ({ schema: value, role }) as const)];
}

function addEdge(edges: Map<SchemaObject, SchemaObject[]>, from: SchemaObject, to: SchemaObject): void {
  const targets = edges.get(from);
  if (targets === undefined) edges.set(from, [to]);
  else targets.push(to);
}

type SchemaMarks<T> = ReadonlyMap<SchemaObject, ReadonlySet<T>>;

function initialMarks<T>(graph: SchemaGraph, marksOf: (schema: SchemaObject) => readonly T[]): SchemaMarks<T> {
  const marks = new Map<SchemaObject, ReadonlySet<T>>();
  for (const node of graph.nodes) {
    const own = marksOf(node);
    if (own.length > 0) marks.set(node, new Set(own));
  }
  return marks;
}

/** `marks`, and each of them also on whatever `edges` lead to from where it stands, through cycles too. */
function propagate<T>(marks: SchemaMarks<T>, edges: SchemaEdges): SchemaMarks<T> {
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

function hasMark<T>(marks: SchemaMarks<T>, schema: SchemaObject, mark: T): boolean {
  return marks.get(schema)?.has(mark) ?? false;
}
