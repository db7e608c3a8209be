/**
 * Computes the forms of schemas. A schema has one form for requests, one for responses, and one for messages that
 * the API sends: webhooks and callbacks. Forms differ because of `readOnly` (absent from requests) and `writeOnly`
 * (present in requests only). A form also differs if a schema below differs: through references, compositions, arrays,
 * maps and recursion. `default` is an annotation and requires nothing. JSON Schema 2020-12 Validation §9.2
 *
 * Schemas in `not`, `if`, `contains` and `propertyNames` only test a value and do not describe its structure, so
 * they have one form.
 */
import type { Document, Schema, SchemaObject } from "../openapi.ts";
import { resolvePointer } from "../pointer.ts";
import { dynamicTargets } from "../schemas/dynamic-anchors.ts";
import { validatedSchema } from "../schemas/narrowing.ts";
import { type SubschemaRole, schemaRoots, subschemas } from "../schemas/subschemas.ts";

export type SchemaForm = "request" | "response" | "message";

export interface SchemaForms {
  /**
   * Returns true if two forms of `schema`, a schema of the document, differ: in the schema itself or anywhere below.
   */
  differs(schema: Schema, one?: SchemaForm, other?: SchemaForm): boolean;
  /** Returns the properties that `schema` itself declares and that are present in `form`. */
  properties(schema: SchemaObject, form: SchemaForm): Readonly<Record<string, Schema>>;
  /**
   * Returns the names of properties that `schema` itself requires in `form`. Excludes properties that are absent
   * from the form, even if another schema of the same composition says so.
   */
  required(schema: SchemaObject, form: SchemaForm): readonly string[];
}

type PropertyTrait = "readOnly" | "writeOnly";

/** For each form, the trait of a property that is absent from it, even if it is required. */
const HIDING_TRAIT = { request: "readOnly", response: "writeOnly", message: "writeOnly" } as const satisfies Record<
  SchemaForm,
  PropertyTrait
>;

const NO_NAMES: readonly string[] = [];

const formsByDocument = new WeakMap<Document, SchemaForms>();

/** Returns the forms of the document's schemas. Visits every schema once, in linear time. Later calls are lookups. */
export function schemaFormsOf(document: Document): SchemaForms {
  const forms = formsByDocument.get(document) ?? findSchemaForms(document);
  formsByDocument.set(document, forms); // documents are immutable
  return forms;
}

function findSchemaForms(document: Document): SchemaForms {
  const graph = schemaGraphOf(document);
  // A trait of a schema also holds for the schemas that always apply it, by `$ref` or `allOf`.
  const traits = propagate(initialMarks(graph, ownTraits), graph.conjunctions);

  function has(property: Schema, trait: PropertyTrait): boolean {
    return typeof property === "object" && hasMark(traits, property, trait);
  }

  const drops = { readOnly: dropTest("readOnly"), writeOnly: dropTest("writeOnly") };

  function dropTest(trait: PropertyTrait): (schema: SchemaObject, name: string) => boolean {
    const own = initialMarks(graph, ({ properties: declared }) =>
      declared === undefined ? NO_NAMES : Object.keys(declared).filter((name) => has(declared[name] ?? true, trait)),
    );
    // If a branch drops a required name, every schema that applies the branch drops it too. If the branch always
    // applies, its sibling branches drop the name as well.
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
    const { required: listed } = schema;
    if (listed === undefined) return NO_NAMES; // true for most schemas
    return [...new Set(listed)].filter((name) => !drops[HIDING_TRAIT[form]](schema, name));
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

  /** The schemas whose forms differ, by the pair of forms. */
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

/** Returns the traits that a schema itself declares. */
function ownTraits(schema: SchemaObject): readonly PropertyTrait[] {
  const traits: PropertyTrait[] = [];
  if (schema.readOnly === true) traits.push("readOnly");
  if (schema.writeOnly === true) traits.push("writeOnly");
  return traits;
}

type SchemaEdges = ReadonlyMap<SchemaObject, readonly SchemaObject[]>;

interface SchemaGraph {
  readonly nodes: readonly SchemaObject[];
  /**
   * Edges from a schema to the schemas that apply it to the same instance: always (`conjunctions`), or always or in
   * some cases (`compositions`).
   */
  readonly conjunctions: SchemaEdges;
  readonly compositions: SchemaEdges;
  /** Edges from a schema to the schemas that it applies to the same instance: the reverse of `compositions`. */
  readonly branches: SchemaEdges;
  /** Edges from a schema to the schemas whose type contains it. */
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
    for (const below of [subschemas(node), referencedSchemas(document, node), validatedInstead(node)]) {
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

/** Returns the schema that validation uses in place of one that only narrows types. Forms that differ there matter. */
function validatedInstead(schema: SchemaObject): readonly { schema: Schema; role: SubschemaRole }[] {
  const validated = validatedSchema(schema);
  return validated === schema ? [] : [{ schema: validated, role: "or" }];
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

/** Copies the marks of each schema to all schemas that `edges` lead to from there. Handles cycles. */
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
