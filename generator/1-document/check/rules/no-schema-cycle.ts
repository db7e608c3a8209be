import { type Json, type JsonObject, isObject, valueAt } from "../../json.ts";
import { mapChildren, type NodeKind } from "../../node-kinds.ts";
import { canonicalPointer, childPointer, parsePointer } from "../../pointer.ts";
import { findRecursiveUnions } from "../../schemas/recursive-unions.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** Keywords whose subschemas apply to the same value as the schema itself. */
const IN_PLACE = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

/**
 * JSON Schema 2020-12 Core §9.4.1: validation never ends if a schema applies itself to the same value. An alternative
 * that refers to its parent is valid (`schemas/recursive-unions.ts`).
 */
export const noSchemaCycle: Rule = {
  name: "no-schema-cycle",
  severity: "error",
  lenient: "the schema allows any value",
  remedy: "Break the cycle: recursion must go through a property or an item.",
  explanation: {
    asks: "A schema does not apply itself to the same value.",
    why: "Validation would never end. Recursion through a property or an item is valid. An alternative of `oneOf` or `anyOf` may refer to its parent in `allOf`: that means the parent without its alternatives.",
    breaks: `
      components:
        schemas:
          Tree: { allOf: [{ $ref: "#/components/schemas/Tree" }] }`,
    keeps: `
      components:
        schemas:
          Tree: { properties: { left: { $ref: "#/components/schemas/Tree" } } }`,
  },
  omits: (steps) => ({ steps, replacement: {} }),
  visitor: () => {
    // every cycle contains a reference: checking named schemas and the other targets of references is enough
    const unnamed = new Set<string>();
    return {
      ref({ $ref }) {
        if (typeof $ref === "string" && !isNamedSchema($ref)) unnamed.add(canonicalPointer($ref));
      },
      Root: {
        leave(document: unknown, { report, location }: UserContext) {
          const root = document as JsonObject; // Redocly types it less strictly
          for (const pointer of cyclicAmong(root, [...namedSchemasIn(root), ...unnamed])) {
            const steps = parsePointer(pointer);
            const message = isSchemaPlace(steps)
              ? `The schema \`${steps.at(-1)}\` applies itself to the same value.`
              : `The reference \`${steps.at(-1)}\` leads to itself.`;
            report({ message, location: location.child([...steps]).key() });
          }
        },
      },
    };
  },
};

/** Returns the pointers to schemas that apply themselves to the same value, one for each cycle. */
function cyclicAmong(document: JsonObject, pointers: readonly string[]): readonly string[] {
  const targetOf = (pointer: string): Json | undefined => valueAt(document, parsePointer(pointer));
  const roots = pointers.flatMap((pointer) => targetOf(pointer) ?? []);
  const { references: parents } = findRecursiveUnions(roots, targetOf);
  const states = new Map<Json, "open" | "done">();
  let bearers: ReadonlyMap<string, readonly JsonObject[]> | undefined;
  /** Returns the only schema that a `$dynamicRef` can lead to. */
  const boundBy = (reference: string): Json | undefined => {
    const anchor = reference.slice(reference.indexOf("#") + 1);
    if (anchor.startsWith("/")) return targetOf(`#${anchor}`);
    bearers ??= bearersByAnchor(document);
    const [first, ...others] = bearers.get(anchor) ?? [];
    return others.length === 0 ? first : undefined;
  };
  const isCyclic = (schema: Json | undefined): boolean => {
    if (!isObject(schema) || states.get(schema) === "done") return false;
    if (states.get(schema) === "open") return true;
    states.set(schema, "open");
    const { $ref, $dynamicRef, dependentSchemas } = schema;
    const target = typeof $ref === "string" && !parents.has(schema) ? targetOf($ref) : undefined;
    const bound = typeof $dynamicRef === "string" ? boundBy($dynamicRef) : undefined;
    const applied = IN_PLACE.flatMap((keyword) => schema[keyword] ?? []);
    const found = [target, bound, ...applied, ...Object.values(dependentSchemas ?? {})].some(isCyclic);
    states.set(schema, "done");
    return found;
  };
  return pointers.filter((pointer) => isCyclic(targetOf(pointer)));
}

/** Returns the schemas with an anchor, by anchor. */
function bearersByAnchor(document: JsonObject): ReadonlyMap<string, readonly JsonObject[]> {
  const bearers = new Map<string, JsonObject[]>();
  const visit = (node: JsonObject, kind: NodeKind): JsonObject => {
    const anchor = kind === "schema" ? (node["$dynamicAnchor"] ?? node["$anchor"]) : undefined;
    if (typeof anchor === "string") bearers.set(anchor, [...(bearers.get(anchor) ?? []), node]);
    return mapChildren(kind, node, visit);
  };
  visit(document, "document");
  return bearers;
}

/** Returns true for a place in another section of `components` than `schemas`. */
function isSchemaPlace(steps: readonly string[]): boolean {
  return steps.length !== 3 || steps[0] !== "components" || steps[1] === "schemas";
}

const NAMED = ["#/components/schemas", "#/definitions"] as const;

function namedSchemasIn(document: JsonObject): readonly string[] {
  return NAMED.flatMap((section) => {
    return Object.keys(valueAt(document, parsePointer(section)) ?? {}).map((name) => childPointer(section, name));
  });
}

function isNamedSchema(ref: string): boolean {
  return NAMED.some((section) => ref.startsWith(`${section}/`) && !ref.slice(section.length + 1).includes("/"));
}
